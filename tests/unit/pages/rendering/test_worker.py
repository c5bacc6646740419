"""The rendering process: the same result as rendering here, and no text can hold or break it for others."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from extranet.pages.rendering import BlockKind, FieldSource, RenderSource, RenderWorker
from extranet.pages.rendering.supervisor import safe_environment
from extranet.pages.rendering.worker import GROWN_BYTES

LOADED_MACHINE_SECONDS = 1.5
ENDLESS = RenderSource("a\n===\n" * 20_000)
PAGE = RenderSource("## A\n\n[[b]] {{fact:c}}\n\n::: for woking\n*d*\n:::\n\n::: tick x\n- e\n:::", {"goal": FieldSource("*f*")})
BLOCKS = {"tick": BlockKind("tick")}


@pytest.fixture
def worker():
    worker = RenderWorker(seconds=1.0)
    yield worker
    worker.close()


def process_of(worker):
    return next(iter(worker._all)).process


def is_gone_within(pid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


def test_a_page_comes_out_of_the_process_as_if_rendered_here(worker, renderer):
    renderer.blocks = BLOCKS
    here = renderer.render(PAGE)
    renderer.blocks = {}
    assert worker.render_safely(PAGE, BLOCKS) == here


def test_a_date_among_the_values_of_a_field_comes_out_as_text(worker, renderer):
    source = RenderSource("", {"approvals": FieldSource([{"note": "*a*", "on": date(2027, 4, 1)}], {"note": "inline"})})
    assert worker.render_safely(source) == renderer.render(source)
    assert renderer.render(source).fields["approvals"][0]["on"] == "2027-04-01"


def test_no_process_runs_before_the_first_text(worker):
    assert not worker._all


def test_a_text_that_takes_too_long_is_shown_as_written_and_the_next_is_rendered(worker):
    worker.render_safely(PAGE)
    started = time.monotonic()
    found = worker.render_safely(ENDLESS)
    assert time.monotonic() - started < 1.0 + LOADED_MACHINE_SECONDS
    assert found.is_plain
    assert "took too long" in found.problems[0]["sentence"]
    assert found.body[0][1].startswith('<pre class="plain">a\n===')
    assert not worker.render_safely(PAGE).is_plain


def test_the_process_of_a_text_that_took_too_long_is_gone(worker):
    worker.render_safely(PAGE)
    process = process_of(worker)
    worker.render_safely(ENDLESS)
    assert process.returncode == -signal.SIGKILL


def test_a_process_that_died_while_idle_is_replaced_unnoticed(worker):
    worker.render_safely(PAGE)
    process = process_of(worker)
    process.kill()
    process.wait()
    assert not worker.render_safely(PAGE).is_plain


def test_a_process_that_dies_at_work_gives_plain_text(worker):
    worker.render_safely(PAGE)
    killer = threading.Timer(0.2, process_of(worker).kill)
    killer.start()
    found = worker.render_safely(ENDLESS)
    killer.join()
    assert found.is_plain
    assert "could not be set out" in found.problems[0]["sentence"]


def test_a_text_over_the_limit_is_not_even_sent(worker):
    assert worker.render_safely(RenderSource("a" * 300_000)).is_plain
    assert not worker._all


def test_an_idle_process_leaves():
    worker = RenderWorker(idle_seconds=0.1)
    worker.render_safely(PAGE)
    pid = process_of(worker).pid
    assert is_gone_within(pid, 5)
    assert not worker.render_safely(PAGE).is_plain
    worker.close()


def test_many_threads_get_each_their_own_text(worker):
    found = {}

    def ask(number):
        found[number] = worker.render_safely(RenderSource(f"*{number}*")).body[0][1]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: f"<p><em>{n}</em></p>" for n in range(24)}


def test_another_text_is_rendered_while_a_slow_one_runs():
    worker = RenderWorker(seconds=30)
    worker.render_safely(PAGE)
    slow = threading.Thread(target=worker.render_safely, args=(ENDLESS,))
    slow.start()
    while worker._idle:
        pass
    busy = process_of(worker)
    assert not worker.render_safely(PAGE).is_plain
    assert slow.is_alive()
    busy.kill()
    slow.join()
    worker.close()


def test_the_process_ends_with_its_parent():
    code = (
        "import os; from extranet.pages.rendering import *; w = RenderWorker(); "
        "w.render_safely(RenderSource('a')); print(next(iter(w._all)).process.pid, flush=True); os._exit(0)"
    )
    pid = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert is_gone_within(pid, 5)


def test_the_process_sees_no_secret_of_the_environment(monkeypatch):
    monkeypatch.setenv("EXTRANET_SECRET_KEY", "hush")
    assert "hush" not in safe_environment().values()


def test_the_process_loads_no_database_and_no_web_framework(worker):
    worker.render_safely(PAGE)
    maps = Path(f"/proc/{process_of(worker).pid}/maps").read_text().lower()
    assert "nh3" in maps
    assert "sqlalchemy" not in maps
    assert "greenlet" not in maps


def test_showing_pages_loads_neither_markdown_nor_the_sanitisers():
    code = (
        "import sys, types; m = types.ModuleType('extranet.pages'); m.__path__ = [sys.argv[1]]; sys.modules['extranet.pages'] = m; "
        "import extranet.pages.rendering; print(sorted({'markdown', 'bleach', 'nh3'} & set(sys.modules)))"
    )
    folder = str(Path(sys.modules["extranet.pages.rendering"].__file__).parent.parent)
    assert subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_a_fork_starts_a_process_of_its_own(worker):
    worker.render_safely(PAGE)
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        is_fine = not worker.render_safely(PAGE).is_plain
        os.write(write_end, b"1" if is_fine else b"0")
        os._exit(0)
    os.close(write_end)
    assert os.read(read_end, 1) == b"1"
    os.close(read_end)
    os.waitpid(pid, 0)
    assert not worker.render_safely(PAGE).is_plain


def test_a_large_parent_has_its_texts_rendered_all_the_same():
    ballast = b"x" * (GROWN_BYTES + 50_000_000)
    with closing(RenderWorker(seconds=10)) as worker:
        assert not worker.render_safely(RenderSource("*Words.*")).is_plain
    assert len(ballast) > GROWN_BYTES
