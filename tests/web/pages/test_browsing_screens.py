"""Ways to a page without searching, the desk, and who may open what."""

from datetime import date

import pytest

from extranet.plugin import Card, GroupHome, Panel

ROUTES = [
    "/-/browse", "/-/services", "/-/services/524", "/-/places", "/-/places/woking", "/-/episodes", "/-/episodes/moving-home",
    "/-/functions", "/-/functions/38", "/-/types/qa", "/-/changes",
]
NOWHERE = ["/-/services/999999", "/-/places/atlantis", "/-/episodes/nothing", "/-/functions/99999", "/-/types/poem", "/-/groups/no-such"]


@pytest.mark.parametrize("route", ROUTES)
def test_every_way_leads_to_the_pages_a_reader_may_read_and_to_no_others(client, sign_in, reader, make_page, route):
    make_page("seen", title="Seen by everybody", life_episodes=["moving-home"])
    make_page("unseen", title="Unseen draft", status="draft", life_episodes=["moving-home"])
    answer = sign_in(client, reader).get(route)
    assert answer.status_code == 200
    assert "Unseen draft" not in answer.text
    if route.count("/") > 2 or route == "/-/changes":
        assert "Seen by everybody" in answer.text


@pytest.mark.parametrize("route", NOWHERE)
def test_a_place_that_is_not_there_is_not_found(client, sign_in, reader, route):
    assert sign_in(client, reader).get(route).status_code == 404


def test_a_place_shows_the_pair_of_councils_and_only_pages_of_its_area(client, sign_in, reader, make_page):
    make_page("in-woking", title="Only in Woking", area=["woking"])
    make_page("in-guildford", title="Only in Guildford", area=["guildford"])
    page = sign_in(client, reader).get("/-/places/woking").text
    assert "Woking Borough Council and Surrey County Council" in page
    assert "Only in Woking" in page
    assert "Only in Guildford" not in page


def test_a_page_outside_its_days_is_left_out_of_browsing(client, sign_in, reader, make_page):
    make_page("later", title="True from April", valid_from=date(2027, 4, 1))
    assert "True from April" not in sign_in(client, reader).get("/-/types/qa").text


def test_long_lists_are_given_in_sheets(client, sign_in, reader, make_page):
    for number in range(52):
        make_page(f"page-{number:02}", title=f"Page number {number:02}")
    client = sign_in(client, reader)
    assert "Page number 51" not in client.get("/-/types/qa").text
    assert "Page number 51" in client.get("/-/types/qa?page=2").text


def test_the_desk_shows_what_changed_and_what_waits_for_a_check(client, sign_in, author, make_page):
    make_page("late", title="Late for its check", review_by=date(2026, 11, 1))
    page = sign_in(client, author).get("/").text
    assert "Changed lately" in page
    assert "20 days late" in page
    assert "autofocus" in page


def test_a_visitor_sees_public_pages_and_the_way_in(client, make_page):
    make_page("open-page", title="Open to all", audience="public")
    make_page("closed-page", title="Closed to visitors")
    page = client.get("/").text
    assert "Open to all" in page
    assert "Closed to visitors" not in page
    assert "/-/login" in page


def test_a_group_has_a_home_with_its_pages_by_trust(client, sign_in, reader, missed_bin):
    page = sign_in(client, reader).get("/-/groups/front-line-forum").text
    assert "Missed bin collection" in page
    assert "Past their review date" in page


def test_a_plugin_adds_to_a_page_to_the_desk_and_to_a_groups_home(app, site, client, sign_in, author, missed_bin):
    answers = {
        "page_panels": lambda site, page, actor: Panel("From a plugin", "pages/attachments_panel.html", {"page": page, "files": ()}),
        "dashboard_cards": lambda site, actor: Card("A card", "no/such/template.html"),
        "group_home": lambda site, group, actor: GroupHome(group, "pages/changed_card.html", {"lines": ()}),
        "page_html": lambda html: html + "<!-- seen -->",
    }
    site.hook_table.register("tried", answers)
    client = sign_in(client, author)
    page = client.get("/wiki/missed-bin").text
    assert "From a plugin" in page
    assert "seen --" in page
    desk = client.get("/")
    assert desk.status_code == 200
    assert "This part is not available just now" in desk.text
    assert "Nothing yet" in client.get("/-/groups/gis-users-group").text


VISITOR, READER, AUTHOR = 0, 1, 2
ACCESS = [
    ("GET", "/wiki/missed-bin", (404, 200, 200)),
    ("GET", "/-/pages/missed-bin/history", (404, 200, 200)),
    ("GET", "/-/pages/missed-bin/revisions/1", (404, 200, 200)),
    ("GET", "/-/pages/missed-bin/compare", (404, 200, 200)),
    ("GET", "/-/pages/missed-bin/blame", (404, 200, 200)),
    ("GET", "/-/pages/missed-bin/history.zip", (404, 200, 200)),
    ("GET", "/-/pages/missed-bin/history.jsonl", (404, 200, 200)),
    ("GET", "/-/pages/missed-bin/councils", (404, 200, 200)),
    ("GET", "/-/pages/missed-bin/links", (404, 200, 200)),
    ("GET", "/-/pages/new", (303, 403, 200)),
    ("POST", "/-/pages/new", (303, 403, 404)),
    ("POST", "/-/preview", (303, 403, 404)),
    ("GET", "/-/pages/missed-bin/edit", (303, 403, 200)),
    ("POST", "/-/pages/missed-bin/edit", (303, 403, 409)),
    ("GET", "/-/drafts", (303, 200, 200)),
    ("POST", "/-/drafts/keep", (303, 403, 200)),
    ("POST", "/-/drafts/here", (303, 403, 200)),
    ("POST", "/-/drafts/left", (303, 403, 204)),
    ("POST", "/-/drafts/7/throw-away", (303, 404, 404)),
    ("GET", "/-/pages/missed-bin/rename", (303, 403, 200)),
    ("POST", "/-/pages/missed-bin/rename", (303, 403, 422)),
    ("GET", "/-/pages/missed-bin/delete", (303, 403, 200)),
    ("POST", "/-/pages/missed-bin/delete", (303, 403, 303)),
    ("GET", "/-/pages/missed-bin/attachments", (303, 403, 200)),
    ("POST", "/-/pages/missed-bin/attachments", (303, 403, 422)),
    ("POST", "/-/pages/missed-bin/attachments/remove", (303, 403, 404)),
    ("GET", "/-/pages/missed-bin/attachments/none.png", (404, 404, 404)),
    ("POST", "/-/pages/missed-bin/revisions/1/restore", (303, 403, 303)),
    ("GET", "/-/bin", (303, 403, 200)),
    ("POST", "/-/bin/missed-bin", (303, 403, 404)),
    ("GET", "/-/facts", (303, 200, 200)),
    ("GET", "/-/facts/waste.missed.window", (303, 200, 200)),
    ("GET", "/-/facts/waste.missed.window/surrey-heath", (303, 403, 200)),
    ("POST", "/-/facts/waste.missed.window/surrey-heath", (303, 403, 422)),
    ("GET", "/-/groups", (303, 200, 200)),
    ("GET", "/-/groups/front-line-forum", (303, 200, 200)),
    ("GET", "/", (200, 200, 200)),
    *(("GET", route, (200, 200, 200)) for route in ROUTES),
]


@pytest.mark.parametrize("who", [VISITOR, READER, AUTHOR], ids=["visitor", "reader", "author"])
@pytest.mark.parametrize(("method", "path", "statuses"), ACCESS, ids=[f"{method} {path}" for method, path, _ in ACCESS])
def test_who_may_open_what(client, sign_in, reader, author, missed_bin, who, method, path, statuses):
    if who != VISITOR:
        sign_in(client, reader if who == READER else author)
    assert client.open(path, method=method).status_code == statuses[who]


def test_a_group_shows_its_people_by_authority_to_its_members_and_which_authorities_have_nobody(client, app, sign_in, author, reader):
    mine = sign_in(client, author).get(f"/-/groups/{min(author.groups)}").text
    theirs = sign_in(app.test_client(), reader).get(f"/-/groups/{min(author.groups)}").text
    assert "People by authority" in mine
    assert "Nobody yet from" in mine
    assert "People by authority" not in theirs
