"""/-/training: what there is, and what waits for the person who looks."""

from dataclasses import dataclass
from typing import ClassVar

from extranet.web import Page, current_site, render, signed_in
from extranet_plugins.customer_care_training.bookings import approving
from extranet_plugins.customer_care_training.bookings.mine import MyBooking, my_bookings
from extranet_plugins.customer_care_training.courses import actions as courses
from extranet_plugins.customer_care_training.courses.model import Course, Progress
from extranet_plugins.customer_care_training.events import reading
from extranet_plugins.customer_care_training.events.model import Offering
from extranet_plugins.customer_care_training.events.reading import SessionLine
from extranet_plugins.customer_care_training.rights import is_trainer
from extranet_plugins.customer_care_training.venues import actions as venues
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import authority_names

SHOWN = 10


@dataclass(frozen=True)
class HomePage(Page):
    """Courses with one's own progress, the next sessions, and what waits for a word."""

    template: ClassVar[str] = "customer_care_training/home.html"
    progress: tuple[Progress, ...]
    courses: tuple[Course, ...]
    sessions: tuple[SessionLine, ...]
    offerings: tuple[Offering, ...]
    mine: tuple[MyBooking, ...]
    approvals: int
    holds: int
    may_teach: bool
    names: dict[str, str]


@bp.get("")
def home():
    site, actor = current_site(), signed_in()
    progress = courses.my_progress(site, actor)
    joined = {one.course.id for one in progress}
    return render(HomePage(
        progress=tuple(progress),
        courses=tuple(one for one in courses.all_courses(site, actor) if one.id not in joined),
        sessions=tuple(reading.lines_of(site, reading.coming_sessions(site)[:SHOWN])),
        offerings=tuple(reading.all_offerings(site, only_open=not is_trainer(actor))),
        mine=tuple(one for one in my_bookings(site, actor) if one.is_ahead),
        approvals=len(approving.requests_for(site, actor)),
        holds=len(venues.held_for(site, actor)),
        may_teach=is_trainer(actor),
        names=authority_names(site),
    ))  # fmt: skip
