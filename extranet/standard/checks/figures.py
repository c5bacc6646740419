"""Dates, times, numbers, telephone numbers and money: D1 to D4, N1 to N3. Source: content-standard 1.6."""

import re
from collections.abc import Callable, Iterator

from extranet.standard.checks.model import Check, Finding, Subject, is_given
from extranet.standard.model import ADVICE, WARNING

GOVUK, PROJECT = "GOV.UK guidance", "project"
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT_MONTH = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
Rules = tuple[tuple[re.Pattern, str], ...]

DATES: Rules = (
    (
        re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)(?: of)? (?:{MONTH})\b|\b(?:{MONTH}) \d{{1,2}}(?:st|nd|rd|th)\b"),
        "Write a date as 4 June 2027, without letters behind the day.",
    ),
    (re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/])"), "Write a date as 4 June 2027, the month in letters."),
    (
        re.compile(rf"\b\d{{1,2}} (?:{MONTH}), \d{{4}}\b|\b(?:{MONTH}) \d{{1,2}}(?:, \d{{4}})?\b(?!:)"),
        "Write a date as 4 June 2027, the day first and no comma.",
    ),
    (re.compile(rf"\b\d{{1,2}} (?:{SHORT_MONTH})\b(?!\w)"), "Write the month out; short months are for tables."),
)
RANGES: Rules = (
    (
        re.compile(r"(?<![\d/–—-])\d{1,4}(?:[:.]\d\d)?(?:am|pm|%)?\s?[–—-]\s?£?\d{1,4}(?:[:.]\d\d)?(?:am|pm|%)?(?![\d/–—-])(?! ?\d{3})"),
        "Write a range with “to”, such as 10 to 12.",
    ),
    (re.compile(rf"\b(?:{DAY})\s?[–—-]\s?(?:{DAY})\b"), "Write a range of days with “to”, such as Monday to Friday."),
    (re.compile(rf"\b(?:no later than|not later than)\b|\bby \d{{1,2}} (?:{MONTH})\b", re.IGNORECASE), "Write a deadline as “on or before”."),
    (re.compile(r"\bQ[1-4]\b|\b(?:first|second|third|fourth) quarter\b", re.IGNORECASE), "Name the months instead of a quarter."),
)
TIMES: Rules = (
    (re.compile(r"(?<![\d:.£])(?:[01]?\d|2[0-3]):[0-5]\d\b(?! ?[ap]m)"), "Write a time as 5:30pm, not by the 24-hour clock."),
    (re.compile(r"\b\d{1,2}\.\d\d ?[ap]m\b", re.IGNORECASE), "Write a time with a colon: 5:30pm."),
    (re.compile(r"\b\d{1,2}(?::\d\d)? [ap]m\b|\b\d{1,2}(?::\d\d)? ?(?:AM|PM|a\.m\.|p\.m\.)"), "Write a time without a space and in small letters: 5:30pm."),
    (re.compile(r"\b\d{1,2}:00[ap]m\b"), "Leave out the noughts: 10am."),
    (re.compile(r"\b12(?::00)?am\b"), "Write midnight, or for a deadline 11:59pm."),
)
RELATIVE: Rules = (
    (
        re.compile(r"\b(?:tomorrow|yesterday|(?:next|last|this) (?:week|month|year|spring|summer|autumn|winter))\b", re.IGNORECASE),
        "Give the date; the page is read on other days too.",
    ),
    (
        re.compile(
            r"\b(?:currently|at the moment|at present|recently|from today)\b|"
            r"\bthe (?:new|current) (?:service|scheme|system|rules?|law|contract|website|form|team)\b",
            re.IGNORECASE,
        ),
        "Say since when or until when, or leave it out.",
    ),
)
NUMBERS: Rules = (
    (
        re.compile(r"(?<!one of the )(?<!the other )\b(?:two|three|four|five|six|seven|eight|nine)\b(?!-| hundred| thousand| million)"),
        "Write 2 to 9 as figures.",
    ),
    (re.compile(r"£\d{4,}\b|(?<![\d ,.:/#-])\d{5,}(?![\d/:-])(?! ?\d{3})"), "Put a comma into numbers over 999: 1,000."),
    (re.compile(r"\b\d+(?:\.\d+)? ?(?:per cent|percent)\b", re.IGNORECASE), "Write the % sign."),
    (re.compile(r"£\d[\d,]*\.00\b"), "Leave out the noughts: £75."),
    (re.compile(r"£0\.\d\d\b|\b\d{1,2}p\b"), "Write pence in full: 50 pence."),
)
PHONE = re.compile(r"(?<![\w£.,/-])(?:\+44\s?(?:\(0\))?|\(?0)\d{1,5}\)?(?:[\s-]?\d){4,9}(?![\w/])")
MONEY = re.compile(r"£\d")


def _told_by(rules: Rules, is_asked: Callable[[Subject, object], bool] = lambda subject, piece: True):
    """A check that says of each piece what the first of these patterns finds in it."""

    def run(subject: Subject) -> Iterator[Finding]:
        for piece in subject.pieces:
            if is_asked(subject, piece):
                for pattern, advice in rules:
                    found = pattern.search(piece.plain)
                    if found:
                        yield piece.finding(f"“{found[0].strip()}”: {advice}")

    return run


def _has_no_end(subject: Subject, piece) -> bool:
    return not piece.is_spoken and not is_given(subject.metadata.get("valid_to")) and subject.metadata.get("type") != "notice"


def phones(subject: Subject) -> Iterator[Finding]:
    for piece in subject.pieces:
        for found in PHONE.finditer(piece.plain):
            trouble = phone_trouble(found[0])
            if trouble:
                yield piece.finding(f"“{found[0]}” {trouble}", place=f"{found[0]} {piece.plain}")
    for path, one, value in subject.values:
        if one.name in ("number", "textphone") and isinstance(value, str) and value.strip():
            trouble = phone_trouble(value.strip())
            if trouble and value.strip()[0] in "0+(":
                yield Finding(path, f"“{value.strip()}” {trouble}")


def phone_trouble(number: str) -> str | None:
    """What is wrong with a number written as one; None when it is a UK number with its area code apart."""
    digits = re.sub(r"\D", "", number)
    national = "0" + digits[2:].removeprefix("0") if number.startswith("+44") else digits
    if not 10 <= len(national) <= 11 or national[:2] not in ("01", "02", "03", "05", "07", "08", "09"):
        return "is not a UK telephone number. Look it up again."
    if "-" in number or "(" in number:
        return "is written with dashes or brackets. Write it as 01483 000000."
    return None if " " in number.removeprefix("+44 ") else "has no space behind its area code. Write it as 01483 000000."


def typed_money(subject: Subject) -> Iterator[Finding]:
    if subject.metadata.get("localisable") not in ("optional", "required"):
        return
    for piece in subject.pieces:
        if not piece.block.local and MONEY.search(piece.plain):
            yield piece.finding("A price is typed into text that every council shows. If councils differ, keep it as a fact: {{fact:…}}.")


CHECKS = (
    Check(
        "D1",
        WARNING,
        GOVUK,
        "A date is written as 4 June 2027.",
        _told_by(DATES),
        passes={"body": "It starts on 4 June 2027."},
        fails={"body": "It starts on 4th June 2027."},
        since="2",
    ),
    Check(
        "D2",
        WARNING,
        GOVUK,
        "A range is written with “to”, a deadline as “on or before”, and no quarters are named.",
        _told_by(RANGES),
        passes={"body": "From 10 to 12 working days."},
        fails={"body": "From 10-12 working days."},
        since="2",
    ),
    Check(
        "D3",
        WARNING,
        GOVUK,
        "A time is written as 5:30pm, midday or midnight.",
        _told_by(TIMES),
        passes={"body": "It opens at 9am and shuts at 5:30pm."},
        fails={"body": "It shuts at 17:30."},
        since="2",
    ),
    Check(
        "D4",
        WARNING,
        PROJECT,
        "A page without a last day gives dates, not words such as tomorrow or currently.",
        _told_by(RELATIVE, _has_no_end),
        passes={"body": "The crew comes on 4 June 2027."},
        fails={"body": "The crew comes next week."},
        since="2",
    ),
    Check(
        "N1",
        ADVICE,
        GOVUK,
        "2 to 9 are figures, numbers over 999 have a comma, and money and percentages have their signs.",
        _told_by(NUMBERS),
        passes={"body": "It takes 3 days and costs £75 for 1,000 bins."},
        fails={"body": "It takes three days."},
        since="2",
    ),
    Check(
        "N2",
        WARNING,
        GOVUK,
        "A telephone number is a UK number with a space behind its area code.",
        phones,
        passes={"body": "Telephone: 01483 000000."},
        fails={"body": "Telephone: 01483-000000."},
        since="2",
    ),
    Check(
        "N3",
        WARNING,
        PROJECT,
        "A price that may differ between councils is a fact, not typed.",
        typed_money,
        passes={"localisable": "optional", "body": "It costs {{fact:waste.bulky.price}}."},
        fails={"localisable": "optional", "body": "It costs £45."},
        since="2",
    ),
)
