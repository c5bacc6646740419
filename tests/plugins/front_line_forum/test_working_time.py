"""The working-time clock: the standard's seven vectors, and what must hold for any moment."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extranet_plugins.front_line_forum.working_time import (
    LONDON,
    NeverOpen,
    WorkingHours,
    after_minutes,
    after_working_days,
    first_working_minute,
    minutes_between,
)

HOLIDAYS = frozenset(date.fromisoformat(day) for day in ("2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31"))
OFFICE = WorkingHours(closed_on=HOLIDAYS)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(LONDON))
MINUTES = st.integers(1, 5000)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("received", "minutes", "due"),
    [
        ("2026-11-27 16:30", 240, "2026-11-30 12:30"),
        ("2026-11-28 23:15", 240, "2026-11-30 13:00"),
        ("2026-12-24 16:00", 480, "2026-12-29 16:00"),
        ("2027-03-25 16:59", 480, "2027-03-30 16:59"),
    ],
)
def test_working_minutes_run_only_while_the_office_is_open(received, minutes, due):
    assert after_minutes(OFFICE, at(received), minutes) == at(due)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-12-18", 5, "2026-12-29"),
        ("2026-12-18", 10, "2027-01-06"),
        ("2026-12-01", 20, "2026-12-31"),
        ("2027-03-17", 10, "2027-04-02"),
    ],
)
def test_the_working_day_after_receipt_is_day_one(received, days, due):
    assert after_working_days(OFFICE, date.fromisoformat(received), days) == date.fromisoformat(due)


def test_a_local_closure_day_does_not_count():
    shut = WorkingHours(closed_on=HOLIDAYS | {date(2026, 11, 30)})
    assert after_minutes(shut, at("2026-11-27 16:30"), 240) == at("2026-12-01 12:30")


def test_an_office_that_never_opens_cannot_be_waited_for():
    with pytest.raises(NeverOpen):
        after_minutes(WorkingHours(days=frozenset()), at("2026-11-27 16:30"), 1)


def test_summer_time_begins_and_the_office_still_opens_at_nine_by_the_wall_clock():
    assert after_minutes(OFFICE, at("2027-03-25 17:00"), 60) == at("2027-03-30 10:00")


@given(MOMENTS, MINUTES)
def test_a_due_moment_is_within_working_hours(start, minutes):
    due = after_minutes(OFFICE, start, minutes).astimezone(LONDON)
    assert OFFICE.is_open_on(due.date())
    assert time(9) < due.time() <= time(17)


@given(MOMENTS, MINUTES, MINUTES)
def test_waiting_twice_is_waiting_for_the_sum(start, first, second):
    assert after_minutes(OFFICE, after_minutes(OFFICE, start, first), second) == after_minutes(OFFICE, start, first + second)


@given(MOMENTS, MINUTES)
def test_between_start_and_due_lie_just_those_minutes(start, minutes):
    begins = first_working_minute(OFFICE, start)
    assert minutes_between(OFFICE, begins, after_minutes(OFFICE, start, minutes)) == minutes


@given(MOMENTS, st.integers(0, 60 * 24 * 20), MINUTES)
def test_who_comes_later_is_not_due_earlier(start, later, minutes):
    assert after_minutes(OFFICE, start, minutes) <= after_minutes(OFFICE, start + timedelta(minutes=later), minutes)


@given(st.dates(date(2026, 1, 1), date(2027, 6, 1)), st.integers(1, 60))
def test_so_many_open_days_lie_after_receipt(day, count):
    due = after_working_days(OFFICE, day, count)
    assert sum(OFFICE.is_open_on(day + timedelta(days=number)) for number in range(1, (due - day).days + 1)) == count
