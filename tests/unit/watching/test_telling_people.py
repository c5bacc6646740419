"""Who is told what, and who is not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extranet.actor import Actor, Grant
from extranet.errors import NotFound
from extranet.identity import disable_person
from extranet.pages import NoSuchPage, PageDraft, create_page, delete_page, readable_pages, rename_page, restore_page
from extranet.watching import actions, tell, unread_count, unwatch, watch, watched_by, watchers_of
from extranet.watching.reading import my_news
from tests.access_world import FIELDS


def titles(site, actor, **more):
    return [one.title for one in my_news(site, actor, **more)]


def test_who_watches_a_page_is_told_of_its_changes_and_its_author_is_not(site, ann, author, page, save):
    for actor in (ann, author):
        watch(site, actor, "page", str(page.id))
    save()
    assert titles(site, ann) == ["Changed: Missed bin collection"]
    assert titles(site, author) == []
    assert my_news(site, ann)[0].text == "The window is three days now."


def test_small_changes_are_told_only_to_who_asked_for_them(site, ann, member, page, save):
    bob = member("bob")
    watch(site, ann, "page", str(page.id))
    watch(site, bob, "page", str(page.id), with_minor=True)
    save(update_type="minor", change_note="A comma was missing in the answer.")
    assert titles(site, ann) == []
    assert len(titles(site, bob)) == 1


@pytest.mark.parametrize(("thing", "target"), [("group", "front-line-forum"), ("service", "524")])
def test_watching_a_group_or_service_tells_of_new_pages_once(site, ann, author, page, save, thing, target):
    watch(site, ann, thing, target)
    watch(site, ann, "page", str(page.id))
    save()
    assert len(titles(site, ann)) == 1
    create_page(site, author, PageDraft(FIELDS | {"title": "Bulky waste"}, "Text."), "bulky-waste")
    assert titles(site, ann)[0] == "New page: Bulky waste"


def test_a_change_that_its_watcher_may_not_read_is_not_told(site, ann, author, page, save):
    watch(site, ann, "page", str(page.id))
    save(audience="team")
    assert titles(site, ann) == []


def test_news_of_a_page_goes_and_comes_back_with_the_right_to_read_it(site, ann, author, page, save):
    watch(site, ann, "page", str(page.id))
    save()
    save(audience="team")
    assert titles(site, ann) == []
    assert unread_count(site, ann) == 0
    save(audience="all-authorities")
    assert len(titles(site, ann)) == 2
    assert unread_count(site, ann) == 2
    delete_page(site, author, "missed-bin")
    assert titles(site, ann) == []
    assert unread_count(site, ann) == 0
    restore_page(site, author, "missed-bin")
    assert len(titles(site, ann)) == 2


def test_a_renamed_page_stays_watched(site, ann, author, page, save):
    watch(site, ann, "page", str(page.id))
    rename_page(site, author, "missed-bin", "bin-not-emptied")
    save("bin-not-emptied")
    assert my_news(site, ann)[0].url == "/wiki/bin-not-emptied"


def test_a_key_tells_each_person_once(site, ann, member):
    bob = member("bob")
    for people in ([ann.id], [ann.id, bob.id]):
        with site.db.writing() as tx:
            tell(tx, site, people, "page", "Due", "/wiki/x", key="due:5")
    assert titles(site, ann) == titles(site, bob) == ["Due"]


def test_what_may_not_be_known_cannot_be_watched(site, ann, author, page, save):
    save(audience="team")
    with pytest.raises(NoSuchPage):
        watch(site, ann, "page", str(page.id))
    for thing, target in (("group", "no-group"), ("service", "999999999"), ("page", "x"), ("moon", "1")):
        with pytest.raises(NotFound):
            watch(site, ann, thing, target)
    assert watched_by(site, ann) == []


def test_watching_twice_is_watching_once_and_unwatching_ends_it(site, ann, page, save):
    watch(site, ann, "page", str(page.id))
    watch(site, ann, "page", str(page.id))
    with site.db.reading() as connection:
        assert watchers_of(connection, site, page.id) == {ann.id}
    assert actions.is_watching(site, ann, "page", str(page.id))
    unwatch(site, ann, "page", str(page.id))
    assert not actions.is_watching(site, ann, "page", str(page.id))
    save()
    assert titles(site, ann) == []


def test_nobody_changes_the_watch_of_another(site, ann, member, page):
    watch(site, ann, "page", str(page.id))
    bob, [own] = member("bob"), watched_by(site, ann)
    for attempt in (lambda: actions.remove_watch(site, bob, own.id), lambda: actions.change_watch(site, bob, own.id, "off", True)):
        with pytest.raises(NotFound):
            attempt()
    assert watched_by(site, ann) == [own]


def test_reading_marks_only_ones_own_lines(site, ann, member):
    bob = member("bob")
    with site.db.writing() as tx:
        tell(tx, site, [ann.id, bob.id], "page", "One", "/x")
        tell(tx, site, [ann.id], "page", "Two", "/x")
    actions.mark_read(site, bob, [one.id for one in my_news(site, ann)])
    assert unread_count(site, ann) == 2
    newest = my_news(site, ann)[0]
    with site.db.writing() as tx:
        tell(tx, site, [ann.id], "page", "Three, after the page was drawn", "/x")
    actions.mark_read(site, ann, None, "", newest.id)
    assert titles(site, ann, only_unread=True) == ["Three, after the page was drawn"]
    assert unread_count(site, ann) == 1


def test_somebody_switched_off_is_told_nothing(site, ann, page, save):
    watch(site, ann, "page", str(page.id))
    disable_person(site, None, ann.id)
    save()
    assert titles(site, ann) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(audiences=st.lists(st.sampled_from(["team", "authority", "all-authorities", "public"]), min_size=1, max_size=4))
def test_whatever_becomes_of_a_page_its_news_is_readable_exactly_when_it_is(site, member, ann, author, page, save, audiences):
    carl = site.part("test.carl", lambda: member("carl", "elmbridge"))
    partner = Actor(0, "Pat", "surrey", frozenset({Grant("partnership_administrator", "partnership")}))
    for actor in (ann, carl, author):
        with site.db.writing() as tx:
            tell(tx, site, [actor.id], "page", "x", "/x", page_id=page.id)
    for audience in audiences:
        save(by=partner, audience=audience)
        for actor in (ann, carl, author):
            assert bool(my_news(site, actor)) == bool(readable_pages(site, actor, [page.id]))
