"""Broken links: gathered at a save, looked at by night where the setting allows, told once, shown to who may mend them."""

from datetime import timedelta

import pytest

from extranet.clock import FixedClock
from extranet.pages import PageDraft, create_page, save_page
from extranet.settings import replace_settings
from extranet.structure import BROKEN, OK, Found, check_outside_links, checking, gather_all, store
from tests.conftest import NOW
from tests.web.pages.conftest import GROUP, fields

GOOD, BAD = "https://www.example.gov.uk/good", "https://www.example.gov.uk/bad"


@pytest.fixture
def author(person):
    return person("Ann Oakley", "surrey-heath", ("author", "group", GROUP))


@pytest.fixture
def reader(person):
    return person("Raj Reader", "guildford")


@pytest.fixture
def settings(settings):
    return replace_settings(settings, link_checks=50)


@pytest.fixture
def linking(site, author):
    """A page with two addresses of another site."""
    return create_page(site, author, PageDraft(fields(), f"See [Example good]({GOOD}#part) and [Example bad]({BAD})."), "linking")


@pytest.fixture
def outside(monkeypatch):
    """The other site: every address but BAD is fine. What was asked, in order."""
    asked = []

    def look(url, allowed):
        asked.append(url)
        return Found(BROKEN, "The site answers 404.") if url == BAD else Found(OK)

    monkeypatch.setattr(checking, "look_at", look)
    return asked


def test_a_save_keeps_the_addresses_that_the_page_names(site, linking):
    with site.db.reading() as connection:
        assert {one.url for one in store.next_to_ask(connection, NOW, 10)} == {GOOD, BAD}


def test_addresses_are_looked_at_once_a_night_politely_and_a_broken_one_is_shown(site, client, sign_in, author, linking, outside):
    waits = []
    assert check_outside_links(site, waits.append) == 2
    assert sorted(outside) == [BAD, GOOD]
    assert waits == [1.0]
    assert check_outside_links(site, waits.append) == 0
    page = sign_in(client, author).get("/-/structure/outside").text
    assert BAD in page
    assert GOOD not in page
    assert "The site answers 404." in page
    assert "1 link of this page leads nowhere" in client.get("/wiki/linking").text


def test_nothing_is_asked_where_the_setting_does_not_allow_it(site, linking, outside):
    from dataclasses import replace

    assert check_outside_links(replace(site, settings=replace_settings(site.settings, link_checks=0))) == 0
    assert outside == []


def test_readers_are_told_nothing_of_broken_links(site, client, sign_in, reader, linking, outside):
    check_outside_links(site, lambda _seconds: None)
    assert "leads nowhere" not in sign_in(client, reader).get("/wiki/linking").text
    assert client.get("/-/structure/outside").status_code == 403


def test_an_address_of_a_page_that_may_not_be_read_is_not_shown(site, client, sign_in, person, author, outside):
    create_page(site, author, PageDraft(fields(audience="team"), f"See [Example bad]({BAD})."), "secret")
    check_outside_links(site, lambda _seconds: None)
    other = person("Otto Other", "guildford", ("author", "group", "treasurers"))
    assert BAD not in sign_in(client, other).get("/-/structure/outside").text


def test_the_group_is_told_once_of_what_is_broken_for_over_a_week(site, author, linking, outside, clock):
    from dataclasses import replace

    def night(days):
        later = replace(site, clock=FixedClock(NOW + timedelta(days=days)))
        check_outside_links(later, lambda _seconds: None)
        with site.db.reading() as connection:
            return connection.exec_driver_sql("SELECT count(*) FROM news WHERE kind = 'link_broken'").scalar_one()

    assert [night(days) for days in (0, 6, 8, 9)] == [0, 0, 1, 1]


def test_an_address_that_no_page_names_any_more_is_forgotten(site, author, linking):
    save_page(site, author, "linking", PageDraft(fields(change_note="The links were taken out of it."), "No links."), linking.number)
    gather_all(site)
    with site.db.reading() as connection:
        assert store.next_to_ask(connection, NOW, 10) == []


def test_a_link_to_a_heading_that_is_gone_is_found_and_found_mended(site, client, sign_in, author):
    there = create_page(site, author, PageDraft(fields(title="The other page"), "## What to ask\n\nText."), "there")
    create_page(site, author, PageDraft(fields(), "See [what to ask there](there#what-to-ask)."), "leading")
    client = sign_in(client, author)
    assert "Every heading is there" in client.get("/-/structure/outside").text
    changed = save_page(
        site, author, "there", PageDraft(fields(title="The other page", change_note="The heading says it better now."), "## Questions\n\nText."), there.number
    )
    page = client.get("/-/structure/outside").text
    assert "“what-to-ask”" in page
    assert "1 link of this page leads nowhere" in client.get("/wiki/leading").text
    save_page(
        site,
        author,
        "there",
        PageDraft(fields(title="The other page", change_note="The heading is as it was before."), "## What to ask\n\nText."),
        changed.number,
    )
    assert "Every heading is there" in client.get("/-/structure/outside").text
