"""The database: durable, immediate, and never newer than the code."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text

import extranet
from extranet.cache import SharedCache
from extranet.db import Database, UtcDateTime
from extranet.migrate import Owner, SchemaFault, check, upgrade

GROUND = Owner("ground", Path(extranet.__file__).parent / "migrations")
metadata = MetaData()
mark = Table("mark", metadata, Column("id", Integer, primary_key=True), Column("at", UtcDateTime))


@pytest.fixture
def db(tmp_path):
    db = Database(f"sqlite:///{tmp_path / 'one.sqlite'}")
    metadata.create_all(db.engine)
    yield db
    db.close()


def test_every_connection_writes_ahead_and_syncs_fully(db):
    with db.reading() as connection:
        pragmas = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert pragmas == ["wal", 2, 1]


def fail_after_writing(db):
    with db.writing() as tx:
        tx.execute(insert(mark).values(id=1))
        raise ZeroDivisionError


def test_a_failed_transaction_leaves_nothing(db):
    with pytest.raises(ZeroDivisionError):
        fail_after_writing(db)
    with db.reading() as connection:
        assert connection.execute(select(mark)).all() == []


def test_writers_that_read_first_wait_for_one_another(db):
    def add():
        with db.writing() as tx:
            count = len(tx.execute(select(mark.c.id)).all())
            tx.execute(insert(mark).values(id=count + 1))

    threads = [threading.Thread(target=add) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.reading() as connection:
        assert len(connection.execute(select(mark)).all()) == 16


def test_moments_come_back_aware_and_naive_ones_are_refused(db):
    at = datetime(2027, 4, 1, 0, 0, tzinfo=UTC)
    with db.writing() as tx:
        tx.execute(insert(mark).values(id=1, at=at))
    with db.reading() as connection:
        assert connection.execute(select(mark.c.at)).scalar() == at
    with pytest.raises(Exception, match="has no time zone"), db.writing() as tx:
        tx.execute(insert(mark).values(id=2, at=datetime(2027, 4, 1)))  # noqa: DTZ001


def test_an_upgrade_runs_once_and_then_has_nothing_to_do(db):
    assert upgrade(db, [GROUND]) == ["ground"]
    assert upgrade(db, [GROUND]) == []
    check(db, [GROUND])


def test_tables_older_than_the_code_ask_for_init(db):
    with pytest.raises(SchemaFault, match="Run: extranet init"):
        check(db, [GROUND])


def test_a_database_newer_than_the_code_is_refused_with_a_sentence(db):
    upgrade(db, [GROUND])
    with db.writing() as tx:
        tx.execute(text("UPDATE schema_ground SET version_num = 'ground_9999'"))
    for refused in (upgrade, check):
        with pytest.raises(SchemaFault, match="The database is newer than this version: 'ground' is at ground_9999"):
            refused(db, [GROUND])


def test_a_kept_value_is_made_again_everywhere_after_a_touch(db):
    upgrade(db, [GROUND])
    here, there = SharedCache(db, look_seconds=0), SharedCache(db, look_seconds=0)
    made = []

    def make():
        made.append(1)
        return len(made)

    assert (here.get("x", make), here.get("x", make), there.get("x", make)) == (1, 1, 2)
    with db.writing() as tx:
        here.touch(tx, "x")
    assert (here.get("x", make), there.get("x", make)) == (3, 4)


def test_a_note_is_kept_and_leaves_the_connection_as_durable_as_before(db):
    with db.noting() as tx:
        tx.execute(insert(mark).values(id=1))
        assert tx.execute(text("PRAGMA synchronous")).scalar() == 1
    with db.writing() as tx:
        assert tx.execute(text("PRAGMA synchronous")).scalar() == 2
        assert tx.execute(select(mark.c.id)).scalar_one() == 1


def test_a_note_that_fails_is_undone_and_the_next_write_waits_for_the_disk(db):
    with pytest.raises(ZeroDivisionError):
        fail_after_noting(db)
    with db.writing() as tx:
        assert tx.execute(text("PRAGMA synchronous")).scalar() == 2
        assert tx.execute(select(mark)).all() == []


def fail_after_noting(db):
    with db.noting() as tx:
        tx.execute(insert(mark).values(id=1))
        raise ZeroDivisionError
