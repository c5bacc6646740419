"""Who is asked to read a page, who has read it, and what asks them again."""

from datetime import date

import pytest

from extranet.actor import Grant
from extranet.errors import BadInput, Conflict, NotFound
from extranet.identity import actor_by_id, add_person, disable_person, grant
from extranet.pages import PageDraft, create_page, delete_page, read_page, save_page
from extranet.reading import ask, waiting_for
from extranet.reading.answering import confirm, waiting_on
from extranet.reading.asking import end, open_requests, remind, tell_who_is_asked
from extranet.reading.counting import standing
from extranet.watching.reading import my_news
from tests.access_world import FIELDS, GROUP

DUE = date(2026, 12, 1)


@pytest.fixture
def member(site):
    def make(name, authority="woking", role=""):
        made = add_person(site, authority, f"id-{name}", name.lower(), name, f"{name.lower()}@{authority}.example")
        if role:
            grant(site, None, made.id, Grant(role, "group", GROUP))
        return actor_by_id(site, made.id)

    return make


@pytest.fixture
def author(member):
    return member("Olu", "guildford", "author")


@pytest.fixture
def page(site, author):
    return create_page(site, author, PageDraft(FIELDS, "Text."), "missed-bin")


@pytest.fixture
def save(site, author):
    def save(**changes):
        page = read_page(site, author, "missed-bin")
        return save_page(
            site, author, page.slug, PageDraft({**page.metadata, "change_note": "The window is three days now.", **changes}, page.body), page.number
        )

    return save


def titles(site, actor):
    return [slug for _request, slug, _title in waiting_for(site, actor)]


def test_everybody_of_the_groups_and_authorities_is_asked_and_nobody_else(site, member, author, page):
    ann, bob, carl = member("Ann"), member("Bob", "elmbridge", "reader"), member("Carl", "elmbridge")
    ask(site, author, page, [GROUP], ["woking"], DUE, "The window has changed.")
    assert titles(site, ann) == titles(site, bob) == titles(site, author) == ["missed-bin"]
    assert titles(site, carl) == []
    tell_who_is_asked(site)
    [line] = my_news(site, bob)
    assert (line.title, line.text) == ("Please read: Missed bin collection", "By 1 December 2026, asked by Olu. The window has changed.")
    assert my_news(site, author) == [], "who asks is not told"
    tell_who_is_asked(site)
    assert len(my_news(site, ann)) == 1


def test_who_may_not_read_the_page_is_neither_asked_nor_told_nor_counted(site, member, author, page, save):
    ann = member("Ann")
    request_id = ask(site, author, page, [GROUP], ["woking"], DUE)
    save(audience="team", update_type="minor")
    tell_who_is_asked(site)
    assert titles(site, ann) == []
    assert my_news(site, ann) == []
    [request] = open_requests(site)
    assert [one.authority for one in standing(site, request, read_page(site, author, "missed-bin"), True).counts] == ["Guildford"]
    with pytest.raises(NotFound):
        confirm(site, ann, request_id, 1)


def test_a_major_change_asks_again_and_a_minor_one_does_not(site, clock, member, author, page, save):
    ann = member("Ann")
    request_id = ask(site, author, page, [], ["woking"], DUE)
    tell_who_is_asked(site)
    confirm(site, ann, request_id, 1)
    assert titles(site, ann) == []
    save(update_type="minor")
    assert titles(site, ann) == []
    clock.move(days=9)
    save(update_type="major")
    assert titles(site, ann) == ["missed-bin"]
    assert open_requests(site)[0].due == date(2026, 12, 14), "there are two weeks again"
    tell_who_is_asked(site)
    assert len(my_news(site, ann)) == 2


def test_what_changed_while_it_was_open_cannot_be_confirmed(site, member, author, page, save):
    ann = member("Ann")
    request_id = ask(site, author, page, [], ["woking"], DUE)
    save(update_type="major")
    with pytest.raises(Conflict):
        confirm(site, ann, request_id, 1)
    confirm(site, ann, request_id, 2)
    confirm(site, ann, request_id, 2)
    assert waiting_on(site, ann, page) is None


def test_nobody_confirms_what_they_were_not_asked(site, member, author, page):
    carl = member("Carl", "elmbridge")
    request_id = ask(site, author, page, [], ["woking"], DUE)
    with pytest.raises(NotFound):
        confirm(site, carl, request_id, 1)


def test_figures_by_authority_and_names_only_where_they_may_be_known(site, member, author, page):
    ann, _bob, off = member("Ann"), member("Bob"), member("Off")
    disable_person(site, None, off.id)
    request_id = ask(site, author, page, [GROUP], ["woking"], DUE)
    confirm(site, ann, request_id, 1)
    [request] = open_requests(site)
    found = standing(site, request, page, with_names=True)
    assert [(one.authority, one.asked, one.read, one.missing) for one in found.counts] == [("Guildford", 1, 0, 1), ("Woking", 2, 1, 1)]
    assert found.missing == (("Bob", "Woking"), ("Olu", "Guildford"))
    assert standing(site, request, page, with_names=False).missing is None


def test_people_are_reminded_once_before_and_once_after_the_day_until_they_have_read(site, clock, member, author, page):
    ann, bob = member("Ann"), member("Bob")
    request_id = ask(site, author, page, [], ["woking"], DUE)
    confirm(site, bob, request_id, 1)
    for days in (1, 6, 1, 1, 1, 2, 1):
        clock.move(days=days)
        remind(site)
    assert [one.title for one in my_news(site, ann)] == ["Still to read: Missed bin collection"] * 2
    assert my_news(site, bob) == []


def test_an_ended_request_and_a_page_in_the_bin_ask_nobody(site, member, author, page):
    ann = member("Ann")
    first = ask(site, author, page, [], ["woking"], DUE)
    end(site, author, page, first)
    assert titles(site, ann) == []
    with pytest.raises(NotFound):
        confirm(site, ann, first, 1)
    ask(site, author, page, [], ["woking"], DUE)
    delete_page(site, author, "missed-bin")
    tell_who_is_asked(site)
    assert titles(site, ann) == []
    assert my_news(site, ann) == []


@pytest.mark.parametrize(
    ("groups", "authorities", "due", "field"),
    [
        ([], [], DUE, "groups"),
        (["no-group"], [], DUE, "groups"),
        ([], ["atlantis"], DUE, "groups"),
        ([GROUP], [], date(2026, 11, 20), "due"),
        ([GROUP], [], date(2028, 1, 1), "due"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(site, author, page, groups, authorities, due, field):
    with pytest.raises(BadInput) as refused:
        ask(site, author, page, groups, authorities, due)
    assert refused.value.field == field
    assert open_requests(site) == ()
