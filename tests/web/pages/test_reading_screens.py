"""A page as its readers see it."""

from datetime import date

from extranet.pages import PageDraft, rename_page, save_page
from extranet.pages.shown import Node, Shown


def test_the_answer_stands_first_and_whose_it_is_beside_it(client, sign_in, reader, missed_bin):
    page = sign_in(client, reader).get("/wiki/missed-bin").text
    assert page.index("Report it within 2 working days") < page.index("Say sorry first")
    assert "Woking Borough Council" in page
    assert "Front" in page


def test_a_customer_of_woking_and_one_of_guildford_get_their_own_text(client, sign_in, reader, missed_bin):
    client = sign_in(client, reader)
    woking, everyone = (client.get(f"/wiki/missed-bin?for={authority}").text for authority in ("woking", ""))
    assert "For Woking customers" in woking
    assert "2 working days" in woking.split("What to say")[1]
    assert "For Woking customers" not in everyone
    elmbridge = client.get("/wiki/missed-bin?for=elmbridge").text
    assert "not confirmed for Elmbridge" in elmbridge


def test_a_first_version_keeps_its_trust_and_only_a_later_major_change_is_said_to_be_of_today(client, site, sign_in, reader, author, make_page):
    page = make_page("new-page", confidence="validated")
    client = sign_in(client, reader)
    first = client.get("/wiki/new-page").text
    change = {**page.metadata, "update_type": "major", "change_note": "The crews changed their rounds today."}
    save_page(site, author, "new-page", PageDraft(change, page.body + "\n\nMore."), page.number)
    later = client.get("/wiki/new-page").text
    assert ("Checked</b>" in first, "Changed today" in first) == (True, False)
    assert "Changed today" in later


def test_every_council_is_compared_on_one_page(client, sign_in, reader, missed_bin):
    page = sign_in(client, reader).get("/-/pages/missed-bin/councils").text
    assert "The crew of the joint contract comes back." in page
    assert "Ask the council of the home." in page
    assert "3 working days" in page


def test_a_visitor_sees_a_page_only_when_it_is_public(client, make_page):
    make_page("open-page", audience="public", title="Open to all")
    make_page("closed-page", title="Closed to visitors")
    assert client.get("/wiki/open-page").status_code == 200
    assert client.get("/wiki/closed-page").status_code == 404
    assert client.get("/wiki/never-there").text.replace("never-there", "closed-page") == client.get("/wiki/closed-page").text


def test_a_draft_is_seen_by_its_group_alone(client, app, sign_in, author, reader, make_page):
    make_page("half-done", status="draft", title="Half done")
    assert sign_in(client, author).get("/wiki/half-done").status_code == 200
    assert sign_in(app.test_client(), reader).get("/wiki/half-done").status_code == 404


def test_an_old_address_leads_to_the_new_one(client, site, sign_in, author, missed_bin):
    rename_page(site, author, "missed-bin", "missed-bin-collection")
    answer = sign_in(client, author).get("/wiki/missed-bin?for=woking")
    assert (answer.status_code, answer.location) == (302, "/wiki/missed-bin-collection?for=woking")


def test_a_page_past_its_review_date_says_so_in_words(client, site, sign_in, reader, make_page):
    make_page("old-page", review_by=date(2026, 11, 1))
    page = sign_in(client, reader).get("/wiki/old-page").text
    assert "This page was due for a check on 1 November 2026, 20 days ago." in page


def test_a_missing_page_is_offered_to_those_who_may_write_it(client, app, sign_in, author, reader):
    assert "/-/pages/new?slug=no-such" in sign_in(client, author).get("/wiki/no-such").text
    answer = sign_in(app.test_client(), reader).get("/wiki/no-such")
    assert answer.status_code == 404
    assert "/-/pages/new" not in answer.text


def test_a_notice_in_force_stands_on_every_page_of_its_service_and_area(client, sign_in, reader, missed_bin, make_page):
    notice = {
        "type": "notice", "title": "Woking bins a day late", "level": "disruption", "headline": "Bins a day late", "what_changed": "Crews start a day late.",
        "what_to_say": "Your bin is emptied tomorrow.", "affects": {"lgsl_ids": [524], "areas": ["woking"]},
        "starts": date(2026, 11, 20), "ends": date(2026, 11, 25), "review_by": date(2026, 12, 1), "area": ["woking"],
    }
    own = ("customer_question", "short_answer", "environment", "sources", "resolution_type")
    make_page("bins-late", **notice, **dict.fromkeys(own))
    client = sign_in(client, reader)
    assert "Your bin is emptied tomorrow." in client.get("/wiki/missed-bin?for=woking").text
    assert "Your bin is emptied tomorrow." not in client.get("/wiki/missed-bin?for=guildford").text


def test_what_links_here_lists_only_what_the_reader_may_read(client, sign_in, reader, missed_bin, make_page):
    make_page("bulky-waste", title="Bulky waste collection")
    make_page("secret-page", "See [[bulky-waste]].", status="draft", title="Secret draft")
    page = sign_in(client, reader).get("/-/pages/bulky-waste/links").text
    assert "Missed bin collection" in page
    assert "Secret draft" not in page


def test_a_text_that_could_not_be_rendered_says_why_above_it(client, sign_in, reader, make_page):
    make_page("odd-text", "[" * 60_000)
    page = sign_in(client, reader).get("/wiki/odd-text").text
    assert '<p class="notice warn">' in page
    assert "[[[[" in page


def test_an_option_of_a_decision_guide_leads_to_its_question_and_names_its_number_on_paper(app):
    nodes = (Node("node-a", 1, True, "Is it dark?", options=(("Yes", "node-b"),)), Node("node-b", 2, False, "Street light"))
    drawn = app.jinja_env.get_template("pages/fields.html").module.nodes(Shown("nodes", "Questions", "nodes", nodes))
    assert '<a class="button plain" href="#node-b">Yes<span class="goes-to">: go to 2</span></a>' in drawn
    assert 'href="#nodes-all">Show every question' in drawn
