"""Reading postcodes as people type them: any spacing, any case, whole or in part."""

import re
from collections.abc import Container
from dataclasses import dataclass

OUTWARD = r"[A-Z]{1,2}\d[A-Z\d]?"
WHOLE = re.compile(rf"({OUTWARD})(\d)([A-Z]{{2}})")
IN_PART = re.compile(rf"({OUTWARD}) ?(\d)?")
IN_A_TEXT = re.compile(rf"\b({OUTWARD})\s*(\d)\s*([A-Z]{{2}})\b")
# A letter typed for the figure that must begin the second half.
MISTYPED = str.maketrans("OIL", "011")


@dataclass(frozen=True)
class Postcode:
    """What was typed: 'GU24', '0', 'AA'. `number` and `unit` are '' when they were left out."""

    outward: str
    number: str = ""
    unit: str = ""

    @property
    def sector(self) -> str:
        """'GU24 0', or '' when only the outward code is known."""
        return f"{self.outward} {self.number}" if self.number else ""

    @property
    def whole(self) -> str:
        """'GU240AA', or '' when it is not a whole postcode."""
        return self.outward + self.number + self.unit if self.unit else ""


def postcode_of(text: str, known_outward: Container[str] = ()) -> Postcode | None:
    """The postcode that this text is, whole or in part; None when it is something else.

    'GU249' may be read in one way only; 'RH19' is the outward code, unless only
    'RH1' is among the known ones.
    """
    typed = " ".join(text.upper().split())
    close = typed.replace(" ", "")
    if len(close) > 8:
        return None
    if whole := WHOLE.fullmatch(close) or WHOLE.fullmatch(close[:-3] + close[-3:-2].translate(MISTYPED) + close[-2:]):
        return Postcode(*whole.groups())
    part = IN_PART.fullmatch(typed)
    if not part:
        return None
    outward, number = part[1], part[2] or ""
    if not number and outward not in known_outward and outward[:-1] in known_outward and outward[-1].isdigit():
        return Postcode(outward[:-1], outward[-1])
    return Postcode(outward, number)


def postcode_within(text: str) -> Postcode | None:
    """The last whole postcode that stands somewhere in an address."""
    found = IN_A_TEXT.findall(text.upper())
    return Postcode(*found[-1]) if found else None
