"""Annex 1: milestones, moves that keep both dates, needs without circles, the star and its note."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from extranet.errors import BadInput, Conflict, Forbidden
from extranet_plugins.information_age_champions import workplan
from extranet_plugins.information_age_champions.forms import FormFaults
from extranet_plugins.information_age_champions.quarters import Quarter, quarters_between
from extranet_plugins.information_age_champions.workplan.grid import grid_of
from extranet_plugins.information_age_champions.workplan.model import WORK_AREAS, circle_of
from extranet_plugins.information_age_champions.workplan.picture import RIGHT, picture_of

QUARTERS = some.builds(Quarter, some.integers(1990, 2060), some.integers(1, 4))
GIVEN = {"title": ["Postcode look-up for both councils"], "work_area": ["online"], "status": ["planned"], "quarter": ["2027 Q1"]}


@pytest.fixture
def milestone(loaded, member, new_plan):
    return workplan.milestone_by_id(loaded, new_plan, workplan.add_milestone(loaded, member, new_plan, GIVEN))


def move(site, actor, plan, one, to, reason="The supplier is three months late."):
    now = workplan.milestone_by_id(site, plan, one.id)
    workplan.move_milestone(site, actor, plan, now, {"quarter": [str(to)], "reason": [reason], "revision": [str(now.revision)]})


def as_typed(one, **changes):
    typed = {"title": [one.title], "work_area": [one.work_area], "status": [one.status], "needs": [str(need) for need in one.needs]}
    return {**typed, "revision": [str(one.revision)], **changes}


@given(QUARTERS, some.integers(-60, 60))
def test_quarters_count_on_and_back(quarter, count):
    assert quarter.plus(count).since(quarter) == count
    assert Quarter.read(str(quarter)) == Quarter.read(quarter.key) == Quarter.read(quarter.address) == quarter
    assert Quarter.of(quarter.first_day) == Quarter.of(quarter.last_day) == quarter
    assert len(quarters_between(quarter, quarter.plus(abs(count)))) == abs(count) + 1


@pytest.mark.parametrize("text", ["", "2001", "2001 Q5", "Q0 2001", "2001 Q3 and more"])
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(ValueError, match="is not a quarter"):
        Quarter.read(text)


def test_moving_asks_for_a_reason_and_keeps_both_dates(loaded, member, new_plan, milestone):
    with pytest.raises(FormFaults) as refused:
        move(loaded, member, new_plan, milestone, "2027 Q2", "Late")
    assert refused.value.faults == {"reason": "The reason needs at least 10 characters; this has 4."}
    move(loaded, member, new_plan, milestone, "2027 Q2")
    now = workplan.milestone_by_id(loaded, new_plan, milestone.id)
    assert (str(now.first_quarter), str(now.quarter)) == ("2027 Q1", "2027 Q2")
    slip = workplan.workplan_of(loaded, new_plan).slips()[0]
    assert (slip.milestone.id, slip.quarters, slip.reason) == (milestone.id, 1, "The supplier is three months late.")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.integers(0, 6), min_size=1, max_size=6))
def test_however_often_it_moves_the_first_date_stays_and_every_move_is_a_step_of_one_chain(loaded, member, new_plan, places):
    title = f"Moved by {places} at {len(workplan.workplan_of(loaded, new_plan).milestones)}"
    made = workplan.add_milestone(loaded, member, new_plan, {**GIVEN, "title": [title]})
    at = Quarter(2027, 1)
    for place in places:
        to = new_plan.quarters[place]
        one = workplan.milestone_by_id(loaded, new_plan, made)
        if to == at:
            with pytest.raises(FormFaults, match="It stands in"):
                move(loaded, member, new_plan, one, to)
        else:
            move(loaded, member, new_plan, one, to)
        at = to
    whole = workplan.workplan_of(loaded, new_plan)
    now = whole.by_id()[made]
    chain = whole.moves_of(now)
    assert (now.first_quarter, now.quarter) == (Quarter(2027, 1), at)
    assert [one.from_quarter for one in chain] == [Quarter(2027, 1), *(one.to_quarter for one in chain)][: len(chain)]


def test_it_cannot_leave_the_plan(loaded, member, new_plan, milestone):
    with pytest.raises(FormFaults, match="must lie within the plan; 2030 Q1 does not"):
        move(loaded, member, new_plan, milestone, "2030 Q1")


def test_two_people_moving_it_at_once_one_is_told(loaded, member, new_plan, milestone):
    move(loaded, member, new_plan, milestone, "2027 Q2")
    with pytest.raises(Conflict):
        workplan.move_milestone(loaded, member, new_plan, milestone, {"quarter": ["2027 Q3"], "reason": ["Another reason."], "revision": ["1"]})
    assert len(workplan.workplan_of(loaded, new_plan).moves_of(milestone)) == 1


def test_changing_the_words_leaves_the_quarter_alone(loaded, member, new_plan, milestone):
    workplan.change_milestone(loaded, member, new_plan, milestone, as_typed(milestone, title=["Postcode look-up for all"], quarter=["2027 Q4"]))
    now = workplan.milestone_by_id(loaded, new_plan, milestone.id)
    assert (now.title, str(now.quarter)) == ("Postcode look-up for all", "2027 Q1")


def test_a_circle_of_needs_is_refused_with_its_way_round(loaded, member, new_plan, milestone):
    second = workplan.add_milestone(loaded, member, new_plan, {**GIVEN, "title": ["The second of two"], "needs": [str(milestone.id)]})
    with pytest.raises(FormFaults, match="Postcode look-up for both councils → The second of two → Postcode look-up for both councils"):
        workplan.change_milestone(loaded, member, new_plan, milestone, as_typed(milestone, needs=[str(second)]))


@given(some.dictionaries(some.integers(1, 7), some.sets(some.integers(1, 7), max_size=4), max_size=7), some.integers(1, 7))
def test_a_circle_is_found_exactly_when_there_is_a_way_back(needs, start):
    reached, ways = set(), set(needs.get(start, ()))
    while ways:
        one = ways.pop()
        if one not in reached:
            reached.add(one)
            ways |= set(needs.get(one, ()))
    circle = circle_of(needs, start)
    assert bool(circle) == (start in reached)
    assert all(after in needs[before] for before, after in zip(circle, (*circle[1:], start), strict=False))


def test_the_starting_plans_hold_no_circle_and_nothing_before_what_it_needs(loaded, old_plan, new_plan):
    for plan in (old_plan, new_plan):
        whole = workplan.workplan_of(loaded, plan)
        needs = {one.id: one.needs for one in whole.milestones}
        assert [circle_of(needs, one) for one in needs] == [()] * len(needs)
        assert whole.out_of_order() == ()


def test_a_star_needs_its_cost_benefit_note(loaded, member, new_plan):
    starred = {**GIVEN, "is_feasibility": ["on"]}
    with pytest.raises(FormFaults) as refused:
        workplan.add_milestone(loaded, member, new_plan, starred)
    assert "needs its cost-benefit note" in refused.value.faults["cost_benefit"]
    with pytest.raises(FormFaults, match="There is no page or file “no-such-page”"):
        workplan.add_milestone(loaded, member, new_plan, {**starred, "cost_benefit": ["no-such-page"]})


def test_what_others_need_is_not_removed(loaded, member, new_plan, milestone):
    workplan.add_milestone(loaded, member, new_plan, {**GIVEN, "title": ["The second of two"], "needs": [str(milestone.id)]})
    with pytest.raises(BadInput, match="“The second of two” needs this milestone"):
        workplan.remove_milestone(loaded, member, new_plan, milestone)


def test_late_is_counted_to_the_day_the_plan_stood_on(loaded, old_plan, new_plan):
    assert workplan.workplan_of(loaded, old_plan).slips() == ()
    assert [one.milestone.title for one in workplan.workplan_of(loaded, new_plan, date(2027, 1, 1)).slips()] == [
        "Every page has an owner and a review date before the change"
    ]


def test_only_what_the_statement_dates_has_a_quarter(loaded, old_plan):
    dated = {one.title: str(one.quarter) for one in workplan.workplan_of(loaded, old_plan).milestones if one.quarter}
    assert dated == {"Joint statement before Waverley's Executive": "2001 Q3", "Full electronic delivery of services": "2005 Q4"}
    assert all("gives no quarter" in one.remark for one in workplan.workplan_of(loaded, old_plan).undated)


def test_grid_and_picture_hold_every_milestone_within_their_edges(loaded, member, new_plan, milestone):
    move(loaded, member, new_plan, milestone, "2027 Q3")
    whole = workplan.workplan_of(loaded, new_plan)
    grid, picture = grid_of(new_plan, whole), picture_of(new_plan, whole)
    in_grid = [one.id for row in grid.rows for cell in (*row.years, row.undated) for one in cell]
    assert sorted(in_grid) == sorted(one.id for one in whole.milestones) == sorted(mark.milestone.id for mark in picture.marks)
    assert [row.area for row in grid.rows] == list(WORK_AREAS)
    assert all(0 < mark.x < RIGHT and 0 < mark.y < picture.height for mark in picture.marks)
    moved = next(mark for mark in picture.marks if mark.milestone.id == milestone.id)
    assert moved.first_x < moved.x


def test_work_that_sounds_the_same_is_noticed(loaded, new_plan):
    found = workplan.similar_work(loaded, new_plan, "Integration with UK online")
    assert [title for _plan, title in found] == ["Integration with UKonline"]


def test_a_reader_moves_nothing(loaded, reader, new_plan, milestone):
    with pytest.raises(Forbidden):
        move(loaded, reader, new_plan, milestone, "2027 Q2")
