"""The customer strip's addresses: whose customer is it? Open to visitors, who may ask for a council's text too.

A postcode comes in the body of a form and is forgotten with the request: kept
are the council's slug and the outward code or town it was found by.
"""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, redirect, request, session

from extranet.authorities.actions import current_authorities
from extranet.authorities.pairs import pair_of
from extranet.authorities.places import NOWHERE, Choice, Found, find_place, place_names
from extranet.web import Page, current_site, customer, next_path, render

bp = Blueprint("authorities", __name__)


@dataclass(frozen=True)
class CustomerPage(Page):
    """Which council is it? `text` is what was typed, shown again only when it was not understood."""

    template: ClassVar[str] = "authorities/customer.html"
    place: Found
    names: tuple[str, ...]
    next: str
    text: str = ""
    fault: str = ""


@bp.get("/-/customer")
def ask_customer():
    """The councils for a sector, a district or a town (`place`), or one to confirm (`for`). A whole postcode never stands in an address."""
    asked = request.args.get("place", "")
    place = find_place(current_site(), asked) if asked else _of_slug() if "for" in request.args else NOWHERE
    fault = _not_understood(place) if asked else ""
    return _asking(place, next_path(request.args.get("next")), fault=fault)


@bp.post("/-/customer")
def set_customer():
    """Remember the customer's authority for this session; an empty choice forgets it; what cannot be told is asked."""
    going = next_path(request.form.get("next"))
    typed = request.form.get("place", "").strip()
    if not typed:
        return _set(request.form.get("authority", ""), request.form.get("area", ""), going)
    place = find_place(current_site(), typed)
    if place.only:
        return _set(place.only.slug, place.area, going)
    if place.choices:
        return _asking(place, going)
    return _asking(place, going, text=typed, fault=_not_understood(place), status=422)


def _set(chosen: str, area: str, going: str):
    known = {one.slug for one in current_authorities(current_site())}
    session["customer"] = chosen if chosen in known else None
    session["customer_area"] = _safe_area(area) if chosen in known else ""
    return redirect(_with_customer(going, session["customer"]), code=303)


def _safe_area(area: str) -> str:
    """The outward code or town that this form sent; '' for anything that names more, or nothing."""
    place = find_place(current_site(), area) if area else NOWHERE
    return place.area


def _asking(place: Found, going: str, text: str = "", fault: str = "", status: int = 200):
    return render(CustomerPage(place, place_names(current_site()), going, text, fault), status=status)


def _of_slug() -> Found:
    chosen = customer()
    pair = pair_of(current_site(), chosen.slug) if chosen else None
    return Found(pair.authority.short_name, _safe_area(request.args.get("area", "")), (Choice(chosen.slug, pair.words),), True) if pair else NOWHERE


def _not_understood(place: Found) -> str:
    return "" if place.choices else "That is no postcode, town or council known here. Try the first half of the postcode, such as GU24, or choose the council."


def _with_customer(path: str, chosen: str | None) -> str:
    """The same path asking for this authority's text; other parts of its query stay."""
    bare, _, query = path.partition("?")
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "for"]
    if chosen and bare.startswith(("/wiki/", "/-/search")):
        kept.append(("for", chosen))
    asked = urlencode(kept)
    return f"{bare}?{asked}" if asked else bare
