"""The outbox, the one writer, crashes, damage, rebuilding: what is saved is found, whatever happens in between."""

import os
import pickle
import random
import stat
import threading

import pytest

from extranet import search
from extranet.search import Query, store, upkeep
from extranet.search.engine import IndexDamaged, WriterBusy
from extranet.search.whoosh_engine import WhooshEngine
from extranet.search.whoosh_engine.folder import IndexFolder


def index_files(site, ending=""):
    return sorted(path for path in (site.settings.data_dir / "search").glob(f"index-*/*{ending}") if path.is_file())


def test_a_change_is_found_after_the_drain_and_the_old_words_are_not(shelf, find):
    shelf.put(1, "Missed bin")
    shelf.drain()
    shelf.change(1, title="Lost badge")
    shelf.drain()
    assert find("missed bin") == []
    assert find("lost badge") == ["Lost badge"]


def test_a_deleted_thing_is_not_found(shelf, find):
    shelf.put(1, "Missed bin")
    shelf.drain()
    shelf.remove(1)
    shelf.drain()
    assert find("bin") == []


def test_a_withdrawn_thing_is_hidden_by_the_very_commit(site, shelf, find):
    shelf.put(1, "Missed bin")
    shelf.drain()
    with site.db.writing() as tx:
        search.withdraw(tx, "note", [1])
    assert find("bin") == []
    assert search.find(site, None, Query("bin")).total == 0


def test_what_is_rolled_back_is_never_indexed(site, shelf):
    def save_and_fail():
        with site.db.writing() as tx:
            search.enqueue(tx, "note", [1])
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError):
        save_and_fail()
    assert search.waiting_count(site) == 0


STEPS = ["store.put", "whoosh_engine.engine.WhooshEngine.apply", "whoosh_engine.writing.write_sums", "store.remove_waiting"]


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_any_step_is_made_good_by_the_next_drain(shelf, find, monkeypatch, step):
    shelf.put(1, "Missed bin")
    shelf.drain()
    shelf.change(1, title="Lost badge")

    class Crash(BaseException):
        pass

    def fail(*args, **kwargs):
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(f"extranet.search.{step}", fail)
        with pytest.raises(Crash):
            shelf.drain()
    shelf.drain()
    assert find("lost badge") == ["Lost badge"]
    assert find("missed bin") == []


def test_a_failing_owner_loses_nothing(shelf, find):
    shelf.put(1, "Missed bin")
    shelf.drain()
    shelf.is_broken = True
    shelf.change(1, title="Lost badge")
    shelf.drain()
    assert find("missed bin") == ["Missed bin"]


def test_every_process_sees_a_change_by_looking_at_one_file(site, shelf):
    shelf.put(1, "Missed bin")
    shelf.drain()
    other = WhooshEngine(site.settings.data_dir / "search")
    before = other.generation()
    shelf.put(2, "Second bin")
    shelf.drain()
    assert other.generation() != before


def test_one_writer_at_a_time_and_what_could_not_be_written_waits(site, shelf, monkeypatch):
    monkeypatch.setattr("extranet.search.whoosh_engine.folder.WAIT_SECONDS", 0.05)
    shelf.put(1, "Missed bin")
    shelf.drain()
    shelf.put(2, "Second bin")
    folder = IndexFolder(site.settings.data_dir / "search")
    with folder.writing():
        with pytest.raises(WriterBusy), folder.writing():
            pass
        assert search.drain(site) is False
    assert search.waiting_count(site) == 1
    shelf.drain()
    assert search.waiting_count(site) == 0


def test_a_full_disk_leaves_the_right_to_write_free_and_the_outbox_full(site, shelf, find, monkeypatch):
    shelf.put(1, "Missed bin")
    shelf.drain()
    shelf.put(2, "Second bin")
    with monkeypatch.context() as patch:
        patch.setattr("extranet.search.whoosh_engine.codec.PackedFieldWriter.write_term", _no_space)
        with pytest.raises(OSError, match="No space"):
            shelf.drain()
    assert search.waiting_count(site) == 1
    shelf.drain()
    assert find("second") == ["Second bin"]


def _no_space(*args):
    raise OSError(28, "No space left on device")


def test_the_index_folder_is_open_to_nobody_else(site, shelf):
    shelf.put(1, "Missed bin")
    shelf.drain()
    assert stat.S_IMODE((site.settings.data_dir / "search").stat().st_mode) == 0o700


def test_many_saves_and_quiet_moments_keep_the_segments_few_and_everything_found(site, shelf, ann):
    for number in range(1, 60):
        shelf.put(number, f"Street number {number}")
        shelf.drain()
        search.tidy(site)
    while search.tidy(site):
        pass
    assert len(index_files(site, ".pst")) <= 8
    assert search.find(site, ann, Query("street")).total == 59
    assert search.check(site).is_sound


def test_saves_without_a_quiet_moment_do_not_pile_up_segments(site, shelf, ann):
    for number in range(1, 50):
        shelf.put(number, f"Street number {number}")
        shelf.drain()
    assert len(index_files(site, ".pst")) <= 31
    assert search.find(site, ann, Query("street")).total == 49


def test_a_rebuild_answers_like_the_index_it_replaces_and_without_an_empty_moment(site, shelf, ann):
    for number in range(1, 30):
        shelf.put(number, f"Street light {number}", "lamp " * number)
    shelf.drain()
    before = [(hit.document.item_id) for hit in search.find(site, ann, Query("lamp street", size=30)).groups]
    stop, totals = threading.Event(), set()

    def ask():
        while not stop.is_set():
            totals.add(search.find(site, ann, Query("street")).total)

    asking = threading.Thread(target=ask)
    asking.start()
    told = []
    try:
        assert search.rebuild(site, lambda done, total: told.append((done, total))) == 29
    finally:
        stop.set()
        asking.join()
    assert totals == {29}
    assert told[-1] == (29, 29)
    assert [(hit.document.item_id) for hit in search.find(site, ann, Query("lamp street", size=30)).groups] == before
    assert len(list((site.settings.data_dir / "search").glob("index-*"))) == 1


def test_a_change_saved_while_the_index_is_rebuilt_is_found_afterwards(site, shelf, find):
    shelf.put(1, "Missed bin")
    shelf.put(2, "Blue badge")
    shelf.drain()

    def meanwhile(done, total):
        if not meanwhile.did:
            meanwhile.did = True
            shelf.change(1, title="Lost bin")
            shelf.remove(2)
            shelf.drain()

    meanwhile.did = False
    search.rebuild(site, meanwhile)
    assert find("lost") == ["Lost bin"]
    assert find("missed badge") == []
    assert search.check(site).is_sound


def test_a_rebuild_brings_in_what_was_never_enqueued_and_drops_what_is_gone(site, shelf, find):
    shelf.put(1, "Missed bin")
    shelf.drain()
    shelf.notes[2] = shelf.notes[1].__class__("note", 2, "/notes/2", "Blue badge", "all", shelf.notes[1].updated_at)
    del shelf.notes[1]
    search.rebuild(site)
    assert find("bin badge") == ["Blue badge"]


def test_a_rebuild_that_was_stopped_is_gone_on_with_and_asks_only_for_the_rest(site, shelf, find, monkeypatch):
    monkeypatch.setattr(upkeep, "REBUILD_BATCH", 5)
    monkeypatch.setattr("extranet.search.whoosh_engine.engine.DOCUMENTS_PER_SEGMENT", 10)
    for number in range(1, 41):
        shelf.put(number, f"Street light {number}")
    shelf.drain()

    def stop_halfway(done, total):
        if done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        search.rebuild(site, stop_halfway)
    assert search.find(site, None, Query("street")).total == 0
    assert len(find("street", size=50)) == 40
    shelf.change(3, title="Lane light 3")
    shelf.drain()
    shelf.asked, told = 0, []
    assert search.rebuild(site, lambda done, total: told.append((done, total))) == 40
    assert told[0] == (19, 40)
    assert shelf.asked == 5
    assert find("lane") == ["Lane light 3"]
    assert search.check(site).is_sound
    assert len(list((site.settings.data_dir / "search").glob("index-*"))) == 1


def test_a_rebuild_that_failed_begins_again(site, shelf, monkeypatch):
    monkeypatch.setattr("extranet.search.whoosh_engine.engine.DOCUMENTS_PER_SEGMENT", 10)
    for number in range(1, 21):
        shelf.put(number, f"Street light {number}")
    shelf.drain()

    def fail(done, total):
        if done:
            raise RuntimeError("the disk made a noise")

    with pytest.raises(RuntimeError):
        search.rebuild(site, fail)
    told = []
    search.rebuild(site, lambda done, total: told.append(done))
    assert told[0] == 0


def test_a_stopped_build_with_a_damaged_file_is_not_gone_on_with(site, shelf, monkeypatch):
    monkeypatch.setattr("extranet.search.whoosh_engine.engine.DOCUMENTS_PER_SEGMENT", 10)
    for number in range(1, 21):
        shelf.put(number, f"Street light {number}")
    shelf.drain()
    engine = upkeep.engine_of(site)
    with site.db.reading() as connection:
        held = [upkeep.Indexed(*one) for one in store.all_documents(connection, 0, 20)]
    stopped = engine.build()
    stopped.add(held)
    stopped.pause()
    [terms] = [path for path in index_files(site, ".trm") if (path.parent / "building").exists() and path.parent != engine._folder.current()]
    flip_a_bit(terms, random.Random(3))
    again = engine.build()
    assert again.taken == {}
    again.abandon()


def test_the_check_finds_and_mends_what_differs(site, shelf, find):
    for number in (1, 2, 3):
        shelf.put(number, f"Street {number}")
    shelf.drain()
    upkeep.engine_of(site).apply([], [1])
    with site.db.writing() as tx:
        tx.execute(store.search_item.update().where(store.search_item.c.item_id == 2).values(title="Lane", mark=7))
        store.drop(tx, "note", [3])
    found = search.check(site)
    assert (found.missing, found.stale, found.left_over) == (2, 1, 1)
    assert not found.is_sound
    shelf.drain()
    assert search.check(site).is_sound
    assert sorted(find("street")) == ["Street 1", "Street 3"]


def test_a_table_of_contents_that_is_not_ours_is_never_unpickled(site, shelf, ann):
    shelf.put(1, "Missed bin")
    shelf.drain()
    [toc] = index_files(site, ".toc")
    bomb = pickle.dumps(Bomb())
    toc.write_bytes(toc.read_bytes()[:40] + bomb)
    site._parts.clear()
    assert search.find(site, ann, Query("bin")).is_rebuilding
    assert Bomb.went_off == []


class Bomb:
    went_off = []

    def __reduce__(self):
        return Bomb.went_off.append, (1,)


def test_any_flipped_bit_is_noticed_and_mended(site, shelf, ann):
    for number in range(1, 20):
        shelf.put(number, f"Street light {number}", "lamp " * number)
    shelf.drain()
    chance = random.Random(7)
    for path in index_files(site):
        if path.suffix in (".pst", ".trm", ".col", ".toc") and path.exists() and path.stat().st_size:
            flip_a_bit(path, chance)
            assert not search.check(site).is_sound, path.name
            assert search.check(site).is_sound
            assert search.find(site, ann, Query("lamp")).total == 19


def flip_a_bit(path, chance):
    held = bytearray(path.read_bytes())
    held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    path.write_bytes(held)


@pytest.mark.parametrize("damage", ["removed", "emptied", "rubbish"])
@pytest.mark.parametrize("ending", [".trm", ".pst", ".toc", ".number.col", ".mark.col", "sums.json", "CURRENT"])
def test_a_damaged_index_still_answers_titles_says_so_and_is_built_anew(site, shelf, ann, damage, ending):
    shelf.put(1, "Missed bin", "Something in the text")
    shelf.drain()
    [path] = [p for p in [*index_files(site), site.settings.data_dir / "search" / "CURRENT"] if p.name.endswith(ending)]
    if damage == "removed":
        path.unlink()
    else:
        path.write_bytes(b"" if damage == "emptied" else os.urandom(200))
    site._parts.clear()
    found = search.find(site, ann, Query("bin"))
    assert found.is_rebuilding
    assert [hit.document.title for hit in found.groups] == ["Missed bin"]
    assert search.find(site, None, Query("bin")).groups == ()
    shelf.drain()
    again = search.find(site, ann, Query("something"))
    assert (again.is_rebuilding, again.total) == (False, 1)


def test_the_jobs_process_checks_the_index_when_it_starts(site, shelf, ann):
    shelf.put(1, "Missed bin")
    shelf.drain()
    [column] = index_files(site, ".mark.col")
    flip_a_bit(column, random.Random(1))
    site._parts.clear()
    upkeep.keep_up(site)
    assert search.find(site, ann, Query("bin")).is_rebuilding is False
    assert search.check(site).is_sound


def test_an_index_of_an_older_format_is_made_anew(site, shelf, find, monkeypatch):
    monkeypatch.setattr("extranet.search.whoosh_engine.folder.FORMAT_VERSION", 1)
    shelf.put(1, "Missed bin")
    shelf.drain()
    monkeypatch.undo()
    site._parts.clear()
    assert find("bin") == ["Missed bin"]
    shelf.drain()
    assert search.check(site).is_sound


def test_suggestions_do_not_need_the_index(site, shelf, ann):
    shelf.put(1, "Missed bin")
    shelf.drain()
    for path in index_files(site):
        path.unlink()
    assert "Missed bin" in [one.label for one in search.suggest(site, ann, "mis")]


def test_every_fault_of_reading_is_one_error(site, shelf):
    shelf.put(1, "Missed bin")
    shelf.drain()
    [terms] = index_files(site, ".trm")
    terms.write_bytes(b"XTRM" + b"\xff" * 60)
    with pytest.raises(IndexDamaged):
        WhooshEngine(site.settings.data_dir / "search").readable_with("bin", frozenset("*"), 1)


def test_a_new_site_without_an_index_answers(site, ann):
    assert search.find(site, ann, Query("bin")).groups == ()
