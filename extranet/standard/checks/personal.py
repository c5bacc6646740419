"""Personal data in a page's text: P1. Source: content-standard 4.5.

A page is full of the telephone numbers and addresses of offices, so only what belongs to one person is found: mobile numbers,
addresses that look like a person's, and the numbers that the state, banks and card schemes give to people.
"""

import re
from collections.abc import Iterator

from extranet.standard.checks.model import Check, Finding, Subject
from extranet.standard.model import ERROR
from extranet.standard.text.inline import without_code

NINO = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b")
TEN_DIGITS = re.compile(r"(?<![\d£.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])")
CARD = re.compile(r"(?<![\d£.-])(?:\d[ -]?){12,18}\d(?![\d-])")
SORT_CODE = re.compile(r"\b\d\d-\d\d-\d\d\b[^\d\n]{0,40}\b\d{8}\b", re.IGNORECASE)
MOBILE = re.compile(r"(?<![\w£.,/-])(?:\+44\s?(?:\(0\)\s?)?|0)7[1-9]\d{2}[\s-]?\d{3}[\s-]?\d{3}(?!\w)")
EMAIL = re.compile(r"(?<![\w.@-])([a-z]{2,30})[._]([a-z]{2,30})\d{0,3}@[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,30}){1,4}", re.IGNORECASE)
BORN = re.compile(r"\b(?:born|DOB|date of birth|d\.o\.b\.?)\b[^\n]{0,20}?\b\d{1,2}(?:[/.-]\d{1,2}[/.-]| [A-Z][a-z]{2,8} )(?:19|20)\d\d\b", re.IGNORECASE)
HOME = re.compile(r"\b\d{1,3}[A-D]? [A-Z][a-z]+(?: [A-Z][a-z]+){0,3},[^\n]{0,60}\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b")
# words of an address that name a team or office, as in customer.services@
ROLES = frozenset({
    "accounts", "admin", "adult", "adults", "advice", "bin", "bins", "building", "business", "care", "child", "children", "civic", "community",
    "complaints", "contact", "control", "council", "customer", "customers", "democratic", "duty", "education", "election", "elections", "electoral",
    "emergency", "enquiries", "environment", "environmental", "family", "finance", "front", "health", "help", "highways", "homes", "housing", "info",
    "information", "legal", "library", "licensing", "line", "mail", "office", "parking", "planning", "press", "privacy", "protection", "public",
    "records", "recycling", "registration", "school", "schools", "service", "services", "social", "street", "support", "tax", "team", "transport", "tree",
    "trees", "trading", "standards", "waste", "web", "welfare", "data", "foi",
})  # fmt: skip


def personal(subject: Subject) -> Iterator[Finding]:
    for passage in subject.passages:
        for block in passage.blocks:
            for text, line in _texts(block):
                for what in found_in(text):
                    yield Finding(
                        passage.field, f"The text seems to hold {what}. Take it away: a page is read by everybody and kept for ever.", None, line, text
                    )


def _texts(block):
    if block.kind != "code":
        yield block.text, block.line
    yield from ((item.text, item.line) for item in block.items)
    yield from ((" ".join(row), block.line) for row in block.rows)


def found_in(text: str) -> Iterator[str]:
    """What of a person's this text seems to hold, each kind once: "a mobile number"."""
    if not text:
        return
    text = without_code(text)
    if any(sign.isdigit() for sign in text):
        yield from (words for words, finds in _NUMBERS if finds(text))
    if "@" in text and any(not {one[1].lower(), one[2].lower()} & ROLES for one in EMAIL.finditer(text)):
        yield "one person's mail address"


def _is_nhs_number(text: str) -> bool:
    return any(_nhs_check(re.sub(r"\D", "", found[0])) for found in TEN_DIGITS.finditer(text))


def _nhs_check(digits: str) -> bool:
    """The last digit of an NHS number follows from the others, modulo 11. Numbers that begin with 0 are telephone numbers."""
    rest = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return digits[0] != "0" and (0 if rest == 11 else rest) == int(digits[9])


def _is_card(text: str) -> bool:
    return any(_luhn(re.sub(r"\D", "", found[0])) for found in CARD.finditer(text))


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return digits[0] in "3456" and sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


_NUMBERS = (
    ("a National Insurance number", NINO.search),
    ("an NHS number", _is_nhs_number),
    ("a bank account", SORT_CODE.search),
    ("a card number", _is_card),
    ("a mobile number", MOBILE.search),
    ("somebody's date of birth", BORN.search),
    ("somebody's home address", HOME.search),
)

CHECKS = (
    Check(
        "P1",
        ERROR,
        "project; content-standard 4.5",
        "A text holds nothing that belongs to one person: no mobile number, personal address, bank, card or NHS number.",
        personal,
        passes={"body": "Write to customer.services@woking.gov.uk or ring 01483 755855."},
        fails={"body": "Ring Ann on 07700 900123."},
        since="2",
    ),
)
