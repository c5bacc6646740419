"""The dashboards: one page changed moves one cell and its totals; nobody counts what they may not read; the figures are there as CSV."""

import csv
import io
from datetime import timedelta

import pytest
from conformance_pages import live

from extranet.pages import create_page, delete_page, read_page, save_page


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.text)))


def cells(client):
    return {(row["group"], row["authority"]): (row["pages"], row["conforming"]) for row in rows(client.get("/-/conformance/conformance.csv"))}


def test_one_page_changed_moves_one_cell_and_its_totals(client, sign_in, site, author, two_pages):
    create_page(site, author, live("Garden waste", authority="guildford"), "garden-waste")
    before = cells(sign_in(client, author))
    assert before["front-line-forum", "woking"] == ("2", "1")
    save_page(site, author, "bulky-waste", live("Bulky waste"), 1)
    after = cells(client)
    assert {key for key in after if after[key] != before.get(key)} == {
        ("front-line-forum", "woking"), ("front-line-forum", "all"), ("all", "woking"), ("all", "all")}
    assert after["front-line-forum", "woking"] == ("2", "2")


def test_the_matrix_has_its_chart_its_table_and_the_checks_that_speak(client, sign_in, author, two_pages):
    answer = sign_in(client, author).get("/-/conformance")
    assert answer.status_code == 200
    assert "<svg" in answer.text
    assert "1&nbsp;of&nbsp;2" in answer.text
    assert "/-/conformance/pages?check=R6" in answer.text


def test_nobody_counts_a_page_that_they_may_not_read(client, sign_in, site, person, author, two_pages):
    create_page(site, author, live("For the group", audience="team"), "for-the-group")
    assert cells(sign_in(client, author))["all", "all"][0] == "3"
    assert cells(sign_in(client, person("Olu Other", "elmbridge")))["all", "all"][0] == "2"


def test_a_page_in_the_bin_leaves_every_figure(client, sign_in, site, author, two_pages):
    delete_page(site, author, "bulky-waste")
    assert cells(sign_in(client, author))["all", "all"] == ("1", "1")


def test_a_page_that_becomes_overdue_moves_without_an_edit(client, sign_in, site, clock, author, two_pages):
    assert rows(sign_in(client, author).get("/-/conformance/health.csv"))[0]["overdue"] == "0"
    clock.at += timedelta(days=120)
    sign_in(client, author)
    assert rows(client.get("/-/conformance/health.csv"))[0]["overdue"] == "2"


def test_what_the_standard_says_of_a_page_is_for_staff_and_stands_beside_it_for_its_keepers(client, sign_in, site, person, author, two_pages):
    assert client.get("/-/conformance/of/bulky-waste").status_code == 303
    answer = sign_in(client, person("Olu Other", "elmbridge")).get("/-/conformance/of/bulky-waste")
    assert "“Utilise” is a word to avoid" in answer.text
    assert "/-/conformance/of/bulky-waste" not in client.get("/wiki/bulky-waste").text
    assert "/-/conformance/of/bulky-waste" in sign_in(client, author).get("/wiki/bulky-waste").text


@pytest.mark.parametrize("name", ["conformance", "checks", "health", "reviews"])
def test_every_dashboard_is_there_as_csv(client, sign_in, author, two_pages, name):
    answer = sign_in(client, author).get(f"/-/conformance/{name}.csv")
    assert answer.mimetype == "text/csv"
    assert len(rows(answer)) > 0


def test_pages_are_listed_worst_first_and_narrowed(client, sign_in, author, two_pages):
    text = sign_in(client, author).get("/-/conformance/pages").text
    assert text.index("Bulky waste") < text.index("Missed bin")
    assert "Missed bin" not in client.get("/-/conformance/pages?open=yes").text.split("<tbody>")[1]


def test_two_titles_alike_and_a_link_to_nowhere_are_named(client, sign_in, site, author, two_pages):
    create_page(site, author, live("Missed bin!", body="See [[nowhere]].\n"), "missed-again")
    text = sign_in(client, author).get("/-/conformance/health").text
    assert "names nowhere" in text
    assert read_page(site, author, "missed-again").title in text
