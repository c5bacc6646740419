"""Moodle writes a third as 33.33333; here weights are exact shares, so that three thirds are one."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

LARGEST_PART = 20
NEAR = Fraction(1, 1_000_000)


def share_of(percent: str) -> Fraction:
    """'50' as 1/2, '33.33333' as 1/3. ValueError when it is not a number from -100 to 100."""
    try:
        exact = Fraction(Decimal(percent.strip())) / 100
    except (InvalidOperation, ValueError, OverflowError) as fault:
        raise ValueError(f"“{percent}” is not a weight in per cent.") from fault
    if abs(exact) > 1:
        raise ValueError(f"“{percent}” is not a weight between -100 and 100 per cent.")
    simple = exact.limit_denominator(LARGEST_PART)
    return simple if abs(exact - simple) < NEAR else exact


def percent_of(share: Fraction) -> str:
    """1/3 as '33.33333', 1/2 as '50'."""
    return f"{float(share * 100):.5f}".rstrip("0").rstrip(".")
