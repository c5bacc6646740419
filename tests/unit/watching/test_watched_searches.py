"""A watched search tells what it finds now and did not find before."""

from extranet.pages import PageDraft, create_page
from extranet.search import drain, rebuild
from extranet.watching import watch
from extranet.watching.reading import my_news
from extranet.watching.searches import look_again
from tests.access_world import FIELDS


def add(site, author, slug, **changes):
    create_page(site, author, PageDraft(FIELDS | {"title": slug.replace("-", " ").capitalize()} | changes, "Text about a collection."), slug)
    while drain(site):
        pass


def test_only_what_is_new_and_may_be_read_is_told_and_only_once(site, clock, ann, author, page):
    rebuild(site)
    watch(site, ann, "search", "collection")
    clock.move(hours=1)
    look_again(site)
    assert my_news(site, ann) == [], "what was there when the watch began is no news"
    add(site, author, "garden-waste-collection")
    add(site, author, "secret-collection", audience="team")
    for _ in range(2):
        clock.move(hours=1)
        look_again(site)
    assert [one.title for one in my_news(site, ann)] == ["New for “collection”: Garden waste collection"]


def test_the_conditions_of_a_search_hold(site, clock, ann, author, page):
    rebuild(site)
    watch(site, ann, "search", "collection", {"authority": ("elmbridge",)})
    add(site, author, "garden-waste-collection")
    clock.move(hours=1)
    look_again(site)
    assert my_news(site, ann) == []
