"""What performance is measured by: indicators, BVPI 157, commitments and commissions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from extranet_plugins.information_age_champions.quarters import Quarter

BETTER = MappingProxyType({"more": "More is better", "less": "Less is better"})
# The ten interaction types of BVPI 157, in the order of the official definition (2002/03); the Surrey definition counts the
# enabled ones over the legally permissible ones (spec/features.md, S31).
INTERACTIONS = MappingProxyType({
    "information": "Providing information",
    "revenue": "Collecting revenue",
    "benefits": "Providing benefits and grants",
    "consultation": "Consultation",
    "regulation": "Regulation, such as issuing licences",
    "applications": "Applications for services",
    "bookings": "Booking venues, resources and courses",
    "payments": "Paying for goods and services",
    "networks": "Access to community, professional or business networks",
    "procurement": "Procurement",
})
OPEN, DELIVERED, SIGNED_OFF = "open", "delivered", "signed_off"
COMMISSION_WORDS = MappingProxyType({OPEN: "Asked for", DELIVERED: "Delivered, waits for sign-off", SIGNED_OFF: "Signed off"})


@dataclass(frozen=True)
class Reading:
    """What an indicator stood at in a quarter."""

    id: int
    indicator_id: int
    quarter: Quarter
    value: float
    note: str
    taken_by: str
    taken_at: datetime


@dataclass(frozen=True)
class Indicator:
    """Something counted quarter by quarter against a target; `readings` are oldest first."""

    id: int
    plan_id: int
    name: str
    definition: str
    source: str
    unit: str
    better: str
    target: float | None
    target_quarter: Quarter | None
    owner: str
    position: int
    revision: int
    readings: tuple[Reading, ...] = ()

    @property
    def last(self) -> Reading | None:
        return self.readings[-1] if self.readings else None

    def meets(self, value: float) -> bool | None:
        """Whether a value reaches the target; None when there is no target."""
        if self.target is None:
            return None
        return value >= self.target if self.better == "more" else value <= self.target

    def reading_in(self, quarter: Quarter) -> Reading | None:
        return next((one for one in self.readings if one.quarter == quarter), None)


@dataclass(frozen=True)
class EService:
    """A legally permissible interaction of a council's service; `enabled_on` is since when it works electronically, or None."""

    authority: str
    service_id: int
    interaction: str
    enabled_on: date | None

    def is_enabled(self, day: date) -> bool:
        return self.enabled_on is not None and self.enabled_on <= day


@dataclass(frozen=True)
class Share:
    """Enabled over permissible interactions of one council on a day."""

    authority: str
    day: date
    enabled: int
    permissible: int

    @property
    def percent(self) -> float | None:
        """BVPI 157, to one decimal and never rounded up to 100; None while nothing is registered as permissible."""
        if not self.permissible:
            return None
        return self.enabled * 1000 // self.permissible / 10


def share_of(authority: str, services: Iterable[EService], day: date) -> Share:
    """Counted from the register of one council."""
    services = list(services)
    return Share(authority, day, sum(one.is_enabled(day) for one in services), len(services))


@dataclass(frozen=True)
class Evidence:
    """A page that shows a commitment kept, by its slug, and why."""

    id: int
    commitment_id: int
    page: str
    note: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True)
class Commitment:
    """One statement of co-operation; without evidence it is a gap."""

    id: int
    plan_id: int
    title: str
    text: str
    position: int
    revision: int
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_gap(self) -> bool:
        return not self.evidence


@dataclass(frozen=True)
class Commission:
    """Work that the group asked of another group."""

    id: int
    plan_id: int
    to_group: str
    title: str
    wanted: str
    due_on: date
    state: str
    asked_by: str
    asked_at: datetime
    delivery_note: str
    delivered_by: str
    delivered_at: datetime | None
    sign_note: str
    signed_by: str
    signed_at: datetime | None
    revision: int

    def is_overdue(self, day: date) -> bool:
        """Past its date and not delivered."""
        return self.state == OPEN and self.due_on < day

    @property
    def state_words(self) -> str:
        return COMMISSION_WORDS[self.state]
