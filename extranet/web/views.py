"""The few addresses that belong to the frame itself: the customer strip, keys, and the footer's pages."""

from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, redirect, request, session, url_for

from extranet.web.frame import add_notice
from extranet.web.request import next_path, wiring

bp = Blueprint("web", __name__)
FOOTER_PAGES = {"help": "help", "accessibility": "accessibility", "privacy": "privacy"}


@bp.post("/-/customer")
def set_customer():
    """Remember the customer's authority for this session; an empty choice forgets it."""
    chosen = request.form.get("authority", "")
    known = {one.slug for one in wiring().authorities()}
    session["customer"] = chosen if chosen in known else None
    return redirect(_with_customer(next_path(request.form.get("next")), session["customer"]), code=303)


@bp.post("/-/shortcuts")
def set_shortcuts():
    """Switch single-key shortcuts on or off for this session (WCAG 2.1.4)."""
    session["shortcuts"] = request.form.get("is_on") == "yes"
    add_notice(f"Single-key shortcuts are {'on' if session['shortcuts'] else 'off'}.")
    return redirect(next_path(request.form.get("next")), code=303)


@bp.get("/-/<any(help, accessibility, privacy):name>")
def footer_page(name):
    """The footer's pages are pages of the wiki, so that groups keep them up to date."""
    return redirect(url_for("pages.show", slug=FOOTER_PAGES[name]), code=302)


def _with_customer(path: str, chosen: str | None) -> str:
    """The same path asking for this authority's text; other parts of its query stay."""
    bare, _, query = path.partition("?")
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "for"]
    if chosen and bare.startswith(("/wiki/", "/-/search")):
        kept.append(("for", chosen))
    asked = urlencode(kept)
    return f"{bare}?{asked}" if asked else bare
