"""Is the house well? Visitors hear yes or no; operators hear why."""

import pytest

from extranet import search
from extranet.portal.watching import beat, can_write, index_answers, jobs_alive, readiness


@pytest.fixture
def at_work(site):
    """The jobs process has just given a sign of life, and there is an index."""
    beat(site)
    search.rebuild(site)


def test_health_says_that_the_process_answers(client):
    answer = client.get("/-/health")
    assert (answer.status_code, answer.get_json()) == (200, {"ok": True})


def test_ready_when_database_index_and_jobs_are_well(client, at_work):
    answer = client.get("/-/ready")
    assert (answer.status_code, answer.get_json()) == (200, {"ok": True})


def test_not_ready_and_not_told_why_while_the_jobs_process_is_silent(client):
    answer = client.get("/-/ready")
    assert (answer.status_code, answer.get_json()) == (503, {"ok": False})


def test_a_silent_jobs_process_is_noticed_after_a_minute(site, clock, at_work):
    assert jobs_alive(site).is_well
    clock.move(seconds=61)
    assert not jobs_alive(site).is_well
    assert "extranet run" in jobs_alive(site).sentence


def test_a_process_whose_tables_were_upgraded_beneath_it_is_not_ready(site, at_work):
    from sqlalchemy import text

    ready = readiness(site)
    assert ready.is_ready()
    with site.db.writing() as tx:
        tx.execute(text("UPDATE schema_portal SET version_num = 'portal_9999'"))
    ready._looked_at = float("-inf")
    assert not ready.is_ready()


def test_questions_of_visitors_do_not_make_the_house_look_again_and_again(site, at_work, monkeypatch):
    ready, looked = readiness(site), []
    monkeypatch.setattr(ready, "_look", lambda: looked.append(1) or True)
    assert all(ready.is_ready() for _ in range(50))
    assert len(looked) == 1


def test_what_is_well_and_what_is_not_says_so(site, at_work):
    assert can_write(site).is_well
    assert index_answers(site).is_well
