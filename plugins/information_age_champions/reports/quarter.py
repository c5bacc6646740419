"""What the chief executives read about a quarter: what was due, what slipped, the greatest risks, what is counted, who is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from extranet_plugins.information_age_champions import champions, plans, risks, workplan
from extranet_plugins.information_age_champions.performance import commissions, commitments, e_services, indicators
from extranet_plugins.information_age_champions.performance.model import SIGNED_OFF, Commission, Commitment, Indicator, Reading, Share
from extranet_plugins.information_age_champions.plans import Plan, Standing
from extranet_plugins.information_age_champions.quarters import Quarter, quarters_between
from extranet_plugins.information_age_champions.risks import Risk
from extranet_plugins.information_age_champions.workplan import Milestone, Slip, Workplan
from extranet_plugins.information_age_champions.workplan.model import DONE

TOP_RISKS = 5


@dataclass(frozen=True)
class OwnerLine:
    """How one owner's milestones stand: all that count, done, late or slipped."""

    owner: str
    counted: int
    done: int
    slipped: int


@dataclass(frozen=True)
class QuarterReport:
    """One plan in one quarter, counted to `day`: the quarter's last, or today while it lasts."""

    plan: Plan
    quarter: Quarter
    day: date
    standing: Standing
    workplan: Workplan
    due: tuple[Milestone, ...]
    done: tuple[Milestone, ...]
    coming: tuple[Milestone, ...]
    slips: tuple[Slip, ...]
    owners: tuple[OwnerLine, ...]
    risks: tuple[Risk, ...]
    unscored_risks: int
    readings: tuple[tuple[Indicator, Reading | None], ...]
    shares: tuple[Share, ...]
    commissions: tuple[Commission, ...]
    gaps: tuple[Commitment, ...]
    warning: str


def quarters_to_report(plan: Plan, today: date) -> tuple[Quarter, ...]:
    """The plan's quarters that have begun, newest first; the first one when none has."""
    last = min(plan.last_quarter, Quarter.of(plan.judged_on(today)))
    return tuple(reversed(quarters_between(plan.first_quarter, max(last, plan.first_quarter))))


def quarter_report(site, plan: Plan, quarter: Quarter) -> QuarterReport:
    """The report of a quarter, from what is known now."""
    day = min(quarter.last_day, plan.judged_on(site.clock.today()))
    whole = workplan.workplan_of(site, plan, day)
    register, slips = risks.ranked(risks.risks_of(site, plan)), whole.slips()
    scored = [one for one in register if one.inherent is not None]
    return QuarterReport(
        plan=plan, quarter=quarter, day=day, standing=plans.standing_of(plan, plans.decisions_of(site, plan)), workplan=whole,
        due=tuple(one for one in whole.milestones if one.quarter == quarter),
        done=tuple(one for one in whole.milestones if one.status == DONE and one.done_on and Quarter.of(one.done_on) == quarter),
        coming=tuple(one for one in whole.milestones if one.quarter == quarter.next and one.is_open),
        slips=slips, owners=_owners(whole, slips),
        risks=tuple(scored[:TOP_RISKS]), unscored_risks=len(register) - len(scored),
        readings=tuple((one, one.reading_in(quarter)) for one in indicators.indicators_of(site, plan)),
        shares=tuple(_shares_on(site, day)),
        commissions=tuple(one for one in commissions.commissions_of(site, plan) if one.state != SIGNED_OFF),
        gaps=tuple(one for one in commitments.commitments_of(site, plan) if one.is_gap),
        warning=champions.summary_of(champions.posts(site)) if plan.stood_on is None else "",
    )


def _owners(whole: Workplan, slips: tuple[Slip, ...]) -> tuple[OwnerLine, ...]:
    slipped = {one.milestone.id for one in slips}
    by_owner: Mapping[str, list[Milestone]] = {}
    for one in whole.milestones:
        if one.status != "stopped":
            by_owner.setdefault(one.owner, []).append(one)
    lines = (OwnerLine(owner, len(own), sum(m.status == DONE for m in own), sum(m.id in slipped for m in own)) for owner, own in by_owner.items())
    return tuple(sorted(lines, key=lambda one: (not one.owner, -one.counted, one.owner)))


def _shares_on(site, day: date) -> list[Share]:
    """The last snapshot of each council up to a day."""
    last = {one.authority: one for one in e_services.snapshots(site) if one.day <= day}
    return [last[slug] for slug in sorted(last)]


