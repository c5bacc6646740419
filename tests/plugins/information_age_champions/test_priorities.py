"""Annex 2 and Annex 3: scores, totals, categories, the sheet, and the four boxes."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from printed import ANNEX_2, TOTALS

from extranet.errors import BadInput, Conflict, Forbidden
from extranet_plugins.information_age_champions import plans, priorities
from extranet_plugins.information_age_champions.forms import FormFaults
from extranet_plugins.information_age_champions.priorities.model import CRITERIA, Area, Score, box_of, codes_in
from extranet_plugins.information_age_champions.priorities.plot import plot_of
from extranet_plugins.information_age_champions.priorities.sheet import read_sheet, write_sheet

PLAN = {
    "title": ["A plan for the sheet"], "purpose": ["To take the printed table in."], "target": ["All of it done"],
    "first_quarter": ["2001 Q1"], "last_quarter": ["2005 Q4"], "target_quarter": ["2005 Q4"],
}  # fmt: skip


@pytest.fixture
def empty_plan(site, member):
    return plans.start_plan(site, member, PLAN)


def area(**scores):
    found = {name: Score(number, 1, name, value, "A", None) for number, (name, value) in enumerate(scores.items(), start=1)}
    return Area(1, 1, "An area", "C", "P", "Y", 1, "", "", "", None, 1, found)


def test_the_printed_table_brings_all_twenty_printed_totals(site, member, empty_plan):
    assert priorities.import_sheet(site, member, empty_plan, ANNEX_2) == (20, 0)
    assert [one.total for one in priorities.areas_of(site, empty_plan)] == TOTALS


def test_the_plan_of_2001_starts_with_all_twenty_printed_totals(loaded, old_plan):
    assert [one.total for one in priorities.areas_of(loaded, old_plan)] == TOTALS


def test_what_is_written_is_the_printed_table(loaded, old_plan):
    assert write_sheet(priorities.areas_of(loaded, old_plan)).splitlines() == ANNEX_2.splitlines()


def test_importing_the_table_again_changes_nothing(loaded, member, old_plan):
    assert priorities.import_sheet(loaded, member, old_plan, ANNEX_2) == (0, 0)


def test_an_imported_score_that_differs_is_kept_with_who_brought_it(loaded, member, old_plan):
    changed = ANNEX_2.replace("CRM,C,P,Y,3,4,4,3,3,2,2,3,24", "CRM,C,P,Y,5,4,4,3,3,2,2,3,26")
    assert priorities.import_sheet(loaded, member, old_plan, changed) == (0, 1)
    crm = priorities.areas_of(loaded, old_plan)[1]
    assert (crm.total, crm.scores["cost_benefit"].scorer) == (26, "Rowan Wren")
    assert [one.value for one in priorities.scores_of(loaded, crm) if one.criterion == "cost_benefit"] == [5, 3]


@pytest.mark.parametrize(("before", "after", "sentence"), [
    ("CRM,C,P,Y,3,4,4,3,3,2,2,3,24", "CRM,C,P,Y,3,4,4,3,3,2,2,3,25", "Line 3: the scores give 24, not 25."),
    ("CRM,C,P,Y,3,4,4,3,3,2,2,3,24", "CRM,C,P,Y,,4,4,3,3,2,2,3,24", "Line 3: it has a total of 24, and 1 scores are missing."),
    ("CRM,C,P,Y,3,4", "CRM,C,P,Y,6,4", "Line 3: Cost benefit is 1 to 5, not “6”."),
    ("CRM,C,P,Y", "CRM,X,P,Y", "Line 3: “X” holds none of N, C and L."),
    ("CRM,C,P,Y", "CRM,C,Q,Y", "Line 3: “Q” holds neither I nor P."),
    ("CRM,C,P,Y", "CRM,C,P,?", "Line 3: the cross function process is Y or N"),
    ("Leisure,C", "Payments,C", "Line 18: “Payments” stands in the table twice."),
    ("Development area", "Area", "The first line must be: Development area"),
])  # fmt: skip
def test_a_wrong_table_is_refused_by_line_and_nothing_of_it_comes_in(site, member, empty_plan, before, after, sentence):
    with pytest.raises(BadInput, match=sentence.replace("?", r"\?")):
        priorities.import_sheet(site, member, empty_plan, ANNEX_2.replace(before, after, 1))
    assert priorities.areas_of(site, empty_plan) == []


def test_a_missing_score_in_the_table_leaves_the_area_without_a_total(site, member, empty_plan):
    priorities.import_sheet(site, member, empty_plan, ANNEX_2.replace("CRM,C,P,Y,3,4,4,3,3,2,2,3,24", "CRM,C,P,Y,,4,4,3,3,2,2,3,"))
    crm = priorities.areas_of(site, empty_plan)[1]
    assert (crm.total, crm.missing, crm.box()) == (None, ("cost_benefit",), None)


@given(some.dictionaries(some.sampled_from(sorted(CRITERIA)), some.integers(1, 5)))
def test_there_is_a_total_exactly_when_all_eight_scores_are_there(scores):
    one = area(**scores)
    assert one.total == (sum(scores.values()) if len(scores) == 8 else None)
    assert (one.box() is None) == (len(scores) < 8)
    assert set(one.missing) == set(CRITERIA) - set(scores)


@given(some.lists(some.integers(1, 5), min_size=8, max_size=8))
def test_the_box_follows_the_two_means_against_the_line(values):
    one = area(**dict(zip(CRITERIA, values, strict=True)))
    assert one.scored_box(3) == box_of(one.importance >= 3, one.urgency >= 3)
    assert 1 <= one.importance <= 5
    assert len(plot_of([one], 3).dots) == 1


@given(some.lists(some.lists(some.one_of(some.none(), some.integers(1, 5)), min_size=8, max_size=8), min_size=1, max_size=5))
def test_what_is_written_is_read_again(rows):
    areas = [
        Area(number, 1, f"Area {number}", "C/L", "I/P", "N", number, "", "", "", None, 1,
             {name: Score(1, number, name, value, "A", None) for name, value in zip(CRITERIA, row, strict=True) if value})
        for number, row in enumerate(rows)
    ]  # fmt: skip
    read = read_sheet(write_sheet(areas))
    assert [one.scores for one in read] == [{name: score.value for name, score in one.scores.items()} for one in areas]


@pytest.mark.parametrize(("printed", "codes"), [("C within N", ("N", "C")), ("C/L", ("C", "L")), ("L and integrated", ("L",)), ("N", ("N",)), ("County", ())])
def test_the_fixed_codes_are_found_in_what_is_printed(printed, codes):
    assert codes_in(printed, {"N": "", "C": "", "L": ""}) == codes


def test_scorer_and_date_are_kept_and_a_score_cannot_be_emptied(loaded, member, new_plan):
    one = priorities.areas_of(loaded, new_plan)[0]
    given_scores = {name: ["3"] for name in CRITERIA} | {"revision": [str(one.revision)]}
    assert priorities.score_area(loaded, member, new_plan, one, given_scores) == 8
    scored = priorities.area_by_id(loaded, new_plan, one.id)
    assert (scored.total, scored.last_scored.scorer, scored.last_scored.scored_at.date()) == (24, "Rowan Wren", loaded.clock.today())
    with pytest.raises(FormFaults, match="Metrics in place has a score"):
        priorities.score_area(loaded, member, new_plan, scored, {**given_scores, "metrics": [""], "revision": [str(scored.revision)]})


def test_every_score_out_of_range_is_told_at_once(loaded, member, new_plan):
    one = priorities.areas_of(loaded, new_plan)[0]
    with pytest.raises(FormFaults) as refused:
        priorities.score_area(loaded, member, new_plan, one, {"cost_benefit": ["6"], "metrics": ["two"], "processes": ["0"], "revision": ["1"]})
    assert set(refused.value.faults) == {"cost_benefit", "metrics", "processes"}


def test_two_people_scoring_at_once_do_not_overwrite_each_other(loaded, member, new_plan):
    one = priorities.areas_of(loaded, new_plan)[0]
    priorities.score_area(loaded, member, new_plan, one, {"cost_benefit": ["4"], "revision": ["1"]})
    with pytest.raises(Conflict, match="Somebody else changed this"):
        priorities.score_area(loaded, member, new_plan, one, {"cost_benefit": ["2"], "revision": ["1"]})


def test_an_area_is_put_into_another_box_only_with_a_reason(loaded, member, old_plan):
    crm = priorities.areas_of(loaded, old_plan)[1]
    with pytest.raises(FormFaults, match="reason"):
        priorities.override_box(loaded, member, old_plan, crm, {"box": ["both"], "reason": [""], "revision": ["1"]})
    priorities.override_box(loaded, member, old_plan, crm, {"box": ["both"], "reason": ["The contract ends this year."], "revision": ["1"]})
    moved = priorities.area_by_id(loaded, old_plan, crm.id)
    assert (moved.scored_box(), moved.box(), moved.box_reason, moved.box_by) == ("important", "both", "The contract ends this year.", "Rowan Wren")
    assert any(dot.is_override for dot in plot_of([moved], 3).dots)
    priorities.override_box(loaded, member, old_plan, moved, {"box": [""], "reason": [""], "revision": ["2"]})
    assert priorities.area_by_id(loaded, old_plan, crm.id).box() == "important"


def test_a_reader_scores_nothing(loaded, reader, new_plan):
    one = priorities.areas_of(loaded, new_plan)[0]
    with pytest.raises(Forbidden, match="Only members of the Information Age Champions Group"):
        priorities.score_area(loaded, reader, new_plan, one, {"cost_benefit": ["4"], "revision": ["1"]})
