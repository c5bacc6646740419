"""Text made to be slow is answered in time. The whole list, with long repeats: tests/bench/slow_shapes.py."""

import time

import pytest

from extranet.pages.rendering import RenderSource, RenderWorker

from .shapes import SHAPES

FEW = ["open brackets", "nested wiki links", "back-ticks", "open CDATA", "nested divisions", "setext headings", "rows never closed"]


@pytest.fixture(scope="module")
def worker():
    worker = RenderWorker(seconds=0.5)
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def patient_worker():
    worker = RenderWorker(seconds=20)
    yield worker
    worker.close()


def test_there_are_as_many_shapes_as_were_measured():
    assert len(SHAPES) >= 53


@pytest.mark.parametrize("name", FEW)
def test_a_slow_shape_is_answered_within_the_limit(worker, name):
    worker.render_safely(RenderSource("ready"))
    started = time.monotonic()
    worker.render_safely(RenderSource(SHAPES[name](10_000)))
    assert time.monotonic() - started < 2.0


@pytest.mark.parametrize("name", SHAPES)
def test_a_short_run_of_every_shape_is_rendered(patient_worker, name):
    assert not patient_worker.render_safely(RenderSource(SHAPES[name](30))).is_plain
