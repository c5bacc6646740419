"""Journeys, customer groups, tags, and the way by which somebody came to a page."""

import pytest

from extranet.pages import PageDraft, create_page
from tests.web.pages.conftest import GROUP, fields


@pytest.fixture
def author(person):
    return person("Ann Oakley", "surrey-heath", ("author", "group", GROUP))


@pytest.fixture
def reader(person):
    return person("Raj Reader", "guildford")


@pytest.fixture
def make_page(site, author):
    return lambda slug, body="Text.", **changes: create_page(site, author, PageDraft(fields(**changes), body), slug)


@pytest.fixture
def reading(client, sign_in, reader):
    """reading(address) is what a reader of Guildford is answered."""
    return sign_in(client, reader).get


def test_an_episode_is_a_numbered_journey_with_the_tier_and_the_page_of_each_step(reading, make_page):
    make_page("register-to-vote", title="Register to vote here")
    make_page("more-about-moving", title="More about moving", life_episodes=["moving-home"])
    page = reading("/-/episodes/moving-home").text
    assert "Step by step" in page
    assert "Tell council tax about the move" in page
    assert 'href="/wiki/register-to-vote?via=episode:moving-home">Register to vote here' in page
    assert "National" in page
    assert 'href="/wiki/more-about-moving?via=episode%3Amoving-home">More about moving' in page


def test_a_step_whose_page_may_not_be_read_names_no_page(reading, make_page):
    make_page("register-to-vote", title="Register secretly", audience="team")
    page = reading("/-/episodes/moving-home").text
    assert "Register to vote at the new address" in page
    assert "Register secretly" not in page
    assert "/wiki/register-to-vote" not in page


def test_a_page_shows_the_way_by_which_it_was_reached(reading, make_page):
    make_page("missed", life_episodes=["everyday-at-home"], tags=["Christmas  Bins"])
    for via, list_url, entry in (
        ("service:524", "/-/services", "/-/services/524"), ("episode:everyday-at-home", "/-/episodes", "/-/episodes/everyday-at-home"),
        ("place:woking", "/-/places", "/-/places/woking"), (f"group:{GROUP}", "/-/groups", f"/-/groups/{GROUP}"), ("type:qa", "/-/browse", "/-/types/qa"),
        ("function:38", "/-/functions", "/-/functions/38"), ("tag:christmas bins", "/-/tags", "/-/tags/christmas%20bins"),
    ):  # fmt: skip
        crumbs = crumbs_of(reading(f"/wiki/missed?via={via}").text)
        assert f'href="{list_url}"' in crumbs, via
        assert f'href="{entry}"' in crumbs, via
        assert '<span aria-current="page">Missed bin collection</span>' in crumbs


@pytest.mark.parametrize(
    "forged", ["", "service:9", "service:abc", "episode:moving-home", "place:atlantis", "customers:tenants", "nothing:1", "<b>", "service:" + "9" * 4000]
)
def test_a_way_that_is_not_true_of_the_page_shows_its_first_service_instead(reading, make_page, forged):
    make_page("missed")
    crumbs = crumbs_of(reading(f"/wiki/missed?via={forged}").text)
    assert "Services A to Z" in crumbs
    assert "/-/services/524" in crumbs
    assert "via=" not in crumbs


def test_a_page_without_a_service_stands_under_its_function(reading, make_page):
    make_page("no-service", lgsl_ids=[], environment={"authorities": "all"})
    assert "/-/functions/38" in crumbs_of(reading("/wiki/no-service").text)


def test_pages_fall_into_a_customer_group_by_what_they_are_about(reading, make_page):
    make_page("rent", title="Paying the rent", functions=[67])
    make_page("bins", title="About the bins")
    make_page("secret", title="Secret rent page", functions=[67], audience="team")
    page = reading("/-/customer-groups/tenants").text
    assert "Paying the rent" in page
    assert "About the bins" not in page
    assert "Secret rent page" not in page
    assert "1 page<" in page
    assert "Tenants" in reading("/-/customer-groups").text
    assert "Customer groups" in crumbs_of(reading("/wiki/rent?via=customers:tenants").text)
    assert reading("/-/customer-groups/nobody").status_code == 404


def test_a_tag_brings_pages_together_however_it_was_written(reading, make_page):
    make_page("one", title="The first", tags=["Christmas"])
    make_page("two", title="The second", tags=["christmas", "Cold/Weather"])
    make_page("secret", title="The secret", tags=["christmas", "hidden word"], audience="team")
    listed = reading("/-/tags").text
    assert "2 pages" in listed
    assert "hidden word" not in listed
    page = reading("/-/tags/christmas").text
    assert "The first" in page
    assert "The second" in page
    assert "The secret" not in page
    assert reading("/-/tags/cold%20weather").status_code == 200
    assert reading("/-/tags/hidden%20word").status_code == 404
    assert 'href="/-/tags/christmas">christmas</a>' in reading("/wiki/one").text


def test_what_is_new_can_be_narrowed_to_a_group(reading, make_page):
    make_page("one", title="Of the forum")
    assert "Of the forum" in reading(f"/-/changes?group={GROUP}").text
    assert "Of the forum" not in reading("/-/changes?group=treasurers").text
    assert reading("/-/changes?group=nobody").status_code == 404


def crumbs_of(text: str) -> str:
    return text.partition('<nav class="breadcrumb"')[2].partition("</nav>")[0]
