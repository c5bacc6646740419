"""`extranet reindex`."""

import json

import pytest
from click.testing import CliRunner

from extranet.search import upkeep
from extranet.search.cli import reindex
from extranet.search.whoosh_engine.folder import IndexFolder


@pytest.fixture
def run(site):
    def invoke(*arguments):
        return CliRunner().invoke(reindex, arguments, obj=lambda: site)

    return invoke


def test_reindex_says_how_many_and_how_fast(shelf, run):
    shelf.put(1, "Missed bin")
    said = json.loads(run("--json").stdout)
    assert said["items"] == 1
    assert run().stdout.startswith("1 items in ")


def test_a_run_that_was_stopped_says_where_and_the_next_goes_on(site, shelf, run, monkeypatch):
    monkeypatch.setattr("extranet.search.whoosh_engine.engine.DOCUMENTS_PER_SEGMENT", 4)
    monkeypatch.setattr("extranet.search.upkeep.REBUILD_BATCH", 4)
    for number in range(1, 9):
        shelf.put(number, f"Missed bin {number}")
    shelf.drain()
    give = upkeep._give

    def stop(*given):
        give(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(upkeep, "_give", stop)
        stopped = run()
    assert stopped.exit_code == 1
    assert "Stopped at 4 of 8 items. The old index answers; run it again to go on." in stopped.output
    assert "8 items in " in (said := run().stdout)
    assert "4 of them were done by an earlier run." in said
    assert json.loads(run("--afresh", "--json").stdout)["resumed"] == 0


def test_reindex_check_says_whether_the_index_is_sound(shelf, run):
    shelf.put(1, "Missed bin")
    shelf.drain()
    assert run("--check").stdout == "1 items. The index is sound.\n"
    shelf.notes.clear()
    assert "differed and has been mended" in run("--check").stdout


def test_two_rebuilds_at_once_are_refused_with_a_sentence(site, shelf, run, monkeypatch):
    monkeypatch.setattr("extranet.search.whoosh_engine.folder.WAIT_SECONDS", 0.05)
    with IndexFolder(site.settings.data_dir / "search").writing("rebuild.lock"):
        refused = run()
    assert refused.exit_code == 1
    assert "being built already" in refused.output
