"""The PostgreSQL engine under the contract of every engine, and what is its own: hosts, locks, loss, odd texts."""

import contextlib
import json
import threading

import pytest
from sqlalchemy import text

from extranet import search
from extranet.app import build_site
from extranet.db import Database
from extranet.portal import bring_in, house_actor, look_at
from extranet.search import Query
from extranet.search.engine import Ask, IndexDamaged, WriterBusy
from extranet.search.parsing import parse
from extranet.search.postgres_engine import PostgresEngine, packing, tables
from extranet.settings import replace_settings
from tests.bench import judged
from tests.contract.search import test_search_engines as contract
from tests.contract.search.test_search_engines import ALL, note, numbers

# Each test of the contract, asked of the engine made below instead of the default one.
OF_WHOOSH_ALONE = {"test_whooshs_own_tools_can_open_the_index"}
globals().update({name: value for name, value in vars(contract).items() if name.startswith("test_") and name not in OF_WHOOSH_ALONE})

pytestmark = pytest.mark.xdist_group("postgres")


@pytest.fixture
def new_engine(database):
    """new_engine("own") makes an engine in a database of its own."""
    opened = []

    def make(_name="search"):
        db = Database(database())
        opened.append(db)
        made = PostgresEngine(db)
        made.build().finish()
        return made

    yield make
    for db in opened:
        db.close()


@pytest.fixture
def engine(new_engine):
    return new_engine()


def held_tables(engine):
    with engine._db.reading() as connection:
        return sorted(connection.execute(text(f"SELECT tablename FROM pg_tables WHERE schemaname = '{tables.SCHEMA}'")).scalars())


def test_a_rebuild_leaves_the_tables_of_one_index(engine):
    for _ in range(3):
        engine.build().finish()
    assert [name.partition("_")[0] for name in held_tables(engine)] == ["entry", "state", "term"]


def test_an_index_is_read_without_an_empty_moment_while_others_take_its_place(engine):
    engine.apply([note(number, "Missed bin") for number in range(1, 30)])
    stop, totals, failed = threading.Event(), set(), []

    def ask():
        while not stop.is_set():
            try:
                totals.add(engine.search(Ask(parse("bin"), ALL)).total)
            except IndexDamaged as fault:
                failed.append(fault)

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for one in asking:
        one.start()
    try:
        for _ in range(6):
            building = engine.build()
            building.add([note(number, "Missed bin") for number in range(1, 30)])
            building.finish()
    finally:
        stop.set()
        for one in asking:
            one.join()
    assert (totals, failed) == ({29}, [])


def test_another_host_sees_a_change_and_may_not_write_at_the_same_time(engine, monkeypatch):
    monkeypatch.setattr(tables, "WAIT_SECONDS", 0.1)
    monkeypatch.setattr("extranet.search.postgres_engine.engine.GENERATION_SECONDS", 0)
    other = PostgresEngine(engine._db)
    before = other.generation()
    engine.apply([note(1, "Missed bin")])
    assert other.generation() != before
    assert numbers(other, "bin") == [1]
    with tables.writing(engine._db), pytest.raises(WriterBusy):
        other.apply([note(2, "Second bin")])
    building = engine.build()
    with pytest.raises(WriterBusy):
        other.build()
    building.abandon()
    other.build().finish()


@pytest.mark.parametrize("loss", ["UPDATE extranet_search.state SET current = 0", "DROP TABLE {entry}", "UPDATE extranet_search.state SET format = 99"])
def test_an_index_that_is_lost_is_said_to_be_damaged(engine, loss):
    engine.apply([note(1, "Missed bin")])
    with engine._db.writing() as tx:
        tx.execute(text(tables.of_index(loss, tables.state(tx)[0])))
    with pytest.raises(IndexDamaged):
        engine.search(Ask(parse("bin"), ALL))
    assert engine.check({1: 1}).damaged
    engine.build().finish()
    assert engine.search(Ask(parse("bin"), ALL)).total == 0


def test_a_lost_index_of_the_index_is_noticed_by_the_check(engine):
    with engine._db.writing() as tx:
        number, _ = tables.state(tx)
        tx.execute(text(f"DROP INDEX {tables.SCHEMA}.entry_{number}_words"))
    assert engine.check({}).damaged == (f"entry_{number}_words",)


ODD = ["' | !'", "\\", "a\\'b:*", "&|!<->()", "%", "bin:*A", "\ud800 bin", "it''s", "x" * 3_000, "a/" + "b1/" * 900, '"', "-", "日本語 ごみ", "\u202ebin"]


@pytest.mark.parametrize("typed", ODD, ids=range(len(ODD)))
def test_nothing_that_is_typed_or_written_is_an_error(engine, typed):
    kept = typed.replace("\ud800", "")
    engine.apply([note(1, kept or "x", kept), note(2, "Missed bin")])
    for asked in (typed, f'"{typed}"', f"-{typed} bin", f"title:{typed}", f"{typed}*"):
        engine.search(Ask(parse(asked), ALL, facets=("type",)))
    engine.near_terms(typed[:60], ALL)
    assert numbers(engine, "missed") == [2]


def test_a_text_of_a_books_size_is_found_by_its_last_words(engine):
    words = " ".join(f"word{number}" for number in range(60_000))
    engine.apply([note(1, "A book", words + " lastword"), note(2, "Other", "bin " * 50_000 + "side street")])
    assert numbers(engine, "word100") == [1]
    assert numbers(engine, "street") == [2]


def test_the_worth_and_places_of_a_term_are_kept_as_they_are(engine):
    row = packing.row_of(note(1, "Missed bin", "bin " * 400))
    [weighed] = [one for one in packing.weighed_terms(note(1, "Missed bin", "bin " * 400).document) if one.term == "bin"]
    worth, places = packing.unpacked(json.loads(row["postings"])["bin"])
    assert (worth, list(places)) == (pytest.approx(weighed.worth), list(weighed.places))
    assert packing.unpacked(None) == (0.0, ())


def test_the_judged_queries_are_answered_as_by_the_default_engine(database, settings, clock):
    base = replace_settings(settings, database_url=database())
    with contextlib.ExitStack() as open_sites:
        plain, own = (open_sites.enter_context(contextlib.closing(build_site(replace_settings(base, search=name), clock))) for name in ("whoosh", "postgres"))
        bring_in(plain, house_actor(), look_at(plain, plain.settings.content_dir))
        for site in (plain, own):
            search.rebuild(site)
        needs = judged.needs()[::3]
        default, here = (judged.quality(needs, judged.ours(site)) for site in (plain, own))
    assert here.queries > 100
    assert here.ndcg == pytest.approx(default.ndcg, abs=0.01)
    assert here.first == pytest.approx(default.first, abs=0.01)


def test_a_site_with_this_engine_finds_checks_and_mends(database, settings, clock, monkeypatch):
    monkeypatch.setattr("extranet.search.postgres_engine.engine.GENERATION_SECONDS", 0)
    site = build_site(replace_settings(settings, database_url=database(), search="postgres"), clock)
    try:
        found = search.find(site, None, Query("bin"))
        assert found.is_rebuilding
        while search.drain(site):
            pass
        assert not search.find(site, None, Query("bin")).is_rebuilding
        assert search.check(site).is_sound
        assert not search.tidy(site)
    finally:
        site.close()
