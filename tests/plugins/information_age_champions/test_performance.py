"""Indicators, BVPI 157, commitments, commissions, champions, approval and the quarter page."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from plugin_people import person_of

from extranet.actor import Grant
from extranet.errors import BadInput, Conflict, Forbidden
from extranet_plugins.information_age_champions import champions, plans, reports
from extranet_plugins.information_age_champions.champions.model import Champion, posts_of, summary_of
from extranet_plugins.information_age_champions.forms import FormFaults
from extranet_plugins.information_age_champions.performance import commissions, commitments, e_services, indicators
from extranet_plugins.information_age_champions.performance.chart import chart_of
from extranet_plugins.information_age_champions.performance.model import INTERACTIONS, EService, share_of
from extranet_plugins.information_age_champions.quarters import Quarter

TODAY = date(2026, 11, 21)
SHEET = """council,service,interaction,enabled_on
woking,524,information,2004-05-01
woking,524,applications,
woking,530,payments,2005-01-31
guildford,524,information,
"""


# --- indicators ---------------------------------------------------------------------------------------------------


def test_a_reading_is_kept_by_quarter_and_a_second_replaces_it(loaded, member, new_plan):
    one = indicators.indicators_of(loaded, new_plan)[0]
    for value in ("40", "42.5"):
        indicators.take_reading(loaded, member, new_plan, one, {"quarter": ["2026 Q3"], "value": [value]})
    indicators.take_reading(loaded, member, new_plan, one, {"quarter": ["2026 Q2"], "value": ["10"]})
    series = indicators.indicator_by_id(loaded, new_plan, one.id).readings
    assert [(str(reading.quarter), reading.value) for reading in series] == [("2026 Q2", 10.0), ("2026 Q3", 42.5)]


@pytest.mark.parametrize(("given_values", "field"), [
    ({"quarter": ["2027 Q1"], "value": ["1"]}, "quarter"), ({"quarter": ["2026 Q3"], "value": ["many"]}, "value"),
    ({"quarter": [""], "value": ["1"]}, "quarter"),
])  # fmt: skip
def test_a_reading_that_cannot_be_is_refused(loaded, member, new_plan, given_values, field):
    one = indicators.indicators_of(loaded, new_plan)[0]
    with pytest.raises(FormFaults) as refused:
        indicators.take_reading(loaded, member, new_plan, one, given_values)
    assert list(refused.value.faults) == [field]


@given(some.lists(some.floats(0, 1e6), max_size=20), some.one_of(some.none(), some.floats(0, 1e6)))
def test_columns_and_target_of_a_chart_stay_within_it(values, target):
    chart = chart_of([("2001 Q1", value, False) for value in values], target)
    heights = [column.height for column in chart.columns]
    assert len(heights) == min(len(values), 16)
    assert all(0 <= height <= chart.base for height in heights)
    assert chart.target_y is None or 0 <= chart.target_y <= chart.base


# --- BVPI 157 -----------------------------------------------------------------------------------------------------


def test_there_are_ten_kinds_of_interaction():
    assert len(INTERACTIONS) == 10


def test_the_share_is_enabled_over_permissible(loaded, member):
    assert e_services.import_register(loaded, member, SHEET) == 4
    found = {one.authority: one for one in e_services.shares(loaded)}
    assert (found["woking"].enabled, found["woking"].permissible, found["woking"].percent) == (2, 3, 66.6)
    assert (found["guildford"].percent, found["surrey"].percent) == (0.0, None)
    assert e_services.together(found.values(), TODAY).percent == 50.0


@given(some.lists(some.one_of(some.none(), some.dates(date(2001, 1, 1), date(2030, 1, 1))), max_size=40), some.dates(date(2001, 1, 1), date(2030, 1, 1)))
def test_the_share_counts_what_works_on_the_day_and_is_a_hundred_only_when_all_do(dates, day):
    share = share_of("woking", [EService("woking", number, "information", one) for number, one in enumerate(dates)], day)
    assert share.enabled == len([one for one in dates if one and one <= day])
    assert (share.percent == 100) == (share.enabled == share.permissible > 0)
    assert (share.percent is None) == (not dates)


def test_a_snapshot_keeps_what_was_reported_when_the_register_is_corrected(loaded, member, clock):
    e_services.import_register(loaded, member, SHEET)
    assert e_services.take_snapshots(loaded, member) == 2
    e_services.import_register(loaded, member, "council,service,interaction,enabled_on\nwoking,524,information,\n")
    kept = e_services.snapshots(loaded, "woking")
    assert [(one.day, one.enabled, one.permissible) for one in kept] == [(TODAY, 2, 3)]


def test_the_nightly_job_keeps_one_snapshot_a_quarter_however_often_it_runs(loaded, member):
    e_services.import_register(loaded, member, SHEET)
    assert [e_services.take_quarterly_snapshots(loaded) for _ in range(3)] == [2, 0, 0]


@pytest.mark.parametrize(("line", "sentence"), [
    ("atlantis,524,information,", "Line 2: there is no council “atlantis”."), ("woking,999999,information,", "Line 2: there is no service “999999”."),
    ("woking,524,teleport,", "Line 2: the interaction is one of"), ("woking,524,information,1/2/2004", "Line 2: the date is written 2005-12-31"),
    ("woking,524", "Line 2: it has 2 cells, not 4."),
])  # fmt: skip
def test_a_wrong_register_is_refused_by_line(loaded, member, line, sentence):
    with pytest.raises(BadInput, match=sentence):
        e_services.import_register(loaded, member, f"council,service,interaction,enabled_on\n{line}\n")


def test_a_date_for_what_is_not_permissible_is_refused(loaded, member):
    with pytest.raises(FormFaults, match="Procurement has a date but is not permissible"):
        e_services.set_service(loaded, member, "woking", 524, {"permissible": ["information"], "enabled_on_procurement": ["2004-01-01"]})


# --- commitments and commissions ----------------------------------------------------------------------------------


def test_the_six_statements_of_co_operation_are_commitments(loaded, old_plan):
    assert [one.title for one in commitments.commitments_of(loaded, old_plan)] == [
        "Working in partnership", "Shared delivery", "Life episodes and customer focused approach", "Providing recognition and assurance",
        "Customer analysis", "Shared customer standards and training",
    ]  # fmt: skip


def test_evidence_is_a_page_that_is_there(loaded, member, old_plan):
    gap = commitments.commitments_of(loaded, old_plan)[4]
    assert gap.is_gap
    with pytest.raises(BadInput, match="There is no page “nowhere”"):
        commitments.add_evidence(loaded, member, old_plan, gap, {"page": ["nowhere"], "note": ["It shows how it is kept."]})


def test_a_commission_is_delivered_by_the_group_and_signed_off_by_somebody_else(loaded, member, reader, new_plan):
    one = next(one for one in commissions.commissions_of(loaded, new_plan) if one.to_group == "it-managers-group")
    technician = person_of(loaded, Grant("reader", "group", "it-managers-group"), name="Reed Teal")
    typed = {"note": ["Both directories sign people in on the copy."], "revision": ["1"]}
    with pytest.raises(Forbidden, match="Only members of the group that was asked"):
        commissions.deliver(loaded, reader, new_plan, one, typed)
    commissions.deliver(loaded, technician, new_plan, one, typed)
    delivered = commissions.commission_by_id(loaded, new_plan, one.id)
    with pytest.raises(Forbidden):
        commissions.sign_off(loaded, technician, new_plan, delivered, {"revision": ["2"]})
    commissions.sign_off(loaded, member, new_plan, delivered, {"note": ["Thank you."], "revision": ["2"]})
    signed = commissions.commission_by_id(loaded, new_plan, one.id)
    assert (signed.state, signed.delivered_by, signed.signed_by) == ("signed_off", "Reed Teal", "Rowan Wren")


def test_who_delivers_does_not_sign_off(loaded, member, new_plan):
    one = commissions.commissions_of(loaded, new_plan)[0]
    commissions.deliver(loaded, member, new_plan, one, {"note": ["It is all done."], "revision": ["1"]})
    delivered = commissions.commission_by_id(loaded, new_plan, one.id)
    with pytest.raises(Conflict, match="somebody else signs it off"):
        commissions.sign_off(loaded, member, new_plan, delivered, {"revision": ["2"]})
    commissions.send_back(loaded, member, new_plan, delivered, {"note": ["The list of pages is missing."], "revision": ["2"]})
    assert commissions.commission_by_id(loaded, new_plan, one.id).state == "open"


def test_a_commission_is_overdue_after_its_date_while_it_is_open(loaded, new_plan):
    one = commissions.commissions_of(loaded, new_plan)[0]
    assert not one.is_overdue(one.due_on)
    assert one.is_overdue(date(2027, 3, 1))


# --- champions ----------------------------------------------------------------------------------------------------


def champion(number, authority, first="2026-01-01", last=None):
    return Champion(number, authority, f"Person {number}", "", "", date.fromisoformat(first), date.fromisoformat(last) if last else None, 1)


def test_a_vacancy_and_a_second_champion_are_warned_of():
    councils = [("woking", "Woking"), ("guildford", "Guildford"), ("surrey", "Surrey")]
    found = posts_of(councils, [champion(1, "woking"), champion(2, "guildford"), champion(3, "guildford"), champion(4, "surrey", last="2026-02-01")], TODAY)
    assert [one.warning for one in found] == [
        "", "Guildford has 2 champions: Person 2 and Person 3. There is one for each council.", "Surrey has no champion.",
    ]  # fmt: skip
    assert summary_of(found).endswith("Surrey has no champion.")


def test_every_seat_is_vacant_at_first_and_the_change_of_councils_is_followed(loaded, member):
    assert summary_of(champions.posts(loaded)) == "12 of 12 councils have no champion."
    assert [one.authority for one in champions.posts(loaded, date(2027, 4, 1))] == ["east-surrey", "west-surrey"]
    champions.name_champion(loaded, member, {"authority": ["woking"], "name": ["Bay Kestrel"], "from_day": ["2026-11-01"]})
    assert sum(one.is_vacant for one in champions.posts(loaded)) == 11


# --- approval and report ------------------------------------------------------------------------------------------


def test_a_plan_is_approved_by_the_chief_executives_and_the_record_is_dated(loaded, member, chief, new_plan):
    with pytest.raises(Conflict, match="does not wait for an answer"):
        plans.answer_plan(loaded, chief, new_plan, "approved", "")
    plans.ask_for_approval(loaded, member, new_plan)
    with pytest.raises(Forbidden, match="Only approvers of the Surrey Chief Executives' Group"):
        plans.answer_plan(loaded, member, new_plan, "approved", "")
    plans.answer_plan(loaded, chief, new_plan, "approved", "Agreed on 21 November.")
    record = plans.decisions_of(loaded, new_plan)
    standing = plans.standing_of(new_plan, record)
    assert (standing.state, standing.decision.person_name, standing.decision.made_at) == ("approved", "Ivy Kestrel", loaded.clock.now())
    with pytest.raises(Conflict, match="approved as it stands"):
        plans.ask_for_approval(loaded, member, new_plan)


def test_a_plan_is_returned_only_with_a_note_and_a_changed_one_has_to_be_sent_again(loaded, member, chief, new_plan, clock):
    plans.ask_for_approval(loaded, member, new_plan)
    with pytest.raises(BadInput, match="what should be different"):
        plans.answer_plan(loaded, chief, new_plan, "returned", "No")
    clock.move(hours=1)
    one = indicators.indicators_of(loaded, new_plan)[0]
    indicators.take_reading(loaded, member, new_plan, one, {"quarter": ["2026 Q3"], "value": ["1"]})
    changed = plans.plan_named(loaded, new_plan.slug)
    with pytest.raises(Conflict, match="changed after it was sent"):
        plans.answer_plan(loaded, chief, changed, "approved", "")
    plans.answer_plan(loaded, chief, changed, "returned", "The county's pages are missing.")
    assert plans.standing_of(changed, plans.decisions_of(loaded, changed)).may_be_sent


def test_the_page_of_a_quarter_tells_what_was_due_what_is_next_and_who_is_asked(loaded, new_plan):
    report = reports.quarter_report(loaded, new_plan, Quarter(2026, 4))
    assert [one.title for one in report.due] == ["Every page has an owner and a review date before the change"]
    assert len(report.coming) == 9
    assert sum(one.counted for one in report.owners) == report.workplan.counted == 16
    assert (len(report.commissions), report.unscored_risks, report.warning) == (3, 7, "12 of 12 councils have no champion.")
    assert reports.quarters_to_report(new_plan, TODAY) == (Quarter(2026, 4), Quarter(2026, 3), Quarter(2026, 2))
