"""News and watches as a person meets them."""

import re

import pytest

from extranet.identity.tables import person as person_table
from extranet.pages import PageDraft, create_page
from extranet.watching import tell, watched_by
from extranet.watching.stopping import stop_url
from tests.access_world import FIELDS


@pytest.fixture
def author(person):
    return person("Ann Oakley", "guildford", ("author", "group", "front-line-forum"))


@pytest.fixture
def page(site, author):
    return create_page(site, author, PageDraft(FIELDS, "## One\n\nText."), "missed-bin")


@pytest.fixture
def reader(site, person, client, sign_in):
    made = person("Raj Reader", "woking")
    with site.db.writing() as tx:
        tx.execute(person_table.update().where(person_table.c.id == made.id).values(mail="raj@woking.example"))
    sign_in(client, made)
    return made


def news(site, actor, *titles, **more):
    for title in titles:
        with site.db.writing() as tx:
            tell(tx, site, [actor.id], "page", title, "/wiki/missed-bin", **more)


def test_a_page_is_watched_in_two_presses_and_says_so(site, client, reader, page):
    assert 'data-key="o"' in client.get("/wiki/missed-bin").text
    assert "This page" in client.get("/-/watching/pages/missed-bin").text
    answer = client.post("/-/watching/pages/missed-bin", data={"things": [f"page:{page.id}", "service:524"], "wants": "weekly", "with_minor": "on"})
    assert (answer.status_code, answer.location) == (303, "/wiki/missed-bin")
    assert {(one.thing, one.wants, one.with_minor) for one in watched_by(site, reader)} == {("page", "weekly", True), ("service", "weekly", True)}
    assert "Watching" in client.get("/wiki/missed-bin").text
    client.post("/-/watching/pages/missed-bin", data={})
    assert watched_by(site, reader) == []


def test_a_visitor_is_offered_no_watch(client, page):
    assert "/-/watching/pages" not in client.get("/wiki/missed-bin").text


def test_the_menu_counts_what_is_unread_until_it_is_read(site, client, reader, page):
    assert ">News<" in client.get("/-/help", follow_redirects=True).text.replace("\n", "")
    news(site, reader, "Changed: One", "Changed: Two")
    html = client.get("/-/news").text
    assert "News (2)" in html
    assert html.index("Changed: Two") < html.index("Changed: One")
    line = re.search(r'name="line" value="(\d+)"', html)[1]
    assert client.post("/-/news/read", data={"line": line, "next": "/-/news"}).status_code == 303
    html = client.get("/-/news").text
    assert "News (1)" in html
    assert "Changed: Two" not in html
    assert "Changed: Two" in client.get("/-/news?shown=all").text


def test_all_read_leaves_what_came_since(site, client, reader, page):
    news(site, reader, "One")
    newest = re.search(r'name="newest" value="(\d+)"', client.get("/-/news").text)[1]
    news(site, reader, "Two")
    client.post("/-/news/read", data={"newest": newest})
    html = client.get("/-/news").text
    assert "Two" in html
    assert ">One<" not in html


def test_the_desk_shows_the_newest_unread(site, client, reader, page):
    assert "News for you" not in client.get("/").text
    news(site, reader, "Changed: One")
    assert "News for you" in client.get("/").text


def test_news_can_be_narrowed_to_a_kind(site, client, reader, page):
    news(site, reader, "Of a page")
    with site.db.writing() as tx:
        tell(tx, site, [reader.id], "search", "Of a search", "/-/search?q=x")
    html = client.get("/-/news?kind=search").text
    assert "Of a search" in html
    assert "Of a page" not in html


def test_a_watch_changes_and_ends_on_the_page_of_watches(site, client, reader, page):
    client.post("/-/watching/things", data={"thing": "service", "service-target": "524"})
    [own] = watched_by(site, reader)
    client.post("/-/watching", data={f"watch-{own.id}": "off"})
    assert watched_by(site, reader)[0].wants == "off"
    assert "raj@woking.example" in client.get("/-/watching").text
    client.post("/-/watching", data={"stop": own.id})
    assert watched_by(site, reader) == []


def test_a_service_that_is_none_is_told_at_its_field_and_stays_typed(client, reader):
    answer = client.post("/-/watching/things", data={"thing": "service", "service-target": "Moon dust"})
    assert answer.status_code == 422
    assert 'value="Moon dust"' in answer.text
    assert 'id="service-target-error"' in answer.text
    assert 'href="#service-target"' in answer.text


def test_letters_stop_without_a_sign_in_and_only_by_a_press(site, app, reader):
    visitor = app.test_client()
    path = stop_url(site, reader.id, "kind:page").removeprefix("http://localhost")
    asked = visitor.get(path)
    assert asked.status_code == 200
    assert "Stop these letters?" in asked.text
    from extranet.watching.actions import wishes_of

    assert wishes_of(site, reader)["page"] == "daily", "looking changes nothing"
    app.config["WTF_CSRF_ENABLED"] = True
    done = visitor.post(path, data={"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert "Letters are stopped" in done.text
    assert wishes_of(site, reader)["page"] == "off"
    assert visitor.post(path + "x").status_code == 404
