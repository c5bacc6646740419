"""The operator's page of letters: /-/settings/mail."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, redirect, request, url_for

from extranet.errors import NotFound
from extranet.mail import actions
from extranet.mail.composing import sender_of
from extranet.mail.model import KeptLetter
from extranet.mail.server import server_of
from extranet.web import Page, add_notice, current_site, render, require

bp = Blueprint("mail", __name__, url_prefix="/-/settings/mail")


@dataclass(frozen=True)
class LettersPage(Page):
    """Letters in one state; `server` is the name of the mail server or '', `days` how long their words are kept."""

    template: ClassVar[str] = "mail/letters.html"
    shown: str
    counts: dict[str, int]
    letters: tuple[KeptLetter, ...]
    sheet: int
    sheets: int
    server: str
    sender: str
    days: int


@bp.get("")
def letters():
    require("mail.operate")
    site = current_site()
    shown, sheet = request.args.get("shown", "waiting"), _sheet(request.args.get("page", "1"))
    if shown not in actions.SHOWN:
        raise NotFound()
    found = actions.outbox(site, shown, sheet)
    server = server_of(site.settings.smtp_url)
    sheets = max(1, -(-found.counts[shown] // actions.ON_A_PAGE))
    name = server.name if server else ""
    return render(LettersPage(shown, found.counts, found.letters, sheet, sheets, name, sender_of(site.settings), site.settings.mail_days))


@bp.post("/<int:letter_id>/again")
def again(letter_id):
    require("mail.operate")
    actions.try_again(current_site(), letter_id)
    add_notice("The letter is tried again now.")
    return redirect(url_for("mail.letters", shown="waiting"), code=303)


@bp.post("/again")
def all_again():
    require("mail.operate")
    count = actions.try_all_again(current_site())
    add_notice(f"{count} letters are tried again." if count != 1 else "One letter is tried again.")
    return redirect(url_for("mail.letters", shown="waiting"), code=303)


def _sheet(text: str) -> int:
    return int(text) if text.isdecimal() and 0 < len(text) < 6 and int(text) else 1
