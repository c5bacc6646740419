"""The one page a quarter for the chief executives, on the screen, on paper and as PDF."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Response, current_app, redirect
from markupsafe import escape

from extranet.errors import NotFound
from extranet.web import Page, add_notice, render
from extranet_plugins.information_age_champions.plans import Plan
from extranet_plugins.information_age_champions.quarters import Quarter
from extranet_plugins.information_age_champions.reports import QuarterReport, can_make_pdf, make_pdf, quarter_report, quarters_to_report
from extranet_plugins.information_age_champions.views.door import Head, address, bp, head_of, names_of, plan_door
from extranet_plugins.information_age_champions.workplan import STATUS_WORDS

PART = "information_age_champions/report_part.html"


@dataclass(frozen=True)
class QuarterPage(Page):
    """A quarter's report in its frame, with the other quarters to choose from."""

    template: ClassVar[str] = "information_age_champions/quarter.html"
    head: Head
    report: QuarterReport
    names: dict[str, str]
    statuses: dict[str, str]
    quarters: tuple[Quarter, ...]
    has_pdf: bool


@bp.get("/plans/<slug>/quarters")
def show_last_quarter(slug):
    """The quarter that counts now: the last that has begun."""
    site, actor, plan = plan_door(slug)
    return _quarter_page(site, actor, plan, quarters_to_report(plan, site.clock.today())[0])


@bp.get("/plans/<slug>/quarters/<quarter>")
def show_quarter(slug, quarter):
    site, actor, plan = plan_door(slug)
    return _quarter_page(site, actor, plan, _quarter_named(site, plan, quarter))


@bp.get("/plans/<slug>/quarters/<quarter>/pdf")
def quarter_pdf(slug, quarter):
    site, _actor, plan = plan_door(slug)
    wanted = _quarter_named(site, plan, quarter)
    if not can_make_pdf():
        add_notice("PDF cannot be made here, because WeasyPrint is not installed. Print this page instead: your browser can save it as PDF.", "warn")
        return redirect(address("show_quarter", plan, quarter=wanted.address), code=303)
    report, names = quarter_report(site, plan, wanted), names_of(site)
    part = current_app.jinja_env.get_template(PART).render(report=report, names=names, statuses=dict(STATUS_WORDS), plain=True)
    title = f"{plan.title}: {wanted}"
    pdf = make_pdf(escape(title), f"<h1>{escape(title)}</h1>{part}")
    headers = {"Content-Disposition": f'inline; filename="{plan.slug}-{wanted.address}.pdf"', "Cache-Control": "no-store"}
    return Response(pdf, mimetype="application/pdf", headers=headers)


def _quarter_named(site, plan: Plan, text: str) -> Quarter:
    """A quarter of the plan that has begun. NotFound for any other."""
    try:
        found = Quarter.read(text)
    except ValueError:
        raise NotFound("There is no such quarter.") from None
    if found not in quarters_to_report(plan, site.clock.today()):
        raise NotFound("There is no page of this quarter: it is not in the plan, or has not begun.")
    return found


def _quarter_page(site, actor, plan: Plan, quarter: Quarter):
    return render(QuarterPage(
        head_of(site, actor, plan, "quarter"), quarter_report(site, plan, quarter), names_of(site), dict(STATUS_WORDS),
        quarters_to_report(plan, site.clock.today()), can_make_pdf(),
    ))
