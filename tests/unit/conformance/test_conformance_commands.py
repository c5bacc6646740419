"""`extranet standard check --live` and `recount`: what they print, and how they end."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from extranet.actor import Actor, Grant
from extranet.conformance.cli import standard
from extranet.conformance.store import conformance_page
from extranet.pages import PageDraft, create_page, load_pages
from extranet.standard import check_page, keep_reasons, read_yaml

AUTHOR = Actor(1, "Ann Oakley", "woking", frozenset({Grant("author", "group", "front-line-forum")}))
FIELDS = read_yaml("""
title: Missed bin
type: guidance
summary: What to say when a crew did not empty a bin.
owner_authority: woking
working_group: front-line-forum
audience: all-authorities
functions: [38]
life_episodes: none
status: live
change_note: First version for the shared answer book.
review_by: 2027-03-01
key_points: [Ask first., Look next., Say it then.]
""").value


@pytest.fixture
def page(site):
    return create_page(site, AUTHOR, PageDraft(FIELDS, "Utilise the form."), "missed-bin")


def run(site, *words):
    return CliRunner().invoke(standard, list(words), obj=lambda: site)


def test_live_pages_are_checked_with_their_address_and_line(site, page):
    done = run(site, "check", "--live")
    assert (done.exit_code, done.stdout.split(": ")[0]) == (0, "/wiki/missed-bin:1")
    assert json.loads(run(site, "check", "--live", "--json").stdout)["check"] == "R6"


def test_what_stands_with_a_reason_is_not_said_again(site, page):
    faults = [one for one in check_page(site, page.slug, page.metadata, page.body) if one.check == "R6"]
    keep_reasons(site, AUTHOR, page.id, page.slug, [(one, "It is the name on the form.") for one in faults])
    assert run(site, "check", "--live").stdout == ""


def test_a_folder_and_live_pages_at_once_are_wrong_usage(site, tmp_path):
    assert run(site, "check", "--live", str(tmp_path)).exit_code == 2


def test_a_recount_finds_nothing_after_saving_and_something_after_meddling(site, page):
    assert run(site, "recount").exit_code == 0
    with site.db.writing() as tx:
        tx.execute(update(conformance_page).values(score=1))
    found = run(site, "recount", "--json")
    assert (found.exit_code, json.loads(found.stdout)["page"]) == (1, "missed-bin")
    assert run(site, "recount", "--repair").exit_code == 0
    assert run(site, "recount").exit_code == 0


def test_pages_that_come_in_many_at_once_are_counted_too(site):
    load_pages(site, AUTHOR, [("bulky-waste", PageDraft(FIELDS | {"title": "Bulky waste"}, "Ask first."))])
    assert run(site, "recount").exit_code == 0
