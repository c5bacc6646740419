"""Local time: what a wall clock shows, turned into moments. Vectors T1, T2 and C1 of the specification."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from extranet.errors import BadInput
from extranet_plugins.customer_care_training.calendar.london import (
    NoSuchTime,
    TimeComesTwice,
    check_quarter,
    clock_words,
    minutes_between,
    moment_of,
    to_local,
    weekly,
)
from extranet_plugins.customer_care_training.calendar.working_days import bank_holidays, cut_off, days_before, is_after


@pytest.fixture
def holidays(site):
    return bank_holidays(site)


def test_a_weekly_meeting_stays_at_half_past_nine_when_the_clocks_go_back():
    moments = weekly(date(2026, 10, 13), time(9, 30), 4)
    assert [to_local(one).strftime("%H:%M") for one in moments] == ["09:30"] * 4
    assert [one.strftime("%d %H:%M") for one in moments] == ["13 08:30", "20 08:30", "27 09:30", "03 09:30"]
    assert all(one.tzinfo is UTC for one in moments)


def test_a_time_that_does_not_exist_is_refused_with_a_sentence():
    with pytest.raises(NoSuchTime) as caught:
        moment_of(date(2026, 3, 29), time(1, 30), field="start")
    assert caught.value.sentence == "01:30 does not exist on Sunday 29 March 2026: the clocks go forward then. Choose another time."
    assert caught.value.field == "start"


def test_a_time_that_comes_twice_asks_which_is_meant():
    with pytest.raises(TimeComesTwice):
        moment_of(date(2026, 10, 25), time(1, 30))
    assert moment_of(date(2026, 10, 25), time(1, 30), is_second=False) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment_of(date(2026, 10, 25), time(1, 30), is_second=True) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert clock_words(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)) == "01:30 GMT"


def test_a_night_over_the_change_of_clocks_lasts_nine_hours():
    start, end = moment_of(date(2026, 10, 24), time(22)), moment_of(date(2026, 10, 25), time(6))
    assert minutes_between(start, end) == 9 * 60
    assert (to_local(end) - to_local(start)).total_seconds() == 8 * 3600  # why nobody may subtract London times


def test_meetings_begin_and_end_on_the_quarter():
    assert check_quarter(time(9, 45)) == time(9, 45)
    with pytest.raises(BadInput):
        check_quarter(time(9, 40))


@pytest.mark.parametrize(
    ("day", "number", "unit", "last"),
    [
        (date(2026, 10, 13), 4, "working_days", date(2026, 10, 7)),
        (date(2026, 10, 13), 7, "calendar_days", date(2026, 10, 6)),
        (date(2026, 12, 30), 2, "working_days", date(2026, 12, 24)),  # Christmas Day, the week-end and Boxing Day's substitute between
        (date(2026, 10, 27), 10, "working_days", date(2026, 10, 13)),  # over the change of the clocks
        (date(2026, 10, 13), 0, "working_days", date(2026, 10, 13)),
    ],
)
def test_the_last_day_for_giving_a_place_back_is_counted_back_from_the_first_meeting(day, number, unit, last, holidays):
    assert days_before(day, number, unit, holidays) == last


@pytest.mark.parametrize(("day", "offset"), [(date(2026, 10, 29), 1), (date(2026, 11, 3), 0)])
def test_one_second_before_the_cut_off_is_in_time_and_one_after_is_late(day, offset, holidays):
    last = cut_off(day, 3 if offset else 2, "working_days", holidays)
    assert to_local(last).strftime("%H:%M:%S") == "23:59:59"
    assert not is_after(last - timedelta(seconds=1), last)
    assert not is_after(last + timedelta(milliseconds=900), last)
    assert is_after(last + timedelta(seconds=1), last)
