"""The standard's checks: every one is silent on a right page and speaks on a wrong one, in a sentence that helps."""

import pytest
from right_pages import TODAY, right_page

from extranet.standard.checks import CHECKS, check_metadata
from extranet.standard.checks.model import Subject
from extranet.standard.checks.run import run_checks
from extranet.standard.content_types import CONTENT_TYPES, fields_of
from extranet.standard.front_matter import read_front_matter
from extranet.standard.model import KINDS, PLACES


def spoken(check, vocabularies, changes):
    """What this check says of a right page with these changes; `body` among them is its text."""
    fields = {name: value for name, value in changes.items() if name != "body"}
    page = right_page(check.types[0] if check.types else "qa", **fields)
    return run_checks(Subject(vocabularies, page, changes.get("body", ""), "missed-bin", TODAY), [check])


def sentences(vocabularies, metadata, **known):
    return [fault.sentence for fault in check_metadata(vocabularies, metadata, today=TODAY, **known)]


@pytest.mark.parametrize("type_name", CONTENT_TYPES)
def test_a_right_page_of_every_type_has_no_fault(vocabularies, type_name):
    assert check_metadata(vocabularies, right_page(type_name), slug="missed-bin", today=TODAY, body="Text.") == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_is_silent_on_its_passing_example(vocabularies, check):
    assert spoken(check, vocabularies, check.passes) == []


@pytest.mark.parametrize("check", [one for one in CHECKS if one.fails], ids=lambda check: check.id)
def test_a_check_speaks_on_its_failing_example(vocabularies, check):
    faults = spoken(check, vocabularies, check.fails)
    assert faults
    assert all(fault.check == check.id and fault.sentence.endswith((".", "?", "…")) for fault in faults)


def test_every_check_has_an_id_of_its_own():
    ids = [check.id for check in CHECKS]
    assert len(ids) == len(set(ids))


def test_every_field_has_a_known_kind_and_place():
    def described(fields):
        for field in fields:
            yield field
            yield from described(field.rule.columns)

    for name in CONTENT_TYPES:
        names = [field.name for field in fields_of(name)]
        assert len(names) == len(set(names))
        for field in described(fields_of(name)):
            assert field.kind in KINDS
            assert field.place in PLACES
            assert not field.rule.bare or field.rule.bare in field.column_names


def test_a_misspelt_field_is_named_with_the_field_that_was_meant(vocabularies):
    assert "The field sumary does not exist in a page of type qa. Did you mean summary?" in sentences(vocabularies, right_page("qa", sumary="x"))


def test_an_unknown_service_is_named(vocabularies):
    assert "999999 is not a service of the LGSL list. Look it up under Standard, Vocabularies." in sentences(
        vocabularies, right_page("qa", lgsl_ids=[999999]))


def test_a_missing_field_says_how_to_fill_it(vocabularies):
    assert "audience is missing. Use one of: team, authority, all-authorities, public." in sentences(vocabularies, right_page("qa", audience=None))


def test_a_forgotten_episode_is_a_fault_and_the_word_none_is_not(vocabularies):
    assert any("life_episodes is missing" in one for one in sentences(vocabularies, right_page("qa", life_episodes=[])))
    assert sentences(vocabularies, right_page("qa", life_episodes="none")) == []


def test_a_column_missing_in_a_row_is_named_with_its_row(vocabularies):
    faults = check_metadata(vocabularies, right_page("contact", phones=[{"title": "Waste"}]))
    assert [fault.field for fault in faults] == ["phones.0.number"]


def test_a_review_date_may_be_as_far_as_the_type_allows_and_no_further(vocabularies):
    assert sentences(vocabularies, right_page("qa", review_by=TODAY.replace(year=2027, month=5))) == []
    assert any("within 6 months, so by 2027-05-21" in one for one in sentences(
        vocabularies, right_page("qa", review_by=TODAY.replace(year=2027, month=5, day=22))))


def test_an_owner_that_has_ended_names_who_follows(vocabularies):
    faults = check_metadata(vocabularies, right_page("qa", review_by=None), today=TODAY.replace(year=2027, month=4, day=1))
    assert any("Its place is taken by west-surrey." in fault.sentence for fault in faults)


@pytest.mark.parametrize(("slug", "said"), [
    ("Missed_Bin", "lower-case words"), ("a" * 61, "61 characters"), ("missed-the-bin", "article"), ("-bin", "lower-case words"),
])
def test_a_bad_address_is_refused_with_the_rule(vocabularies, slug, said):
    assert any(said in one for one in sentences(vocabularies, right_page("qa"), slug=slug))


def test_a_fault_of_a_file_has_the_line_of_its_field(vocabularies):
    text = "---\ntitle: Missed bin\ntype: contact\nphones:\n  - title: Waste\n    number: 01483 755855\n    fax: 1\n---\n"
    faults = check_metadata(vocabularies, read_front_matter(text).metadata)
    fax = next(fault for fault in faults if fault.field == "phones.0.fax")
    assert fax.line == 7
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)


def test_values_of_any_shape_give_faults_and_never_an_error(vocabularies):
    for wrong in (0, 1.5, True, None, [], {}, [[]], [{}], {"a": {"b": []}}, ["x", 1, None], "text", [None], [{"options": 3}], [{"slug": []}]):
        for type_name in [*CONTENT_TYPES, wrong]:
            everything = {field.name: wrong for field in fields_of(type_name if isinstance(type_name, str) else None)}
            check_metadata(vocabularies, {**everything, "type": type_name}, slug="x", today=TODAY, body="")
