"""Text that differs by authority: how it is written, who gets which, and how it is shown."""

from dataclasses import dataclass
from datetime import date

import pytest

PAGE = "Before\n\n::: for woking guildford\nTwo **days**.\n:::\n\n::: for joint-waste\nCluster.\n:::\n\n::: otherwise\nFive days.\n:::\n\nAfter"


@dataclass(frozen=True)
class Council:
    slug: str
    name: str
    tier: str = "district"
    clusters: tuple[str, ...] = ()


WOKING = Council("woking", "Woking", clusters=("joint-waste", "landlord-districts"))
ELMBRIDGE = Council("elmbridge", "Elmbridge", clusters=("joint-waste",))
EPSOM = Council("epsom-and-ewell", "Epsom and Ewell")


def shown(html: str) -> str:
    """The markup without the list of every council's text."""
    return html.split('<details class="variant-all">')[0]


def test_adjacent_rows_make_one_block(render):
    variants = [p for p in render(PAGE).body if p[0] == "variant"]
    assert len(variants) == 1
    assert [row["selector"] for row in variants[0][2]] == [["woking", "guildford"], ["joint-waste"], ["otherwise"]]


def test_a_block_is_named_by_the_heading_it_stands_under(render):
    row = "::: for woking\nText\n:::\n"
    body = render(f"{row}\n## Cost\n\n{row}\nand\n\n{row}").body
    assert [p[1] for p in body if p[0] == "variant"] == ["start-1", "cost-1", "cost-2"]


@pytest.mark.parametrize(
    ("authority", "phrase"),
    [(WOKING, "Two <strong>days</strong>"), (ELMBRIDGE, "Cluster."), (EPSOM, "Five days."), (None, "Five days.")],
)
def test_the_customer_gets_the_text_that_is_nearest(html, authority, phrase):
    assert phrase in shown(html(PAGE, authority=authority))


def test_local_text_says_in_words_whose_it_is(html):
    found = html(PAGE, authority=WOKING)
    assert '<div class="variant" data-authority="woking"><p class="variant-label">For Woking customers</p>' in found
    assert "<summary>See all councils</summary>" in found


def test_text_for_everyone_else_is_not_labelled_as_local(html):
    assert "variant-label" not in shown(html(PAGE, authority=EPSOM))


def test_without_a_customer_the_reader_is_asked_to_choose_one_and_can_open_all(html):
    found = html(PAGE)
    assert "Choose the customer’s council to see its text." in found
    assert "Two <strong>days</strong>" in found.split("<details")[1]


def test_without_a_customer_no_councils_text_stands_as_if_it_were_general(html):
    assert "Only Woking" not in shown(html("::: for woking\nOnly Woking\n:::"))


def test_names_of_councils_come_from_the_caller(html):
    found = html(PAGE, names={"woking": "Woking Borough Council", "guildford": "Guildford"})
    assert "Woking Borough Council, Guildford" in found


def test_required_text_that_is_missing_says_not_confirmed(html):
    found = html("::: for woking\nText\n:::", authority=EPSOM, localisable="required")
    assert "Not confirmed for Epsom and Ewell" in found


def test_optional_text_that_is_missing_says_there_is_none(html):
    assert "No local text for Epsom and Ewell." in html("::: for woking\nText\n:::", authority=EPSOM)


@pytest.mark.parametrize(("day", "is_shown"), [("2027-03-31", False), ("2027-04-01", True), ("2028-03-31", True), ("2028-04-01", False)])
def test_dated_text_stands_from_its_first_to_its_last_day(html, day, is_shown):
    text = "::: for woking from 2027-04-01 to 2028-03-31\nNew council\n:::"
    assert ("New council" in shown(html(text, authority=WOKING, on=date.fromisoformat(day)))) is is_shown


def test_an_added_row_stands_below_the_base_text(html):
    found = shown(html("::: also for woking\nAnd brown bins.\n:::\n::: otherwise\nGreen bins.\n:::", authority=WOKING))
    assert found.index("Green bins") < found.index("And brown bins")


def test_an_empty_row_hides_the_base_text(html):
    text = "::: for woking\n:::\n::: otherwise\nGreen bins.\n:::"
    assert "Green bins" not in shown(html(text, authority=WOKING))
    assert "does not apply to Woking" in html(text, authority=WOKING)


def test_the_same_heading_in_two_rows_has_two_addresses(html):
    found = html("::: for woking\n## Cost\n:::\n::: otherwise\n## Cost\n:::", authority=WOKING)
    assert found.count('id="cost"') == 1


def test_lists_links_and_notes_work_within_a_row(html):
    text = "::: for woking\n- [one][ref]\n- two[^1]\n\n[^1]: Note.\n:::\n\n[ref]: https://example.org/"
    found = html(text, authority=WOKING)
    assert 'href="https://example.org/"' in found
    assert "Note." in found


@pytest.mark.parametrize(
    ("text", "line", "phrase"),
    [
        ("::: for woking\na\n::: for guildford\nb\n:::", 3, "cannot stand inside another"),
        ("::: for woking\na", 1, "never closed"),
        ("a\n:::", 2, "closes nothing"),
        ("::: for\na\n:::", 1, "at least one authority"),
        ("::: for woking from tomorrow\na\n:::", 1, "found 'tomorrow'"),
        ("::: for woking from 2027-04-02 to 2027-04-01\na\n:::", 1, "before it begins"),
        ("::: for Woking\na\n:::", 1, "'Woking' is not the short name"),
        ("::: for woking\na\n:::\n\n::: for guildford woking\nb\n:::", 5, "Line 1 already has the text for 'woking'"),
        ("::: otherwise\na\n:::\n::: otherwise\nb\n:::", 4, "everyone else"),
        ("::: wizard\na\n:::", 1, "no block called 'wizard'"),
        ("- a\n    ::: for woking", 2, "very beginning of its line"),
    ],
)
def test_faults_are_told_with_their_line(render, text, line, phrase):
    found = [(p["line"], p["sentence"]) for p in render(text).problems]
    assert any(at == line and phrase in sentence for at, sentence in found), found


def test_rows_whose_dates_do_not_overlap_do_not_clash(render):
    text = "::: for woking to 2027-03-31\na\n:::\n::: for woking from 2027-04-01\nb\n:::"
    assert render(text).problems == []


def test_text_of_a_faulty_row_is_never_lost(html):
    assert "inner" in html("::: for woking\nouter\n::: for guildford\ninner\n:::")


@pytest.mark.parametrize(
    "text", ["`{{include:x}}` and `{{fact:X}}`", "    {{fact:X}}", "    ::: for woking", "```\n# a\n::: for woking\n```", "Text\n\n    # code"]
)
def test_code_is_no_fault(render, text):
    assert render(text).problems == []


def test_two_texts_for_one_council_in_one_place_are_an_error_and_an_unknown_block_is_not(render):
    assert [p["is_error"] for p in render("::: for woking\na\n:::\n::: for woking\nb\n:::").problems] == [True]
    assert [p["is_error"] for p in render("::: wizard\na\n:::").problems] == [False]
