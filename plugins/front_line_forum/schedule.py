"""How long records are kept: the days set by the partnership, or the project's own defaults for `erase_on` until it has.

The nightly job erases nothing until somebody has set the schedule (content standard 4.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from extranet.errors import BadInput
from extranet.switches import plugin_settings

NAME = "front_line_forum"
FIELDS = {
    "details_days": ("Days after closing until the contact details in a referral are erased", 30, 365),
    "referral_days": ("Days until the rest of a referral is made anonymous", 365, 3650),
    "contact_days": ("Days until a contact leaves the log for the counts", 396, 3650),
    "audit_days": ("Days that the log of who read a referral is kept", 730, 3650),
}


@dataclass(frozen=True)
class Schedule:
    """Days that each kind of record is kept. `is_set` is False while these are only the project's defaults."""

    details_days: int = FIELDS["details_days"][1]
    referral_days: int = FIELDS["referral_days"][1]
    contact_days: int = FIELDS["contact_days"][1]
    audit_days: int = FIELDS["audit_days"][1]
    is_set: bool = False

    def erase_on(self, kind: str, day: date) -> date:
        """The day on which a record of this kind ('details', 'referral', 'contact', 'audit') made on `day` goes."""
        return day + timedelta(days=getattr(self, f"{kind}_days"))


def schedule_of(site) -> Schedule:
    """The schedule that holds."""
    kept = plugin_settings(site, NAME)
    days = {name: int(kept[name]) for name in FIELDS if kept.get(name)}
    return Schedule(**days, is_set=len(days) == len(FIELDS))


def checked(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Values of the settings form. BadInput names the field."""
    for name, (_label, _usual, most) in FIELDS.items():
        if not 1 <= values[name] <= most:
            raise BadInput(f"Choose between 1 and {most} days.", name)
    return values
