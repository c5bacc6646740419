"""Sessions end when they should, and a copy of the database opens none."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from extranet.actor import Grant
from extranet.errors import NotFound
from extranet.identity import disable_person, enable_person, grant, open_session, revoke
from extranet.identity.sessions import end_own_session, end_session, find_session, sessions_of, touch_session
from extranet.identity.tables import session as session_table

AUTHOR = Grant("author", "group", "front-line-forum")


@pytest.fixture
def who(person):
    return person("Ann Oakley", "woking")


@pytest.fixture
def secret_id(site, who):
    return open_session(site, who.id, "192.0.2.1", "tests")


def test_a_session_knows_its_person(site, who, secret_id):
    assert find_session(site, secret_id).person.as_actor() == who


def test_the_table_does_not_hold_the_id(site, secret_id):
    with site.db.reading() as connection:
        rows = str(connection.execute(session_table.select()).all())
    assert secret_id not in rows


def test_nobody_else_s_id_opens_it(site, secret_id):
    assert find_session(site, secret_id[:-1] + ("A" if secret_id[-1] != "A" else "B")) is None
    assert find_session(site, "") is None
    assert find_session(site, "é" * 40) is None


def test_a_replayed_id_is_dead_after_sign_out(site, secret_id):
    end_session(site, find_session(site, secret_id))
    assert find_session(site, secret_id) is None


def test_it_ends_after_an_idle_hour(site, clock, secret_id):
    clock.move(minutes=59)
    assert find_session(site, secret_id)
    clock.move(minutes=1)
    assert find_session(site, secret_id) is None


def test_it_ends_after_twelve_hours_however_busy(site, clock, secret_id):
    for _ in range(23):
        clock.move(minutes=30)
        touch_session(site, find_session(site, secret_id), None)
    clock.move(minutes=30)
    assert find_session(site, secret_id) is None


def test_it_ends_at_once_when_the_person_is_switched_off_and_stays_ended(site, who, secret_id):
    disable_person(site, None, who.id)
    assert find_session(site, secret_id) is None
    enable_person(site, None, who.id)
    assert find_session(site, secret_id) is None


@pytest.mark.parametrize("change", [grant, revoke])
def test_it_ends_when_a_role_is_given_or_taken(site, who, change):
    if change is revoke:
        grant(site, None, who.id, AUTHOR)
    secret_id = open_session(site, who.id, "192.0.2.1", "tests")
    change(site, None, who.id, AUTHOR)
    assert find_session(site, secret_id) is None


def test_reading_it_costs_one_query(site, secret_id):
    seen = []
    event.listen(site.db.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    find_session(site, secret_id)
    assert len([words for words in seen if words.startswith("SELECT")]) == 1


def test_being_seen_is_written_at_most_once_a_minute(site, clock, secret_id):
    began = clock.now()
    clock.move(seconds=59)
    touch_session(site, find_session(site, secret_id), None)
    assert find_session(site, secret_id).seen_at == began
    clock.move(seconds=1)
    touch_session(site, find_session(site, secret_id), None)
    assert find_session(site, secret_id).seen_at == began + timedelta(minutes=1)


def test_a_person_lists_and_ends_their_own_sessions(site, who, secret_id):
    other = open_session(site, who.id, "192.0.2.2", "another browser")
    assert {one.agent for one in sessions_of(site, who)} == {"tests", "another browser"}
    end_own_session(site, who, find_session(site, other).key)
    assert find_session(site, other) is None
    assert find_session(site, secret_id)


def test_nobody_ends_another_person_s_session(site, person, secret_id):
    with pytest.raises(NotFound, match="no such session"):
        end_own_session(site, person("Bea Else", "guildford"), find_session(site, secret_id).key)
    assert find_session(site, secret_id)
