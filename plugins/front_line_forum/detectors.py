"""Finds what looks like one person's particulars in free text. Source: content standard 4.5.

It errs on the side of speaking: in pages and flags a finding is an error, in referrals a warning.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Finding(NamedTuple):
    """What it looks like, and where: the text from `start` to `end`."""

    kind: str
    start: int
    end: int


def _luhn(found: re.Match) -> bool:
    digits = [int(letter) for letter in re.sub(r"\D", "", found.group())]
    doubled = [digit if place % 2 == 0 else sum(divmod(digit * 2, 10)) for place, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def _nhs(found: re.Match) -> bool:
    digits = [int(letter) for letter in re.sub(r"\D", "", found.group())]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check != 10 and digits[9] == (0 if check == 11 else check) and len(set(digits)) > 1


_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}"
_DATE = (
    r"(?:\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+\d{4})"
)
_RULES: tuple[tuple[str, re.Pattern, Callable[[re.Match], bool] | None], ...] = (
    ("an email address", re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"), None),
    ("a payment card number", re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)"), _luhn),
    ("an NHS number", re.compile(r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"), _nhs),
    ("a sort code and account number", re.compile(r"(?<!\d)\d{2}[ -]\d{2}[ -]\d{2}(?!\d)\D{0,25}(?<!\d)\d{8}(?!\d)"), None),
    ("a personal mobile number", re.compile(r"(?<!\d)(?:\+44[ ()-]*(?:0[ )-]*)?|0)7[1-57-9](?:[ ()-]*\d){8}(?!\d)"), None),
    ("a phone number", re.compile(r"(?<![\d£])(?:\+44[ ()-]*(?:0[ )-]*)?|\(?0)(?:\d[ ()-]*){8,9}\d(?!\d)"), None),
    ("a National Insurance number", re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE), None),
    ("a date of birth", re.compile(rf"\b(?:born|dob|d\.o\.b|date of birth|birthday)\b.{{0,25}}?{_DATE}", re.IGNORECASE), None),
    ("a home address", re.compile(rf"\b\d{{1,4}}[a-z]?,?\s+[A-Za-z][^\n]{{2,60}}?\b{_POSTCODE}\b", re.IGNORECASE), None),
    ("a vehicle registration", re.compile(r"\b[A-HJ-PR-Y][A-HJ-PR-Y]\d{2} ?[A-HJ-PR-Z]{3}\b"), None),
)


# Kinds that only one person can have. In a page they are errors; numbers, addresses and mail may be an office's and are warnings.
ONE_PERSONS = frozenset(
    {
        "a payment card number",
        "an NHS number",
        "a sort code and account number",
        "a National Insurance number",
        "a date of birth",
        "a personal mobile number",
    }
)


def find_personal(text: str) -> list[Finding]:
    """Everything in the text that looks like one person's particulars, in order; overlapping finds count once."""
    found = sorted(_all(text or ""), key=lambda one: (one.start, -one.end))
    kept: list[Finding] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def kinds_in(text: str) -> list[str]:
    """The kinds that were found, each once."""
    return list(dict.fromkeys(one.kind for one in find_personal(text)))


def without_personal(text: str) -> str:
    """The text with every find replaced by a dash, fit for a log or a gap."""
    parts, at = [], 0
    for one in find_personal(text):
        parts += [text[at : one.start], "–"]
        at = one.end
    return "".join([*parts, text[at:]])


def _all(text: str) -> Iterator[Finding]:
    for kind, pattern, holds in _RULES:
        for match in pattern.finditer(text):
            if holds is None or holds(match):
                yield Finding(kind, *match.span())
