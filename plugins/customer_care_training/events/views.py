"""Offerings and sessions as everybody sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from extranet.errors import NotFound
from extranet.identity import Person, person_by_id
from extranet.pages import page_titles, page_url
from extranet.web import Page, current_site, render, signed_in
from extranet_plugins.customer_care_training.bookings import approving, store
from extranet_plugins.customer_care_training.bookings.attendance import is_join_open
from extranet_plugins.customer_care_training.bookings.mine import MyBooking, my_booking_in
from extranet_plugins.customer_care_training.bookings.model import IN_CALENDAR
from extranet_plugins.customer_care_training.bookings.service import cut_off_of
from extranet_plugins.customer_care_training.bookings.words import until_words
from extranet_plugins.customer_care_training.calendar.london import clock_words, day_words, local_day, short_day
from extranet_plugins.customer_care_training.calendar.working_days import UNIT_WORDS, bank_holidays
from extranet_plugins.customer_care_training.events import actions, reading
from extranet_plugins.customer_care_training.events.model import CANCELLED, OPEN, Meeting, Offering, Session
from extranet_plugins.customer_care_training.events.reading import SessionLine
from extranet_plugins.customer_care_training.rights import is_trainer
from extranet_plugins.customer_care_training.venues.model import FEATURES, YES, Room
from extranet_plugins.customer_care_training.venues.travel import TightGap, tight_gaps
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import authority_names


@dataclass(frozen=True)
class OfferingPage(Page):
    """An offering with its coming sessions, and for trainers the past and closed ones."""

    template: ClassVar[str] = "customer_care_training/offering.html"
    offering: Offering
    wiki_page: tuple[str, str] | None
    cut_off: str
    coming: tuple[SessionLine, ...]
    others: tuple[SessionLine, ...]
    names: dict[str, str]
    may_teach: bool


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as the session's page shows it. `join` is whether the way in is open for this person now."""

    meeting: Meeting
    place: str
    trainers: tuple[Person, ...]
    join: bool
    is_online: bool


@dataclass(frozen=True)
class SessionPage(Page):
    """A session: when, where, with whom, how many places, and one's own booking. Nobody else's name.

    `hurries` are sentences for those who run it: where a trainer has too little time between two places.
    """

    template: ClassVar[str] = "customer_care_training/session.html"
    session: Session
    rows: tuple[MeetingRow, ...]
    line: SessionLine
    mine: MyBooking | None
    may_book: bool
    is_over: bool
    cut_off: str
    shares: tuple[tuple[str, int, int | None, int], ...]
    release: str
    organiser: str
    rooms: tuple[tuple[Room, tuple[str, ...]], ...]
    names: dict[str, str]
    may_run: bool
    hurries: tuple[str, ...]


@bp.get("/offerings/<slug>")
def offering(slug):
    site, actor = current_site(), signed_in()
    found = reading.offering_named(site, slug)
    if not found.is_open and not is_trainer(actor):
        raise NotFound("There is no such offering.")
    now, lines = site.clock.now(), reading.lines_of(site, reading.sessions_of(site, found))
    coming = tuple(one for one in lines if one.session.state == OPEN and not one.session.is_over(now))
    others = tuple(one for one in reversed(lines) if one not in coming) if is_trainer(actor) else ()
    return render(OfferingPage(found, _wiki(site, actor, found), cut_off_words(found), coming, others, authority_names(site), is_trainer(actor)))


def _wiki(site, actor, found: Offering) -> tuple[str, str] | None:
    known = page_titles(site, actor, [found.wiki_page]).get(found.wiki_page) if found.wiki_page else None
    return (known[1], page_url(known[0])) if known else None


def cut_off_words(found: Offering) -> str:
    """'until 4 working days before the first meeting'."""
    return f"until {found.cutoff_n} {UNIT_WORDS[found.cutoff_unit]} before the first meeting" if found.cutoff_n else "until the start"


@bp.get("/sessions/<int:session_id>")
def session(session_id):
    site, actor = current_site(), signed_in()
    found = actions.session_for(site, actor, session_id)
    now, mine = site.clock.now(), my_booking_in(site, actor, found)
    with site.db.reading() as connection:
        may_run = approving.may_run(site, connection, actor, found)
        places, rooms = reading.places_of(connection, found), reading.access_of(connection, found)
        held = store.held_by_authority(connection, found.id)
        gaps = tight_gaps(connection, found.id) if may_run and found.state != CANCELLED else ()
    is_in = may_run or (mine is not None and mine.booking.state in IN_CALENDAR)
    trainers = actions.trainers_of(site, found)
    rows = tuple(_row(one, places, trainers, is_in, now) for one in found.meetings)
    names = authority_names(site)
    return render(SessionPage(
        session=found, rows=rows, line=reading.lines_of(site, [found])[0], mine=mine, may_book=_may_book(found, mine, now), is_over=found.is_over(now),
        cut_off=until_words(cut_off_of(found, bank_holidays(site))) if found.meetings else "",
        shares=tuple((names.get(slug, slug), one.guaranteed, one.max_places, held.get(slug, 0)) for slug, one in found.quotas.items()),
        release=day_words(local_day(found.reserve_until)) if found.are_shares_kept(now) else "",
        organiser=_organiser(site, found), rooms=tuple((one, _known(one)) for one in rooms.values()), names=names, may_run=may_run,
        hurries=tuple(_hurry(site, one) for one in gaps),
    ))  # fmt: skip


def _hurry(site, gap: TightGap) -> str:
    """'Tess Trainer has 15 minutes from County Hall to Civic Offices on Thu 10 Dec 2026 at 10:30; the way takes about 30.'"""
    person = person_by_id(site, gap.person_id)
    who, way = person.name if person else "A trainer", f"{gap.leaves.name} to {gap.arrives.name}"
    when = f"{short_day(local_day(gap.at))} at {clock_words(gap.at)}"
    return f"{who} has {gap.minutes} minutes from {way} on {when}; the way takes about {gap.needed}."


def _row(meeting: Meeting, places, trainers, is_in: bool, now: datetime) -> MeetingRow:
    return MeetingRow(meeting, places[meeting.id], tuple(trainers.get(meeting.id, ())), is_in and is_join_open(meeting, now), bool(meeting.join_url))


def _may_book(found: Session, mine: MyBooking | None, now: datetime) -> bool:
    is_taken = mine is not None and (mine.booking.is_open or mine.booking.holds_place)
    return found.state == OPEN and found.start is not None and found.start > now and not is_taken


def _organiser(site, found: Session) -> str:
    person = person_by_id(site, found.organiser_id) if found.organiser_id else None
    return person.name if person else ""


def _known(room: Room) -> tuple[str, ...]:
    return tuple(words for code, words in FEATURES.items() if code in room.features and room.features[code].answer == YES)
