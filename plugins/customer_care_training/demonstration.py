"""Starting content: the course "Customer care across Surrey's councils" from the wiki's own lessons and the quizzes of content/training/,
and two sessions to try.

The course is real. The venues are made up and say so; they and the sessions are for the demonstration only.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from extranet.authorities import current_authorities
from extranet_plugins.customer_care_training import carrying
from extranet_plugins.customer_care_training.bookings.rules import Quota
from extranet_plugins.customer_care_training.calendar.london import moment_of
from extranet_plugins.customer_care_training.calendar.working_days import bank_holidays, days_before, is_working_day
from extranet_plugins.customer_care_training.events import actions as events
from extranet_plugins.customer_care_training.events import store
from extranet_plugins.customer_care_training.events.planning import MeetingPlan, SessionPlan
from extranet_plugins.customer_care_training.venues import store as venues

COURSE = "customer-care-surrey-councils"
WORKSHOP, BOOK = "difficult-calls-workshop", "answer-book-in-hour"
LESSONS = (
    ("Knowing the map", ("using-answer-book", "whose-service-is-it")),
    ("The contact itself", ("resolve-or-refer", "plain-words", "difficult-calls")),
    ("Keeping people safe", ("safeguarding-at-desk", "data-protection-at-desk")),
)
QUIZZES = {"Knowing the map": "councils-of-surrey", "Keeping people safe": "safe-at-the-desk", "Practice": "customer-care-theory"}  # module -> quiz
COURSE_ROW = {
    "authority": "surrey", "slug": COURSE, "title": "Customer care across Surrey's councils",
    "summary": "What everybody who answers customers should know, whichever council they work for: whose service it is, how to settle or refer, "
               "how to say it plainly, and how to keep people and their details safe.",
    "outcome": "Settle or refer a contact for any council in Surrey, in plain words and safely.", "is_open": True,
}  # fmt: skip
USUAL = {
    "wiki_page": "", "cutoff_n": 4, "cutoff_unit": "working_days", "late_minutes": 15, "has_substitutes": True, "charge_note": "", "is_open": True,
    "needs_approval": False, "authority": "surrey",
}  # fmt: skip
OFFERINGS = (
    USUAL | {"slug": WORKSHOP, "title": "Difficult calls: a workshop", "kind": "event", "minutes": 300, "wiki_page": "difficult-calls",
             "summary": "Practise calls that begin badly, in small groups, with people of other councils.",
             "outcome": "Calm a difficult call and bring it to an end that holds."},
    USUAL | {"slug": BOOK, "title": "The answer book in an hour", "kind": "event", "minutes": 60, "wiki_page": "using-answer-book", "has_substitutes": False,
             "summary": "A short introduction online: find, trust, settle, refer.",
             "outcome": "Find an answer for any customer in the county within seconds."},
)  # fmt: skip
YES = ("step_free", "accessible_toilet", "hearing_loop", "accessible_parking", "screen", "guest_wifi", "adjustable_lighting")
MADE_UP = "Made up for the demonstration: there is no such place."


def load(site) -> Iterator[str]:
    """Bring everything in that is not there yet; a sentence for each part."""
    if not _has_course(site):
        carrying.import_offerings(site, OFFERINGS)
        carrying.import_courses(site, [COURSE_ROW | {"modules": _modules()}])
        yield f"Course loaded: {COURSE_ROW['title']}."
    if not _has_sessions(site):
        carrying.import_venues(site, _venues())
        for slug, plan in _sessions(site):
            events.plan_session(site, _organiser(site), slug, plan)
            yield f"Session loaded: {plan.meetings[0].start_utc:%d %B %Y}, {slug}."
    yield "The demonstration is loaded."


def _has_course(site) -> bool:
    return any(one["slug"] == COURSE for one in carrying.exported_courses(site))


def _has_sessions(site) -> bool:
    with site.db.reading() as connection:
        return any(one.offering.slug in (WORKSHOP, BOOK) for one in store.sessions(connection))


def _modules() -> list[dict]:
    """Lessons, then the quiz on them; the workshop and the quiz on the whole come last."""
    lessons = [(title, [_asked("lesson", slug, 15) for slug in slugs]) for title, slugs in LESSONS]
    workshop = {**_asked("event", WORKSHOP, 300), "title": "Difficult calls: a workshop"}
    return [{"title": title, "requirements": asked + _quiz_of(title)} for title, asked in (*lessons, ("Practice", [workshop]))]


def _quiz_of(module: str) -> list[dict]:
    return [_asked("quiz", QUIZZES[module], 20)] if module in QUIZZES else []


def _asked(kind: str, target: str, minutes: int) -> dict:
    """One thing that is asked for, named by its address: the thing itself knows its title and how long it takes."""
    return {"kind": kind, "target": target, "title": target, "minutes": minutes, "is_optional": False}


def _venues() -> list[dict]:
    """Two venues, each with a room; access features as a real one would list them."""
    return [
        _venue("woking", "Demonstration Civic Offices", "Training Room", 51.319, -0.559),
        _venue("surrey", "Demonstration County Hall", "Ashdown Room", 51.236, -0.57),
    ]


def _venue(authority: str, name: str, room: str, latitude: float, longitude: float) -> dict:
    features = [{"code": code, "answer": "yes", "detail": "", "checked_on": date(2026, 9, 1).isoformat()} for code in sorted(YES)]
    inside = {
        "name": room, "setup_minutes": 30, "clear_minutes": 15, "is_auto_confirmed": True, "bookable_by": "all", "cost_note": "Free to member councils.",
        "is_open": True, "layouts": {"cabaret": 18, "theatre": 30}, "features": features,
    }  # fmt: skip
    return {"authority": authority, "name": name, "address": MADE_UP, "postcode": "", "latitude": latitude, "longitude": longitude,
            "contact": "", "opening": "Monday to Friday, 08:30 to 17:30", "note": MADE_UP, "rooms": [inside]}  # fmt: skip


def _organiser(site):
    """Nobody has signed in yet: a trainer of the county takes the session over from its page."""
    return replace(carrying.IMPORTER, name="Demonstration", authority="surrey")


def _sessions(site) -> Iterator[tuple[str, SessionPlan]]:
    holidays = bank_holidays(site)
    with site.db.reading() as connection:
        rooms = {one.venue.authority_id: one.id for one in venues.rooms(connection) if one.venue.name.startswith("Demonstration")}
    day = _working_day(site.clock.today() + timedelta(weeks=7), holidays)
    following = _working_day(day + timedelta(weeks=1), holidays)
    release = moment_of(days_before(day, 10, "working_days", holidays), time(9))
    shares = {one.slug: Quota(1) for one in current_authorities(site, day)}
    yield WORKSHOP, SessionPlan(
        capacity=16, min_places=6, quotas=shares, reserve_until=release, note="Bring a call that went badly, without names.",
        meetings=(
            _meeting(day, 9, 30, 12, 30, "Listening", rooms=(rooms["woking"],)),
            _meeting(following, 9, 30, 11, 30, "Ending well", rooms=(rooms["surrey"],)),
        ),
    )  # fmt: skip
    online = _working_day(site.clock.today() + timedelta(weeks=2), holidays)
    yield BOOK, SessionPlan(capacity=40, meetings=(_meeting(online, 13, 0, 14, 0, "", place="Online; the trainer sends word how to join."),))


def _meeting(day: date, hour: int, minute: int, end_hour: int, end_minute: int, title: str, **more) -> MeetingPlan:
    return MeetingPlan(moment_of(day, time(hour, minute)), moment_of(day, time(end_hour, end_minute)), title, **more)


def _working_day(day: date, holidays) -> date:
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day
