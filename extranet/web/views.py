"""The few addresses that belong to the frame itself: keys and the footer's pages."""

from flask import Blueprint, redirect, request, session, url_for

from extranet.web.frame import add_notice
from extranet.web.request import next_path

bp = Blueprint("web", __name__)
FOOTER_PAGES = {"help": "help", "accessibility": "accessibility", "privacy": "privacy"}


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
