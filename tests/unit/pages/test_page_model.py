"""Addresses, trust and days."""

from datetime import date

import pytest

from extranet.pages import slug_from
from extranet.pages.model import trust_of

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(("title", "slug"), [
    ("Missed bin collection", "missed-bin-collection"), ("A band of the council’s tax", "band-of-councils-tax"), ("!!!", "page"),
    ("word " * 40, "-".join(["word"] * 12)),
])  # fmt: skip
def test_a_slug_is_the_words_of_the_title_without_articles(title, slug):
    assert slug_from(title) == slug
    assert len(slug_from(title)) <= 60


@pytest.mark.parametrize(("confidence", "review_by", "state", "late"), [
    ("validated", date(2026, 11, 21), "validated", 0),
    ("validated", date(2026, 11, 20), "validated", 1),
    ("validated", date(2026, 9, 22), "validated", 60),
    ("validated", date(2026, 9, 21), "not_validated", 61),
    ("wip", None, "wip", 0),
    ("archived", date(2020, 1, 1), "archived", 2516),
])  # fmt: skip
def test_trust_falls_sixty_days_after_the_review_date(confidence, review_by, state, late):
    trust = trust_of(confidence, review_by, DAY)
    assert (trust.state, trust.days_late) == (state, late)
