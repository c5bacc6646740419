"""The checks of style: where they look, what they leave alone, how fast they are, and what the partnership may change."""

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from right_pages import CONTENT, TODAY, right_page

from extranet.standard import AvoidedWord, Ruling, check_metadata, read_front_matter
from extranet.standard.actions import check_file, check_folder
from extranet.standard.checks import CHECKS, STYLE_CHECKS
from extranet.standard.checks.personal import found_in
from extranet.standard.text import is_passive, read_blocks, reading_age, sentences_of, syllables

SPEC_CHECKS = "T1 T2 T3 T4 T5 T6 T7 S1 S2 S3 R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 H1 H2 H3 L1 L2 L3 L4 L5 L6 L7 L8 B1 B2 D1 D2 D3 D4 N1 N2 N3 I1 I2 C1 F1 F2 P1"
KB = 1024


def said(vocabularies, body, *checks, **changes):
    faults = check_metadata(vocabularies, right_page("qa", **changes), slug="missed-bin", today=TODAY, body=body)
    return [(one.check, one.line) for one in faults if one.field == "body" and (not checks or one.check in checks)]


def test_every_check_of_the_standard_is_there():
    assert set(SPEC_CHECKS.split()) <= {one.id for one in CHECKS}


def test_every_check_of_style_shows_what_is_right_and_what_is_wrong():
    for one in STYLE_CHECKS:
        assert one.id in ("T2", "L8", "FACT-1", "A11Y-1") or (one.passes and one.fails), one.id


def test_a_fault_has_the_line_of_its_place_in_the_text_and_in_the_file(vocabularies, tmp_path):
    body = "## What to ask\n\nAsk for the postcode.\n\n- the day\n- Utilise it.\n"
    assert ("R6", 6) in said(vocabularies, body)
    text = "---\ntitle: Missed bin\ntype: guidance\n---\n\n" + body
    line = read_front_matter(text).body_line + 5
    assert any(one.check == "R6" and one.line == line for one in check_file(vocabularies, tmp_path / "missed-bin.md", text, TODAY).faults)


@pytest.mark.parametrize(
    "body",
    [
        "```\nUtilise https://example.org at 17:30\n```\n",
        "Write `utilise` in the box.",
        "    utilise 17:30\n",
    ],
)
def test_code_is_not_read(vocabularies, body):
    assert said(vocabularies, body, "R6", "L1", "D3") == []


def test_the_callers_own_words_are_not_corrected(vocabularies):
    assert (
        check_metadata(vocabularies, right_page("qa", customer_question="Can you utilise it at 17:30?", other_wordings=["NOBODY CAME TO US"]), today=TODAY)
        == []
    )


def test_local_texts_are_compared_with_what_their_own_readers_see(vocabularies):
    both = "::: for woking\n[Report a bin](a)\n:::\n\n::: for guildford\n[Report a bin](b)\n:::\n"
    assert said(vocabularies, both, "L2") == []
    assert said(vocabularies, "[Report a bin](a)\n\n" + both, "L2") == [("L2", 8)]


def test_a_reason_is_for_one_place_and_ends_with_its_text(vocabularies):
    def key(body):
        return next(one.key for one in check_metadata(vocabularies, right_page("qa"), today=TODAY, body=body) if one.check == "R6")

    assert key("Utilise the form.") == key("Ask first.\n\nUtilise the form.")
    assert key("Utilise the form.") != key("Utilise the other form.")


def test_the_page_may_hold_an_offices_number_and_not_a_persons():
    assert list(found_in("Ring 01483 755855 or 0300 470 9100, or write to bins@woking.gov.uk or customer.services@woking.gov.uk.")) == []
    assert list(found_in("The reference is 943 476 5919.")) == ["an NHS number"]
    assert list(found_in("The reference is 943 476 5918.")) == []
    assert list(found_in("QQ 12 34 56 C is the form's own example, AB 12 34 56 C is not.")) == ["a National Insurance number"]
    assert list(found_in("Card 4111 1111 1111 1111.")) == ["a card number"]
    assert list(found_in("Write to ann.oakley@example.org.")) == ["one person's mail address"]


def test_a_change_to_the_standard_is_heard_by_the_checks(vocabularies):
    word = AvoidedWord("wheelie bin", "bin", "", "error", "the partnership", r"\bwheelie bins?\b")
    ruled = replace(vocabularies, ruling=Ruling({"D3": "advice"}, {("R3", "sentences"): 2}, frozenset({"R9"}), (word,), frozenset({"utilise"}), 5))
    body = "Ask first. Look next. Say it then.\n\nUtilise *every* wheelie bin at 17:30.\n"
    found = {one.check: one.severity for one in check_metadata(ruled, right_page("qa"), today=TODAY, body=body)}
    assert found == {"R3": "warning", "R6": "error", "D3": "advice"}


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("council", 2),
        ("recycling", 4),
        ("collected", 3),
        ("area", 3),
        ("waste", 1),
        ("vehicles", 3),
        ("asked", 1),
        ("Wednesday", 2),
        ("council's", 2),
        ("24", 1),
    ],
)
def test_syllables_are_those_that_are_spoken(word, count):
    assert syllables(word) == count


def test_sentences_end_where_a_reader_pauses():
    assert sentences_of("Ask Mr. Oakley at 9.30am. He knows. Does he? Yes.") == ["Ask Mr. Oakley at 9.30am.", "He knows.", "Does he?", "Yes."]


def test_hard_words_need_a_higher_reading_age_and_a_few_words_none():
    easy, hard = ["Ask for the post code and tell the crew."] * 15, ["Residential accommodation necessitates administrative documentation."] * 25
    assert reading_age(easy) < 9 < 14 < reading_age(hard)
    assert reading_age(easy[:2]) is None


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [("The bin was emptied by the crew.", True), ("It has not been taken.", True), ("The crew emptied the bin.", False), ("She is tired.", False)],
)
def test_a_passive_sentence_is_told_from_an_active_one(sentence, answer):
    assert is_passive(sentence) is answer


HOSTILE = (
    "[",
    "![",
    "* ",
    "_a",
    "`",
    "[a](",
    "AB ",
    "ABC DEF GHI ",
    "01 ",
    "1234 5678 ",
    "- a\n",
    "1. a\n",
    "::: for a\n",
    "!!! a\n",
    "# a\n",
    "<a ",
    "http://a ",
    "a.b@a.",
    "is slowly ",
    "[[",
    "{{fact:",
    "- |",
    "a\n=\n",
    "- a\n\n\n",
    "12 High Street, ",
    "born ",
    "a-",
    "£1",
    "**a** ",
    "word ",
    "Ask it now. ",
    "|a|b|\n|-|-|\n",
    "x\n",
    "a ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_of_256_kb_holds_a_save_for_two_seconds(vocabularies, piece):
    body = (piece * (256 * KB // len(piece) + 1))[: 256 * KB]
    begun = time.process_time()
    check_metadata(vocabularies, right_page("qa"), slug="missed-bin", today=TODAY, body=body)
    assert time.process_time() - begun < 2


@settings(max_examples=150, deadline=None)
@given(some.text(some.sampled_from(" \n#*_-`|[]()!<>:{}=1.~aB@/\\\t"), max_size=300))
def test_any_text_is_read_and_its_blocks_stand_on_its_lines(text):
    lines = text.count("\n") + 1
    blocks = read_blocks(text)
    assert all(1 <= block.line <= lines for block in blocks)
    assert [block.line for block in blocks] == sorted(block.line for block in blocks)


def test_the_starting_content_has_few_warnings_and_no_error(vocabularies):
    faults = [fault for one in check_folder(vocabularies, CONTENT, date(2026, 11, 22)) for fault in one.faults]
    assert [fault for fault in faults if fault.severity == "error"] == []
    assert sum(fault.severity == "warning" for fault in faults) < 50
