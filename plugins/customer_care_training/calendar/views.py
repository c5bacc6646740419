"""The month and its agenda, a person's calendar feed, and entries to download."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from flask import Response, redirect, request, url_for

from extranet.web import Page, add_notice, current_site, render, signed_in
from extranet_plugins.customer_care_training.bookings import store
from extranet_plugins.customer_care_training.bookings.model import STATE_WORDS
from extranet_plugins.customer_care_training.bookings.views import mine_page
from extranet_plugins.customer_care_training.calendar import actions
from extranet_plugins.customer_care_training.calendar.month import Month, entry_of, month_of, month_typed, span_of
from extranet_plugins.customer_care_training.calendar.working_days import bank_holidays
from extranet_plugins.customer_care_training.events import reading
from extranet_plugins.customer_care_training.views.blueprint import bp

CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class CalendarPage(Page):
    """A month of open sessions: as an agenda, and as a sheet. `is_sheet` is which of the two."""

    template: ClassVar[str] = "customer_care_training/calendar.html"
    month: Month
    is_sheet: bool


@bp.get("/calendar")
def calendar():
    site, actor = current_site(), signed_in()
    today = site.clock.today()
    first = month_typed(request.args.get("month", ""), today)
    start, end = span_of(first)
    sessions = reading.sessions_between(site, start, end)
    with site.db.reading() as connection:
        mine = {one.session_id: STATE_WORDS[one.state] for one in store.bookings(connection, person_ids=[actor.id]) if one.is_open or one.holds_place}
    meetings = [
        entry_of(meeting, session.title, url_for(".session", session_id=session.id), mine.get(session.id, ""))
        for session in sessions
        for meeting in session.meetings
        if start <= meeting.start_utc < end
    ]
    return render(CalendarPage(month_of(first, today, bank_holidays(site), meetings), request.args.get("view") == "month"))


@bp.post("/calendar/feed")
def make_feed():
    """A new private address; it is shown in this answer only, so this one POST is not followed by another page."""
    site, actor = current_site(), signed_in()
    key = actions.make_feed(site, actor)
    return mine_page(f"{site.settings.public_url.rstrip('/')}{url_for('.feed')}?key={key}")


@bp.post("/calendar/feed/end")
def end_feed():
    actions.end_feed(current_site(), signed_in())
    add_notice("The calendar address no longer works.")
    return redirect(url_for(".my_training"), code=303)


@bp.get("/feed.ics")
def feed():
    """A person's feed, opened by its secret key alone. The key stands behind the question mark, so that the log of paths holds none."""
    text = actions.feed(current_site(), request.args.get("key", ""))
    answer = Response(text, content_type=CALENDAR, headers={"Cache-Control": "private, max-age=900"})
    answer.set_etag(hashlib.sha256(text).hexdigest())
    return answer.make_conditional(request)


@bp.get("/messages/<int:message_id>.ics")
def entry(message_id):
    """One invitation, change or cancellation as a file for one's calendar."""
    text = actions.entry_file(current_site(), signed_in(), message_id)
    return Response(text, content_type=CALENDAR, headers={"Content-Disposition": f"attachment; filename=training-{message_id}.ics"})
