"""People and pages that the tests of upkeep's screens share."""

from datetime import date

import pytest

from extranet.pages import PageDraft, create_page

GROUP = "front-line-forum"
BODY = """## What to say

Say sorry first.

::: for woking guildford
The crew of the joint contract comes back.
:::
::: for surrey-heath
Ring the depot.
:::
::: otherwise
Ask the council of the home.
:::

## What it costs

Nothing.
"""


def fields(**changes):
    """The fields of a question and answer that keeps every rule of the standard."""
    return {
        "title": "Missed bin collection", "type": "qa", "summary": "What to say and do when a crew did not empty a bin.", "everyday_terms": ["missed bin"],
        "owner_authority": "woking", "working_group": GROUP, "audience": "all-authorities", "functions": [38], "lgsl_ids": [524], "life_episodes": "none",
        "area": "all", "localisable": "optional", "confidence": "validated", "status": "live", "update_type": "major",
        "change_note": "First version for the shared answer book.", "review_by": date(2027, 3, 1),
        "customer_question": "My bin was not emptied, what can I do?", "short_answer": "Report it and the crew comes back.",
        "environment": {"authorities": "all", "services": [524]}, "sources": ["Council websites, read 1 November 2026"], "resolution_type": "resolve",
    } | changes  # fmt: skip


@pytest.fixture
def author(person):
    return person("Ann Oakley", "surrey-heath", ("author", "group", GROUP))


@pytest.fixture
def approver(person):
    return person("Ada Approver", "elmbridge", ("approver", "group", GROUP))


@pytest.fixture
def reader(person):
    return person("Raj Reader", "guildford")


@pytest.fixture
def woking_author(person):
    return person("Will Woking", "woking", ("author", "authority", "woking"))


@pytest.fixture
def guildford_author(person):
    return person("Gwen Guildford", "guildford", ("author", "authority", "guildford"))


@pytest.fixture
def administrator(person):
    return person("Pat Partner", "surrey", ("partnership_administrator", "partnership", ""))


@pytest.fixture
def make_page(site, administrator):
    """make_page("slug", status="draft") creates a page with these fields changed."""

    def make(slug="missed-bin", body=BODY, **changes):
        return create_page(site, administrator, PageDraft(fields(**changes), body), slug)

    return make


@pytest.fixture
def missed_bin(make_page):
    return make_page()
