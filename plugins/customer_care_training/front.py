"""What training shows in other places: on the desk, beside a page, on the group's home; and its settings."""

from collections.abc import Mapping
from typing import Any

from extranet.errors import BadInput
from extranet_plugins.customer_care_training.bookings import approving
from extranet_plugins.customer_care_training.bookings.mine import my_bookings
from extranet_plugins.customer_care_training.courses import actions as courses
from extranet_plugins.customer_care_training.events import reading
from extranet_plugins.customer_care_training.views.forms import authority_names

SHOWN = 5


def card(site, actor) -> dict[str, Any] | None:
    """The desk's card: offers, what is ahead, lessons that changed, approvals; None when there is nothing."""
    if actor.is_guest:
        return None
    ahead = [one for one in my_bookings(site, actor) if one.is_ahead]
    changed = [step for one in courses.my_progress(site, actor) for step in one.changed]
    approvals = len(approving.requests_for(site, actor))
    if not (ahead or changed or approvals):
        return None
    return {"offers": [one for one in ahead if one.is_offer], "ahead": [one for one in ahead if not one.is_offer][:SHOWN], "changed": changed[:SHOWN],
            "approvals": approvals}  # fmt: skip


def taught(site, page, actor) -> list:
    """(course, requirement) pairs of the courses that teach this page; nothing for visitors and guests."""
    return [] if actor is None or actor.is_guest else courses.taught_in(site, actor, page)


def group_home(site, actor) -> dict[str, Any]:
    sessions = reading.coming_sessions(site)[:SHOWN]
    return {"courses": courses.all_courses(site, actor), "sessions": reading.lines_of(site, sessions), "names": authority_names(site)}


def checked_settings(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Values of the settings form. BadInput names the field."""
    if not 1 <= values["reminder_days"] <= 10:
        raise BadInput("People are reminded 1 to 10 working days before.", "reminder_days")
    if not 5 <= values.get("fewest_shown", 5) <= 10:
        raise BadInput("A cell of the heat map holds at least 5 to 10 people.", "fewest_shown")
    return values
