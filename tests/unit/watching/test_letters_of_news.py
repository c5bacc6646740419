"""How often, by whose calendar, and how it is stopped."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extranet.errors import NotFound
from extranet.identity import disable_person
from extranet.watching import actions, stopping, tell, watch
from extranet.watching.mailing import send_digests, send_immediate


@pytest.fixture
def told(site, ann):
    def told(title="News", people=None, **more):
        with site.db.writing() as tx:
            tell(tx, site, people or [ann.id], "page", title, "/wiki/missed-bin", **more)

    return told


def at(clock, text):
    clock.at = datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_daily_letter_holds_all_of_yesterday_and_goes_once(site, clock, told, letters):
    told("One"), told("Two", text="Because.")
    send_digests(site)
    assert letters() == [], "the day is not over"
    at(clock, "2026-11-22T05:30")
    send_digests(site)
    assert letters() == [], "nobody is at work"
    at(clock, "2026-11-22T06:10")
    told("Of today")
    send_digests(site), send_digests(site)
    [letter] = letters()
    assert letter.subject == "Surrey Extranet: what changed for you yesterday"
    assert letter.recipient == "ann@woking.example"
    assert "* One\n  http://localhost/wiki/missed-bin" in letter.text
    assert "* Two\n  Because." in letter.text
    assert "Of today" not in letter.text


def test_the_day_is_londons(site, clock, told, letters):
    at(clock, "2026-07-01T22:50")  # 23:50 in London
    told("Before midnight")
    at(clock, "2026-07-01T23:10")  # 00:10 in London, the next day
    told("After midnight")
    at(clock, "2026-07-02T05:10")  # 06:10 in London
    send_digests(site)
    [letter] = letters()
    assert "Before midnight" in letter.text
    assert "After midnight" not in letter.text


def test_a_weekly_letter_comes_after_the_week(site, clock, ann, told, letters):
    actions.choose(site, ann, {"page": "weekly"})
    at(clock, "2026-11-19T10:00")
    told("Thursday")
    at(clock, "2026-11-22T10:00")  # Sunday
    send_digests(site)
    assert letters() == []
    at(clock, "2026-11-23T08:00")
    send_digests(site)
    assert len(letters()) == 1
    assert letters()[0].subject.endswith("last week")


def test_immediate_news_goes_in_one_letter_and_urgent_news_at_once_whatever_was_chosen(site, ann, told, letters):
    told("Daily"), told("Urgent", is_urgent=True)
    send_immediate(site)
    [letter] = letters()
    assert "Urgent" in letter.text
    assert "Daily" not in letter.text
    actions.choose(site, ann, {"page": "off"})
    told("Urgent again", is_urgent=True)
    send_immediate(site)
    assert len(letters()) == 1, "off is off"
    actions.choose(site, ann, {"page": "immediate"})
    told("One"), told("Two")
    send_immediate(site), send_immediate(site)
    assert len(letters()) == 2
    assert letters()[1].subject == "Surrey Extranet: 2 things have changed for you"


def test_a_watch_with_a_frequency_of_its_own_goes_by_that(site, ann, page, save, letters):
    actions.choose(site, ann, {"page": "off"})
    watch(site, ann, "page", str(page.id), wants="immediate")
    save()
    send_immediate(site)
    assert "Changed: Missed bin collection" in letters()[0].text


def test_what_may_not_be_read_any_more_is_not_mailed(site, clock, ann, page, save, told, letters):
    told("Secret by now", page_id=page.id)
    save(audience="team")
    at(clock, "2026-11-23T08:00")
    send_digests(site)
    assert letters() == []


def test_what_was_read_on_the_page_is_not_mailed(site, clock, ann, told, letters):
    told("Read")
    actions.mark_read(site, ann)
    at(clock, "2026-11-23T08:00")
    send_digests(site)
    assert letters() == []


def test_nobody_without_an_address_and_nobody_switched_off_is_written_to(site, clock, ann, member, told, letters):
    told("x", [ann.id, member("bob", mail="").id, 987654])
    disable_person(site, None, ann.id)
    at(clock, "2026-11-23T08:00")
    send_digests(site)
    assert letters() == []


def test_subjects_name_no_page_and_nobody(site, clock, ann, told, letters):
    told("Changed: A very telling title", is_urgent=True)
    send_immediate(site)
    assert "telling" not in letters()[0].subject
    assert "Ann" not in letters()[0].subject


def token_of(letter):
    return letter.stop_url.rpartition("/")[2]


def test_the_address_in_a_letter_stops_just_that_and_news_goes_on(site, ann, page, save, told, letters):
    watch(site, ann, "page", str(page.id), wants="immediate")
    save()
    send_immediate(site)
    stopping.stop(site, token_of(letters()[0]))
    save()
    told("Another", is_urgent=True)
    send_immediate(site)
    assert len(letters()) == 2
    assert "Another" in letters()[1].text
    assert "Changed" not in letters()[1].text
    assert actions.watched_by(site, ann)[0].wants == "off"


def test_stopping_a_kind_also_ends_what_single_watches_asked_for(site, ann, page, save, told, letters):
    watch(site, ann, "page", str(page.id), wants="immediate")
    told("x", is_urgent=True)
    send_immediate(site)
    found = stopping.stop(site, token_of(letters()[0]))
    assert found.what == "kind:page"
    assert actions.wishes_of(site, ann)["page"] == "off"
    save()
    send_immediate(site)
    assert len(letters()) == 1


@given(st.text(max_size=60))
def test_no_made_up_address_stops_anything(token):
    class Bare:
        class settings:
            secret_key = "for tests only"

    with pytest.raises(NotFound):
        stopping.read_stop(Bare, token)


def test_a_changed_address_is_not_found(site, ann, told, letters):
    told("x", is_urgent=True)
    send_immediate(site)
    token = token_of(letters()[0])
    body, _, signature = token.rpartition(".")
    other = stopping.stop_url(site, 1_000_000, "all").rpartition("/")[2]
    for crooked in (token[:-1], token + "A", body, other.rpartition(".")[0] + "." + signature, "." + signature, other):
        with pytest.raises(NotFound):
            stopping.stop(site, crooked)
    assert actions.wishes_of(site, ann)["page"] == "daily"
