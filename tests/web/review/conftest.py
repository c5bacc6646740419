"""A writer and an approver of a group that asks for one approval, signed in each in a browser of their own, and a live page."""

from datetime import date

import pytest

from extranet.pages import PageDraft, load_pages, new_token, read_page
from extranet.review import send

GROUP = "gis-users-group"
BODY = "Say sorry.\n\n::: for woking\nThe crew of Woking comes back.\n:::\n::: otherwise\nAsk the council of the home.\n:::\n\nThe end."


def fields(**changes):
    """The fields of a question and answer that keeps every rule of the standard."""
    return {
        "title": "Missed bin collection", "type": "qa", "summary": "What to say and do when a crew did not empty a bin.", "everyday_terms": ["missed bin"],
        "owner_authority": "woking", "working_group": GROUP, "audience": "all-authorities", "functions": [38], "lgsl_ids": [524], "life_episodes": "none",
        "area": "all", "localisable": "optional", "confidence": "validated", "status": "live", "update_type": "major",
        "change_note": "First version for the shared answer book.", "review_by": date(2027, 3, 1), "customer_question": "My bin was not emptied?",
        "short_answer": "Report it within 2 working days.", "environment": {"authorities": "all", "services": [524]},
        "sources": ["Council websites, read 1 November 2026"], "resolution_type": "resolve",
    } | changes  # fmt: skip


@pytest.fixture
def people(person):
    """Everybody, by first name."""
    return {
        "ann": person("Ann Author", "woking", ("author", "group", GROUP)),
        "ben": person("Ben Approver", "guildford", ("approver", "group", GROUP)),
        "raj": person("Raj Reader", "guildford"),
        "pat": person("Pat Partner", "surrey", ("partnership_administrator", "partnership", "")),
    }


@pytest.fixture
def browser_of(app, people, sign_in):
    """browser_of("ann") is a client signed in as Ann."""
    return lambda name: sign_in(app.test_client(), people[name])


@pytest.fixture
def make_live(site, people):
    """make_live("slug", title="…") brings a live page in, as an administrator's load does."""

    def make(slug, body=BODY, **changes):
        report = load_pages(site, people["pat"], [(slug, PageDraft(fields(**changes), body))])
        assert report.created == (slug,), report.refused
        return read_page(site, people["pat"], slug)

    return make


@pytest.fixture
def missed_bin(make_live):
    return make_live("missed-bin")


@pytest.fixture
def proposal(site, people, missed_bin):
    """Ann's change of the missed bin, waiting."""
    draft = PageDraft({**missed_bin.metadata, "change_note": "Woking's crew comes back the next day."}, BODY.replace("comes back.", "comes back the next day."))
    return send(site, people["ann"], missed_bin, "missed-bin", draft, missed_bin.number, new_token())
