"""People and pages that the tests of the wiki's screens share."""

from datetime import date

import pytest

from extranet.pages import FactKey, FactValue, PageDraft, create_page, load_facts

GROUP = "front-line-forum"


def fields(**changes):
    """The fields of a question and answer that keeps every rule of the standard."""
    return {
        "title": "Missed bin collection",
        "type": "qa",
        "summary": "What to say and do when a crew did not empty a bin.",
        "everyday_terms": ["missed bin"],
        "owner_authority": "woking",
        "working_group": GROUP,
        "audience": "all-authorities",
        "functions": [38],
        "lgsl_ids": [524],
        "life_episodes": "none",
        "area": "all",
        "localisable": "optional",
        "confidence": "validated",
        "status": "live",
        "update_type": "major",
        "change_note": "First version for the shared answer book.",
        "review_by": date(2027, 3, 1),
        "customer_question": "My bin was not emptied, what can I do?",
        "short_answer": "Report it within 2 working days and the crew comes back.",
        "environment": {"authorities": "all", "services": [524]},
        "sources": ["Council websites, read 1 November 2026"],
        "resolution_type": "resolve",
    } | changes


BODY = """## What to say

Say sorry first. The window is {{fact:waste.missed.window}}.

::: for woking guildford
The crew of the joint contract comes back.
:::
::: otherwise
Ask the council of the home.
:::

See [[bulky-waste]] as well.
"""


@pytest.fixture
def author(person):
    return person("Ann Oakley", "surrey-heath", ("author", "group", GROUP))


@pytest.fixture
def reader(person):
    return person("Raj Reader", "guildford")


@pytest.fixture
def administrator(person):
    return person("Pat Partner", "surrey", ("partnership_administrator", "partnership", ""))


@pytest.fixture
def missed_bin(site, author):
    """A live page with local text, a fact that differs and a link to a page that is not there."""
    key = FactKey("waste.missed.window", "Time to report a missed bin", "text", GROUP)
    days = {"woking": "2 working days", "guildford": "3 working days"}
    load_facts(site, [key], [FactValue(key.key, slug, value, f"https://www.{slug}.gov.uk") for slug, value in days.items()], "Import")
    return create_page(site, author, PageDraft(fields(), BODY), "missed-bin")


@pytest.fixture
def make_page(site, author):
    """make_page("slug", status="draft") creates a page with these fields changed."""

    def make(slug, body="Text.", **changes):
        return create_page(site, author, PageDraft(fields(**changes), body), slug)

    return make
