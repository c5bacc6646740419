"""Booking, giving back, passing on, approving; the list of people for those who run a session; and My training."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, Conflict, NotFound
from extranet.identity import Person, person_by_id
from extranet.rights import may
from extranet.web import Page, add_notice, current_site, render, signed_in
from extranet_plugins.customer_care_training.bookings import approving, mine, needs, service, store
from extranet_plugins.customer_care_training.bookings.mine import MyBooking
from extranet_plugins.customer_care_training.bookings.model import HELD, REQUESTED, WAITING, Booking
from extranet_plugins.customer_care_training.bookings.rules import WALK_IN_ONLY
from extranet_plugins.customer_care_training.bookings.service import LearnerClash
from extranet_plugins.customer_care_training.bookings.words import until_words
from extranet_plugins.customer_care_training.calendar import actions as calendar
from extranet_plugins.customer_care_training.courses import actions as courses
from extranet_plugins.customer_care_training.courses.model import Progress
from extranet_plugins.customer_care_training.events import actions as events
from extranet_plugins.customer_care_training.events.model import Session
from extranet_plugins.customer_care_training.events.reading import titles_of
from extranet_plugins.customer_care_training.rights import NEEDS
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import authority_names, csv_file, errors_of, new_request_key, number_typed, typed


@dataclass(frozen=True)
class BookPage(Page):
    """The booking form. What is known is not asked: the line manager only when approval is needed and none is known."""

    template: ClassVar[str] = "customer_care_training/book.html"
    session: Session
    people: tuple[tuple[str, str], ...]
    managers: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, str], ...]
    chosen_needs: tuple[str, ...]
    values: dict[str, Any]
    request_key: str
    is_clash: bool
    is_full: bool
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SubstitutePage(Page):
    """Passing a place on to a colleague of the same authority."""

    template: ClassVar[str] = "customer_care_training/substitute.html"
    session: Session
    booking: Booking
    colleagues: tuple[tuple[str, str], ...]
    values: dict[str, Any]
    request_key: str
    is_clash: bool
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Request:
    """A request as its manager sees it: who, which session, and how often a place was not used before."""

    booking: Booking
    person: Person
    title: str
    missed: int
    late: int


@dataclass(frozen=True)
class ApprovalsPage(Page):
    """Requests that wait for the reader's word."""

    template: ClassVar[str] = "customer_care_training/approvals.html"
    requests: tuple[Request, ...]


@dataclass(frozen=True)
class PersonRow:
    """One person of a session, for those who run it. `needs` is for the organiser alone, else empty."""

    booking: Booking
    name: str
    authority: str
    until: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class PeoplePage(Page):
    """Who has a place, who waits in which order, and who asked. `at_door` is whether free places are given by hand now."""

    template: ClassVar[str] = "customer_care_training/people.html"
    session: Session
    held: tuple[PersonRow, ...]
    waiting: tuple[PersonRow, ...]
    asked: tuple[PersonRow, ...]
    free: int
    at_door: bool
    sees_needs: bool
    need_words: tuple[str, ...]


@dataclass(frozen=True)
class MinePage(Page):
    """My training: what is ahead, courses, messages, and the calendar feed. `feed_address` is shown once, when it is made."""

    template: ClassVar[str] = "customer_care_training/mine.html"
    ahead: tuple[MyBooking, ...]
    past: tuple[MyBooking, ...]
    progress: tuple[Progress, ...]
    messages: tuple[dict[str, Any], ...]
    has_feed: bool
    manager: str
    feed_address: str = ""


# Booking --------------------------------------------------------------------------------


@bp.get("/sessions/<int:session_id>/book")
def ask_to_book(session_id):
    site, actor = current_site(), signed_in()
    own = needs.own_needs(site, actor)
    return _book_page(session_id, {"needs-note": next(iter(own.values()), "")}, tuple(own))


@bp.post("/sessions/<int:session_id>/book")
def book(session_id):
    site, actor, values = current_site(), signed_in(), typed()
    events.session_for(site, actor, session_id)
    chosen = request.form.getlist("needs")
    asked = dict.fromkeys(chosen, values.get("needs-note", ""))
    key = values.get("request_key", "")[:60]
    try:
        if len(key) < 10:
            raise BadInput("Open the form again: this one is not complete.")
        made = service.request_place(site, actor, session_id, key, number_typed("person"), bool(values.get("may_clash")), asked, number_typed("manager"))
    except (BadInput, Conflict) as fault:
        return _book_page(session_id, values, tuple(chosen), fault)
    add_notice(f"{made.words}.", "good" if made.holds_place else "warn")
    return redirect(url_for(".session", session_id=session_id), code=303)


def _book_page(session_id, values, chosen_needs, fault=None):
    site, actor = current_site(), signed_in()
    found = events.session_for(site, actor, session_id)
    others = [person_by_id(site, one) for one in approving.staff_ids(site, actor)]
    people = [(str(actor.id), f"Myself ({actor.name})"), *((str(one.id), one.name) for one in others if one and one.is_active)]
    page = BookPage(
        session=found, people=tuple(people) if len(people) > 1 else (), managers=_managers(site, actor, found, fault), needs=tuple(needs.NEEDS.items()),
        chosen_needs=chosen_needs, values=dict(values), request_key=values.get("request_key") or new_request_key(),
        is_clash=isinstance(fault, LearnerClash), is_full=found.confirmed >= found.capacity, errors=errors_of(fault),
    )  # fmt: skip
    return render(page, status=fault.status if fault else 200)


def _managers(site, actor, found: Session, fault) -> tuple[tuple[str, str], ...]:
    """Colleagues to choose the line manager from, when the session needs one's word and none is known."""
    with site.db.reading() as connection:
        is_known = store.manager_of(connection, actor.id) is not None
    if not found.offering.needs_approval or is_known:
        return ()
    return tuple((str(one.id), one.name) for one in approving.colleagues(site, actor))


@bp.post("/bookings/<int:booking_id>/cancel")
def cancel(booking_id):
    made = service.cancel_booking(current_site(), signed_in(), booking_id, " ".join(request.form.get("reason", "").split())[:300])
    add_notice(f"{made.words}.", "warn" if made.state == "late_cancelled" else "good")
    return _back(made)


@bp.post("/bookings/<int:booking_id>/accept")
def accept(booking_id):
    made = service.accept_offer(current_site(), signed_in(), booking_id)
    add_notice("The place is yours.")
    return _back(made)


@bp.post("/bookings/<int:booking_id>/refuse")
def refuse(booking_id):
    made = service.refuse_offer(current_site(), signed_in(), booking_id)
    add_notice("The place goes to the next person.")
    return _back(made)


@bp.post("/bookings/<int:booking_id>/admit")
def admit(booking_id):
    made = service.admit(current_site(), signed_in(), booking_id)
    add_notice("The place is given.")
    return redirect(url_for(".people", session_id=made.session_id), code=303)


def _back(booking: Booking):
    """Where the button was pressed: the list of people, else the session."""
    where = ".people" if request.form.get("back") == "people" else ".session"
    return redirect(url_for(where, session_id=booking.session_id), code=303)


# Passing on -----------------------------------------------------------------------------


@bp.get("/bookings/<int:booking_id>/substitute")
def ask_substitute(booking_id):
    return _substitute_page(booking_id, {})


@bp.post("/bookings/<int:booking_id>/substitute")
def substitute(booking_id):
    site, actor, values = current_site(), signed_in(), typed()
    key = values.get("request_key", "")[:60]
    try:
        if len(key) < 10 or number_typed("person") is None:
            raise BadInput("Choose a colleague.", "person")
        made = service.substitute(site, actor, booking_id, number_typed("person"), key, bool(values.get("may_clash")))
    except (BadInput, Conflict) as fault:
        return _substitute_page(booking_id, values, fault)
    add_notice("Your colleague has the place now. Both calendars are told.")
    return _back(made)


def _substitute_page(booking_id, values, fault=None):
    site, actor = current_site(), signed_in()
    with site.db.reading() as connection:
        found = store.booking_by_id(connection, booking_id)
    if found is None or found.person_id != actor.id:
        raise NotFound("There is no such booking, or you may not know of it.")
    colleagues = tuple((str(one.id), one.name) for one in approving.colleagues(site, actor))
    page = SubstitutePage(events.session_for(site, actor, found.session_id), found, colleagues, dict(values),
                          values.get("request_key") or new_request_key(), isinstance(fault, LearnerClash), errors_of(fault))  # fmt: skip
    return render(page, status=fault.status if fault else 200)


# Approving ------------------------------------------------------------------------------


@bp.get("/approvals")
def approvals():
    site, actor = current_site(), signed_in()
    found = approving.requests_for(site, actor)
    with site.db.reading() as connection:
        counts = mine.counts_for_manager(connection, [one.person_id for one in found])
        rows = tuple(
            Request(one, person_by_id(site, one.person_id), titles_of(connection, [one.session_id])[0], *counts.get(one.person_id, (0, 0))) for one in found
        )
    return render(ApprovalsPage(rows))


@bp.post("/bookings/<int:booking_id>/approve")
def approve(booking_id):
    made = service.approve(current_site(), signed_in(), booking_id)
    add_notice("Approved: the place is confirmed." if made.holds_place else "Approved: on the waiting list, with the number of the request.")
    return redirect(url_for(".approvals"), code=303)


@bp.post("/bookings/<int:booking_id>/decline")
def decline(booking_id):
    service.decline(current_site(), signed_in(), booking_id, " ".join(request.form.get("reason", "").split())[:300])
    add_notice("Declined; the person is told.")
    return redirect(url_for(".approvals"), code=303)


# People of a session --------------------------------------------------------------------


@bp.get("/sessions/<int:session_id>/people")
def people(session_id):
    site, actor = current_site(), signed_in()
    found = events.session_for(site, actor, session_id, is_run=True)
    rows, sees = _rows(site, actor, found)
    with site.db.reading() as connection:
        held = store.held_by_authority(connection, found.id)
        words = tuple(needs.NEEDS[code] for code in needs.room_needs(connection, found.id))
    at_door = found.start is not None and found.start - site.clock.now() <= WALK_IN_ONLY
    split = {name: tuple(row for row in rows if row.booking.state in states) for name, states in (("h", HELD), ("w", (WAITING,)), ("a", (REQUESTED,)))}
    return render(PeoplePage(found, split["h"], split["w"], split["a"], max(0, found.capacity - sum(held.values())), at_door, sees, words))


def _rows(site, actor, found: Session) -> tuple[list[PersonRow], bool]:
    """The people of a session in the order of their numbers, and whether access needs are shown."""
    names = authority_names(site)
    with site.db.reading() as connection:
        sees = bool(may(site, actor, NEEDS, approving.run_of(connection, found)))
        bookings = [one for one in store.bookings(connection, found.id) if one.is_open or one.holds_place]
        asked = store.needs_of(connection, [one.id for one in bookings]) if sees else {}
    return [_row(site, one, names, asked.get(one.id, {})) for one in bookings], sees


def _row(site, booking: Booking, names, asked: dict[str, str]) -> PersonRow:
    person = person_by_id(site, booking.person_id)
    words = tuple(f"{needs.NEEDS[code]}{f' ({note})' if note else ''}" for code, note in asked.items())
    return PersonRow(booking, person.name if person else "", names.get(booking.authority_id, booking.authority_id), until_words(booking.hold_until), words)


@bp.get("/sessions/<int:session_id>/people.csv")
def people_csv(session_id):
    """The list of people for those who run the session; access needs are not in it."""
    site, actor = current_site(), signed_in()
    found = events.session_for(site, actor, session_id, is_run=True)
    rows, _sees = _rows(site, actor, found)
    heads = ("booking", "number", "name", "authority", "state")
    return csv_file(f"session-{session_id}.csv", heads, ((one.booking.id, one.booking.seq, one.name, one.authority, one.booking.words) for one in rows))


# Mine -----------------------------------------------------------------------------------


@bp.get("/mine")
def my_training():
    return mine_page()


def mine_page(feed_address: str = ""):
    """My training; with the address of the feed in the moment it is made."""
    site, actor = current_site(), signed_in()
    found = mine.my_bookings(site, actor)
    with site.db.reading() as connection:
        manager_id = store.manager_of(connection, actor.id)
    manager = person_by_id(site, manager_id) if manager_id else None
    return render(MinePage(
        ahead=tuple(one for one in found if one.is_ahead), past=tuple(one for one in found if not one.is_ahead),
        progress=tuple(courses.my_progress(site, actor)), messages=tuple(calendar.my_messages(site, actor)),
        has_feed=calendar.feed_made_at(site, actor) is not None, manager=manager.name if manager else "", feed_address=feed_address,
    ))  # fmt: skip


