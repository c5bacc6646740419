"""How a fact's value is shown: money, telephone numbers, addresses and dates as a reader expects them."""

from __future__ import annotations

import re
from datetime import date

from markupsafe import Markup, escape

from .judge import is_external, judged_link
from .view import FactValue

_NUMBER = re.compile(r"\d{4,}$")
_AMOUNT = re.compile(r"£?(\d+)(?:\.(\d\d))?$")
_DIAL = re.compile(r"[^0-9+]")


def fact_text(value: FactValue) -> str:
    """The value in words: £1,250, 4 June 2027, www.woking.gov.uk/bins."""
    shown = _SHOWN.get(value.kind)
    return shown(value.text) if shown else value.text


def fact_link(value: FactValue) -> str | None:
    """The address a telephone, web or mail fact leads to, or None."""
    if value.kind == "phone":
        number = _DIAL.sub("", value.text)
        return f"tel:{number}" if len(number) > 2 else None
    if value.kind == "email":
        return judged_link(f"mailto:{value.text}") if "@" in value.text else None
    if value.kind == "url":
        link = judged_link(value.text)
        return link if link and (is_external(link) or link.startswith("/")) else None
    return None


def fact_markup(key: str, value: FactValue | None, whose: str | None, is_text: bool = False) -> Markup:
    """The fact as markup. `whose` names the customer's authority, None when none is set; `is_text` forbids a link."""
    if value is None or not value.text:
        return _missing(key, value, whose)
    words = escape(fact_text(value))
    link = None if is_text else fact_link(value)
    if link is None:
        return Markup('<span class="fact" data-fact="%s">%s</span>') % (key, words)
    rel = Markup(' rel="noopener noreferrer"') if is_external(link) else ""
    return Markup('<a class="fact" data-fact="%s" href="%s"%s>%s</a>') % (key, link, rel, words)


def missing_words(value: FactValue | None, whose: str | None) -> str:
    """What stands in the sentence where there is no value: why there is none."""
    if value is None:
        return "not confirmed"
    return f"not confirmed for {whose}" if whose is not None else "choose the customer's council"


def _missing(key: str, value: FactValue | None, whose: str | None) -> Markup:
    """The words, with what the value would be as a tooltip and for screen readers."""
    label = value.label if value is not None and value.label else key
    hidden = Markup('<span class="visually-hidden"> (%s)</span>') % label
    return Markup('<span class="fact fact-missing" data-fact="%s" title="%s">%s%s</span>') % (key, label, missing_words(value, whose), hidden)


def _money(text: str) -> str:
    amount = _AMOUNT.match(text.replace(",", ""))
    if amount is None:
        return text
    pounds, pence = amount.groups()
    return f"£{int(pounds):,}" + (f".{pence}" if pence and pence != "00" else "")


def _number(text: str) -> str:
    return f"{int(text):,}" if _NUMBER.match(text) else text


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"


def _address(text: str) -> str:
    return re.sub(r"^https?://", "", text, flags=re.IGNORECASE).rstrip("/")


_SHOWN = {"money": _money, "number": _number, "date": _day, "url": _address}
