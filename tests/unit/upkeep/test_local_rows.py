"""One authority's row of a page's local text is changed, and nothing else with it, however the text is forged."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extranet.authorities import Authority
from extranet.errors import BadInput
from extranet.pages import CrookedText, LocalChange, base_text
from extranet.pages.localtext import local_places, with_change
from extranet.pages.rendering import RenderSource, render
from extranet.pages.rendering.choosing import choose

BODY = """## What to say

Say sorry first.

::: for woking guildford from 2026-01-01
The crew comes back.

- today
:::
::: for joint-waste
The contractor comes.
:::
::: otherwise
Ask the council.
:::

## Prices

::: also for surrey-heath
Ten pounds more.
:::
::: otherwise
Twenty pounds.
:::

The end.
"""


def change(authority="woking", place=1, **rest):
    return LocalChange(authority, place, **{"text": "Our own words.", **rest})


def rows(body, place=1):
    return [(row.selector, row.mode, row.text) for row in local_places(body)[place - 1].rows]


def test_places_are_named_by_their_heading_and_hold_their_rows():
    first, second = local_places(BODY)
    assert (first.heading, second.heading) == ("What to say", "Prices")
    assert [row.selector for row in first.rows] == [("woking", "guildford"), ("joint-waste",), ("otherwise",)]
    assert first.base.text == "Ask the council."
    assert second.named("surrey-heath")[0].mode == "add"


def test_a_row_shared_by_two_councils_is_parted_and_the_other_keeps_every_sign():
    after = with_change(BODY, change(row=0))
    assert after == BODY.replace("::: for woking guildford from 2026-01-01", "::: for woking\nOur own words.\n:::\n::: for guildford from 2026-01-01")


def test_an_own_row_is_changed_where_it_stands():
    after = with_change(BODY, change("surrey-heath", 2, row=0, mode="add", text="Eleven pounds more."))
    assert after == BODY.replace("Ten pounds", "Eleven pounds")


def test_a_row_is_added_before_the_text_for_everyone_else():
    after = with_change(BODY, change("tandridge", 1))
    assert after == BODY.replace("::: otherwise\nAsk", "::: for tandridge\nOur own words.\n:::\n::: otherwise\nAsk")


def test_a_row_is_taken_away_and_the_text_is_as_if_it_had_never_been():
    there = with_change(BODY, change("tandridge", 1))
    assert with_change(there, change("tandridge", 1, row=0, is_removed=True)) == BODY


def test_text_for_a_page_without_places_stands_at_its_end():
    after = with_change("Text.\n", change(place=0, mode="add", begins="2027-04-01"))
    assert after == "Text.\n\n::: also for woking from 2027-04-01\nOur own words.\n:::\n"


def test_hiding_needs_no_words():
    assert "::: for tandridge\n:::\n" in with_change(BODY, change("tandridge", 1, mode="hide"))


FORGED = [
    "Mine.\n:::\n::: for guildford\nForged.",
    "Mine.\n:::\nForged text for everyone.",
    "Mine.\n::: otherwise\nForged.",
    "```\nnever closed",
    ":::",
    "::: for woking\nInside.",
    "Mine.\n:::\n## Forged heading\n::: for woking from 2030-01-01\nrest",
]


@pytest.mark.parametrize(("text", "row"), list(product(FORGED, (None, 0))))
def test_a_forged_text_is_refused_whole(text, row):
    body = BODY + "\n```\ncode of the page\n```\n"
    with pytest.raises(CrookedText):
        with_change(body, change("woking" if row == 0 else "tandridge", row=row, text=text))


def test_two_texts_for_the_same_days_are_refused_and_named():
    with pytest.raises(CrookedText, match="same days"):
        with_change(BODY, change("woking", 1))
    assert "::: for woking from 2025-01-01 to 2025-12-31" in with_change(BODY, change("woking", 1, begins="2025-01-01", ends="2025-12-31"))


def test_a_page_whose_own_text_is_at_fault_is_left_alone():
    with pytest.raises(CrookedText, match="group has to mend"):
        with_change("::: for woking\nnever closed", change("guildford", 0))


def test_the_base_text_is_what_nobody_owns():
    assert base_text(BODY) == base_text(with_change(BODY, change("tandridge", 1)))
    assert base_text(BODY) == base_text(BODY.replace("Ten pounds", "Eleven pounds"))
    assert base_text(BODY) != base_text(BODY.replace("Ask the council", "Ask nobody"))
    assert base_text(BODY) != base_text(BODY.replace("Say sorry", "Say hello"))


def council(slug):
    clusters = ("joint-waste",) if slug == "tandridge" else ()
    return Authority(slug, slug.title(), slug.title(), "district", "current", "", "", "", "", "", None, None, (), clusters)


def told(body, authority):
    """What a customer of this authority (None: nobody's) is told in every place, at three days: the page's parts after rendering."""
    from datetime import date

    parts = render(RenderSource(body), {}).body
    said = []
    for part in parts:
        if part[0] != "variant":
            said.append(part)
            continue
        for day in (date(2025, 6, 1), date(2026, 6, 1), date(2028, 6, 1)):
            chosen = choose(part[2], authority, day)
            said.append((chosen.base and chosen.base["parts"], chosen.local and chosen.local["parts"]))
    return said


@settings(deadline=None)
@given(
    text=st.text(st.sampled_from(":`~#-*\n abc{}[]0"), max_size=60) | st.sampled_from(FORGED),
    row=st.sampled_from([None, 0, 1]), place=st.sampled_from([1, 2]), mode=st.sampled_from(["replace", "add", "hide"]),
    begins=st.sampled_from([None, "2026-02-01", "2027-04-01"]), is_removed=st.booleans(),
)  # fmt: skip
def test_whatever_is_typed_every_other_council_is_told_what_it_was_told(text, row, place, mode, begins, is_removed):
    try:
        after = with_change(BODY, LocalChange("woking", place, row, text, mode, begins, None, is_removed))
    except BadInput:  # CrookedText among them
        return
    for one in (None, council("guildford"), council("surrey-heath"), council("tandridge")):
        assert told(after, one) == told(BODY, one)
