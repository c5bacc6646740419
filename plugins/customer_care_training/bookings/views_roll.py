"""The roll, the printed sheet, the code on the wall, checking in by it, and the way in to an online meeting."""

import csv
import io
from dataclasses import dataclass
from typing import ClassVar

import segno
from flask import Response, redirect, request, url_for

from extranet.errors import BadInput
from extranet.web import Page, add_notice, current_site, render, signed_in
from extranet_plugins.customer_care_training.bookings import attendance
from extranet_plugins.customer_care_training.bookings.attendance import STATUS_WORDS, Roll, code_now, static_code
from extranet_plugins.customer_care_training.courses import actions as courses
from extranet_plugins.customer_care_training.events.model import Meeting, Session
from extranet_plugins.customer_care_training.events.reading import session_of_meeting
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import authority_names, csv_file, errors_of

LARGEST_FILE = 200_000


@dataclass(frozen=True)
class RollPage(Page):
    """The roll of one meeting, to be filled in by the trainer."""

    template: ClassVar[str] = "customer_care_training/roll.html"
    roll: Roll
    names: dict[str, str]
    statuses: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SheetPage(Page):
    """The roll on paper: names to sign, and the code that stays."""

    template: ClassVar[str] = "customer_care_training/sheet.html"
    roll: Roll
    names: dict[str, str]
    code: str


@dataclass(frozen=True)
class CodePage(Page):
    """The code for the wall: it changes every minute; the one that stays is beside it."""

    template: ClassVar[str] = "customer_care_training/code.html"
    roll: Roll
    code: str


@dataclass(frozen=True)
class HerePage(Page):
    """Checking in: the code is filled in when it came from the wall."""

    template: ClassVar[str] = "customer_care_training/here.html"
    session: Session
    meeting: Meeting
    code: str
    errors: tuple[tuple[str, str], ...] = ()


@bp.get("/meetings/<int:meeting_id>/roll")
def roll(meeting_id):
    return _roll_page(meeting_id)


def _roll_page(meeting_id, fault=None):
    site, actor = current_site(), signed_in()
    found = attendance.roll_of(site, actor, meeting_id)
    return render(RollPage(found, authority_names(site), tuple(STATUS_WORDS.items()), errors_of(fault)), status=422 if fault else 200)


@bp.post("/meetings/<int:meeting_id>/roll")
def save_roll(meeting_id):
    site, actor = current_site(), signed_in()
    try:
        changed = attendance.save_roll(site, actor, meeting_id, _marks_typed())
    except BadInput as fault:
        return _roll_page(meeting_id, fault)
    _settle(site, changed)
    add_notice("The roll is saved.")
    return redirect(url_for(".roll", meeting_id=meeting_id), code=303)


def _marks_typed() -> dict[int, tuple[str, int]]:
    """{booking: (status, minutes missed)} of the rows that were marked."""
    marks = {}
    for name, status in request.form.items():
        booking = name.removeprefix("mark-")
        if name != booking and booking.isdecimal() and status:
            minutes = request.form.get(f"minutes-{booking}", "").strip() or "0"
            if not minutes.isdecimal() or len(minutes) > 5:
                raise BadInput("Give the minutes missed as a whole number.", f"minutes-{booking}")
            marks[int(booking)] = (status, int(minutes))
    return marks


def _settle(site, people) -> None:
    for one in people:
        courses.settle(site, one)


@bp.get("/meetings/<int:meeting_id>/roll.csv")
def roll_csv(meeting_id):
    site, actor = current_site(), signed_in()
    found = attendance.roll_of(site, actor, meeting_id)
    names = authority_names(site)
    rows = ((one.booking.id, one.name, names.get(one.booking.authority_id, ""), one.status, one.minutes, one.source) for one in found.lines)
    return csv_file(f"roll-{meeting_id}.csv", ("booking", "name", "authority", "status", "minutes", "source"), rows)


@bp.post("/meetings/<int:meeting_id>/roll.csv")
def import_roll(meeting_id):
    """A roll kept elsewhere: the file as it was downloaded, its column `status` filled in. All of it or nothing."""
    site, actor = current_site(), signed_in()
    attendance.roll_of(site, actor, meeting_id)
    try:
        changed = attendance.save_roll(site, actor, meeting_id, _marks_of_file(), source="import")
    except BadInput as fault:
        return _roll_page(meeting_id, fault)
    _settle(site, changed)
    add_notice("The roll is taken over from the file.")
    return redirect(url_for(".roll", meeting_id=meeting_id), code=303)


def _marks_of_file() -> dict[int, tuple[str, int]]:
    file = request.files.get("file")
    raw = file.read(LARGEST_FILE + 1) if file else b""
    if not raw or len(raw) > LARGEST_FILE:
        raise BadInput("Choose the CSV file of this roll.", "file")
    try:
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
        return {int(row["booking"]): (row["status"], int(row["minutes"] or 0)) for row in rows if row["status"]}
    except (KeyError, ValueError, TypeError, csv.Error) as fault:
        raise BadInput("The file needs the columns booking, status and minutes, as it was downloaded.", "file") from fault


@bp.get("/meetings/<int:meeting_id>/sheet")
def sheet(meeting_id):
    site, actor = current_site(), signed_in()
    found = attendance.roll_of(site, actor, meeting_id)
    return render(SheetPage(found, authority_names(site), static_code(found.meeting)))


@bp.get("/meetings/<int:meeting_id>/code")
def code(meeting_id):
    found = attendance.roll_of(current_site(), signed_in(), meeting_id)
    return render(CodePage(found, static_code(found.meeting)))


@bp.get("/meetings/<int:meeting_id>/code.svg")
def code_picture(meeting_id):
    """The address for checking in as a QR code: with `?kind=static` the one that stays, else the one of this minute."""
    site, actor = current_site(), signed_in()
    meeting = attendance.roll_of(site, actor, meeting_id).meeting
    text = static_code(meeting) if request.args.get("kind") == "static" else code_now(meeting, site.clock.now())
    address = f"{site.settings.public_url.rstrip('/')}{url_for('.here', meeting_id=meeting_id)}?c={text}"
    made = segno.make(address, error="m", micro=False).svg_inline(scale=8, border=2, svgclass=None, lineclass=None, omitsize=False)
    return Response(made.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), mimetype="image/svg+xml")


@bp.get("/meetings/<int:meeting_id>/here")
def here(meeting_id):
    return _here_page(meeting_id, request.args.get("c", "")[:20])


@bp.post("/meetings/<int:meeting_id>/here")
def check_in(meeting_id):
    site, actor = current_site(), signed_in()
    typed = request.form.get("code", "")[:20]
    try:
        found = attendance.check_in(site, actor, meeting_id, typed)
    except BadInput as fault:
        return _here_page(meeting_id, typed, fault)
    courses.settle(site, actor.id)
    add_notice("You are checked in.")
    return redirect(url_for(".session", session_id=found.id), code=303)


def _here_page(meeting_id, text, fault=None):
    signed_in()
    found = session_of_meeting(current_site(), meeting_id)
    return render(HerePage(found, found.meeting(meeting_id), text, errors_of(fault)), status=422 if fault else 200)


@bp.get("/meetings/<int:meeting_id>/join")
def join(meeting_id):
    """On to the online meeting, for those who may and when it is time. The address itself stands on no page."""
    return redirect(attendance.join_address(current_site(), signed_in(), meeting_id), code=303)
