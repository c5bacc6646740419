"""An authority's own text: its row and nothing else, however the form is forged; still right for you; the coverage map; LOC-1."""

from datetime import date, timedelta

import pytest

from extranet.pages import FaultyPage, PageDraft, read_page, read_revision, save_page
from extranet.upkeep import coverage_map, endings, tasks_for
from extranet.upkeep.localrows import read_again
from extranet.upkeep.tables import local_row
from extranet.watching.reading import my_news


def save(client, authority="surrey-heath", **changes):
    data = {"for": authority, "place": "1", "row": "0", "text": "Ring the new depot.", "mode": "replace", "base_number": "1"}
    return client.post("/-/pages/missed-bin/local", data=data | {"begins": "", "ends": "", "note": "", "token": ""} | changes)


@pytest.fixture
def heath_author(person):
    return person("Hal Heath", "surrey-heath", ("author", "authority", "surrey-heath"))


def states(site, actor, slug="missed-bin"):
    return next(one.states for one in coverage_map(site, actor)[1] if one.page.slug == slug)


def test_the_own_text_stands_beside_the_text_for_everyone(client, sign_in, heath_author, missed_bin):
    sign_in(client, heath_author)
    assert 'href="/-/pages/missed-bin/local"' in client.get("/wiki/missed-bin").text
    shown = client.get("/-/pages/missed-bin/local").text
    assert "Own text of Surrey Heath Borough Council" in shown
    assert "Ask the council of the home." in shown
    assert "Ring the depot." in shown
    assert "Woking" not in shown.split("<main")[1].split("</main")[0]
    assert 'name="text"' in client.get("/-/pages/missed-bin/local?for=surrey-heath&place=1&row=0").text


def test_a_save_touches_that_row_alone(site, client, sign_in, heath_author, missed_bin):
    sign_in(client, heath_author)
    assert save(client).status_code == 303
    page = read_page(site, heath_author, "missed-bin")
    assert page.body == missed_bin.body.replace("Ring the depot.", "Ring the new depot.")
    before, after = (read_revision(site, heath_author, "missed-bin", number) for number in (1, 2))
    assert {name for name in after.metadata if before.metadata.get(name) != after.metadata[name]} == {"change_note", "update_type"}
    assert (page.confirmed_at, page.review_by, page.confidence) == (missed_bin.confirmed_at, missed_bin.review_by, missed_bin.confidence)
    assert (page.change_note, page.author_name) == ("Own text of Surrey Heath changed.", "Hal Heath")


@pytest.mark.parametrize("text", [
    "Mine.\n:::\n::: for guildford\nForged.", "Mine.\n:::\nForged for everyone.", "```\nopen", ":::",
    "Mine.\r\n:::\r\n## Forged\r\n::: for surrey-heath from 2030-01-01",
    "Mine.\x0b:::\n:::\nForged",
])  # fmt: skip
def test_a_forged_text_changes_nothing_and_is_kept_in_the_form(site, client, sign_in, heath_author, missed_bin, text):
    sign_in(client, heath_author)
    answer = save(client, text=text)
    page = read_page(site, heath_author, "missed-bin")
    assert answer.status_code == 422
    assert "Mine." in answer.text or "```" in answer.text or ":::" in answer.text
    assert (page.number, page.body) == (1, missed_bin.body)


@pytest.mark.parametrize(("changes", "status"), [
    ({"for": "guildford"}, 403), ({"for": "nowhere"}, 404), ({"row": "7"}, 422), ({"place": "9"}, 422), ({"mode": "everyone"}, 422), ({"text": " "}, 422),
    ({"begins": "soon"}, 422), ({"begins": "2027-01-02", "ends": "2027-01-01"}, 422), ({"row": "", "do": "remove"}, 422), ({"row": ""}, 422),
    ({"note": "Call 07700 900123"}, 422),
])  # fmt: skip
def test_a_forged_form_changes_nothing(site, client, sign_in, heath_author, missed_bin, changes, status):
    sign_in(client, heath_author)
    assert save(client, **changes).status_code == status
    assert read_page(site, heath_author, "missed-bin").number == 1


def test_fields_of_the_page_in_the_form_are_not_looked_at(site, client, sign_in, heath_author, missed_bin):
    sign_in(client, heath_author)
    save(client, title="Forged", body="Forged", status="gone", audience="public", working_group="gis-users-group", slug="forged")
    page = read_page(site, heath_author, "missed-bin")
    assert (page.title, page.status, page.audience, page.slug) == ("Missed bin collection", "live", "all-authorities", "missed-bin")


def test_a_reader_and_an_author_of_another_council_are_refused(client, sign_in, reader, guildford_author, missed_bin):
    sign_in(client, reader)
    assert save(client).status_code == 403
    sign_in(client, guildford_author)
    assert save(client).status_code == 403
    assert client.get("/-/pages/missed-bin/local?for=surrey-heath").status_code == 403


def test_a_shared_row_is_parted(site, client, sign_in, guildford_author, missed_bin):
    sign_in(client, guildford_author)
    assert "Shared with Woking" in client.get("/-/pages/missed-bin/local").text
    assert save(client, "guildford", text="Guildford's own.").status_code == 303
    body = read_page(site, guildford_author, "missed-bin").body
    assert "::: for guildford\nGuildford's own.\n:::\n::: for woking\nThe crew of the joint contract comes back.\n:::" in body


def test_a_new_row_with_days_and_a_preview_as_its_customers(site, client, sign_in, person, author, missed_bin):
    sign_in(client, person("Tia Tandridge", "tandridge", ("approver", "authority", "tandridge")))
    shown = save(client, "tandridge", row="", text="Only here.", do="preview").text
    assert "For Tandridge customers" in shown
    assert read_page(site, author, "missed-bin").number == 1
    assert save(client, "tandridge", row="", text="Only here.", begins="2027-01-01", ends="2027-03-31").status_code == 303
    assert "::: for tandridge from 2027-01-01 to 2027-03-31\nOnly here.\n:::" in read_page(site, author, "missed-bin").body


def test_another_save_meanwhile_does_no_harm(site, client, sign_in, author, heath_author, missed_bin):
    page = read_page(site, author, "missed-bin")
    said = {**page.metadata, "change_note": "The price is said in pounds now."}
    save_page(site, author, "missed-bin", PageDraft(said, page.body.replace("Nothing.", "Ten pounds.")), 1)
    sign_in(client, heath_author)
    assert save(client).status_code == 303
    body = read_page(site, author, "missed-bin").body
    assert "Ten pounds." in body
    assert "Ring the new depot." in body


def test_the_same_row_changed_meanwhile_is_a_conflict_and_both_texts_are_seen(client, sign_in, heath_author, missed_bin):
    sign_in(client, heath_author)
    save(client, text="First words.")
    answer = save(client, text="Second words.")
    assert answer.status_code == 409
    assert "First words." in answer.text
    assert "Second words." in answer.text


def test_the_same_form_sent_twice_makes_one_revision(site, client, sign_in, heath_author, missed_bin):
    sign_in(client, heath_author)
    save(client, token="once")
    assert save(client, token="once").status_code == 303
    assert read_page(site, heath_author, "missed-bin").number == 2


def test_a_row_is_taken_away(site, client, sign_in, heath_author, missed_bin):
    sign_in(client, heath_author)
    assert save(client, do="remove").status_code == 303
    assert "surrey-heath" not in read_page(site, heath_author, "missed-bin").body


def change_base(site, author, text="Ask the council of the home at once."):
    page = read_page(site, author, "missed-bin")
    draft = PageDraft({**page.metadata, "change_note": "What everyone is told has changed."}, page.body.replace("Ask the council of the home.", text))
    return save_page(site, author, "missed-bin", draft, page.number)


def test_a_changed_base_text_asks_every_authority_with_a_row(site, client, sign_in, author, heath_author, woking_author, missed_bin):
    change_base(site, author)
    assert [(one.kind, one.authority) for one in tasks_for(site, heath_author)] == [("local", "surrey-heath")]
    assert [one.title for one in my_news(site, woking_author)] == ["Still right for you? Missed bin collection"]
    sign_in(client, heath_author)
    assert "Still right for Surrey Heath?" in client.get("/-/pages/missed-bin/local").text
    assert client.post("/-/pages/missed-bin/local/right", data={"for": "surrey-heath"}).status_code == 303
    assert tasks_for(site, heath_author) == []
    assert "said by Hal Heath" in client.get("/-/pages/missed-bin/local").text


def test_a_change_of_another_councils_row_asks_nobody_and_ones_own_answers(site, client, sign_in, author, heath_author, woking_author, missed_bin):
    change_base(site, author)
    sign_in(client, heath_author)
    save(client, base_number="2")
    assert tasks_for(site, heath_author) == []
    assert [one.authority for one in tasks_for(site, woking_author)] == ["woking"]


def test_the_coverage_map_says_who_has_what(site, client, sign_in, administrator, heath_author, make_page):
    make_page(localisable="required")
    found = states(site, administrator)
    assert (found["woking"], found["surrey-heath"], found["tandridge"]) == ("confirmed", "confirmed", "general")
    with site.db.writing() as tx:
        tx.execute(local_row.update().values(changed_at=site.clock.now() - timedelta(days=200)))
    assert states(site, administrator)["surrey-heath"] == "old"
    sign_in(client, heath_author)
    client.post("/-/pages/missed-bin/local/right", data={"for": "surrey-heath"})
    assert states(site, administrator)["surrey-heath"] == "confirmed"
    shown = client.get("/-/coverage").text
    assert "must differ" in shown
    assert "surrey-heath" in client.get("/-/coverage.csv").text


def test_the_map_shows_no_page_that_may_not_be_read(client, sign_in, reader, make_page):
    make_page(audience="team", localisable="optional")
    sign_in(client, reader)
    assert "Missed bin" not in client.get("/-/coverage").text
    assert "missed-bin" not in client.get("/-/coverage.csv").text


def test_not_needed_is_the_groups_decision(site, client, sign_in, administrator, author, heath_author, make_page):
    make_page(localisable="required")
    sign_in(client, heath_author)
    assert client.post("/-/pages/missed-bin/local/waive", data={"for": "tandridge", "reason": "The text for everyone is enough."}).status_code == 403
    sign_in(client, author)
    client.post("/-/pages/missed-bin/local/waive", data={"for": "tandridge", "reason": "The text for everyone is enough."})
    assert states(site, administrator)["tandridge"] == "waived"
    client.post("/-/pages/missed-bin/local/waive", data={"for": "tandridge", "do": "undo"})
    assert states(site, administrator)["tandridge"] == "general"


def test_a_page_that_must_differ_cannot_leave_a_council_with_nothing(make_page):
    with pytest.raises(FaultyPage, match="Tandridge is told nothing in one place"):
        make_page(body="::: for woking\nWords.\n:::\n", localisable="required")
    make_page(body="::: for district county\nWords.\n:::\n", localisable="required")


def test_rows_that_end_without_one_that_follows_are_listed(site, administrator, make_page, clock):
    ending = "::: for woking to 2027-03-31\nOld.\n:::\n::: for elmbridge to 2027-03-31\nOld.\n:::\n"
    make_page("ends", body=ending + "::: for west-surrey from 2027-04-01\nNew.\n:::\n")
    assert [(one.selector, one.ends) for one in endings(site, administrator)] == [("elmbridge", date(2027, 3, 31))]
    clock.move(days=200)
    assert len(endings(site, administrator)) == 1


def test_an_older_house_reads_its_rows_again(site, administrator, missed_bin):
    from extranet.upkeep import store

    with site.db.writing() as tx:
        store.replace_rows(tx, missed_bin.id, [])
    assert states(site, administrator)["woking"] == "base"
    read_again(site)
    assert states(site, administrator)["woking"] == "confirmed"


def test_what_was_decided_leaves_with_an_export_and_comes_back(site, client, sign_in, clock, author, heath_author, make_page):
    from extranet.upkeep import exporting

    make_page(localisable="required")
    sign_in(client, author)
    client.post("/-/pages/missed-bin/local/waive", data={"for": "tandridge", "reason": "The text for everyone is enough."})
    sign_in(client, heath_author)
    client.post("/-/pages/missed-bin/local/right", data={"for": "surrey-heath"})
    sets = {"waivers": list(exporting.waivers(site)), "confirmed": list(exporting.confirmed(site))}
    assert [(one["page"], one["authority"]) for one in sets["waivers"]] == [("missed-bin", "tandridge")]
    for _twice in range(2):
        assert exporting.load_waivers(site, sets["waivers"]) == 1
        assert exporting.load_confirmed(site, sets["confirmed"]) == 1
    assert list(exporting.waivers(site)) == sets["waivers"]
    assert list(exporting.confirmed(site)) == sets["confirmed"]
    assert exporting.load_waivers(site, [{**sets["waivers"][0], "page": "not-here"}]) == 0
