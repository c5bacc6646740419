"""One's own account: sessions, roles with their reasons, tokens. /-/account.

Everything here needs a browser session: an API token opens nobody's account.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import Blueprint, redirect, request, session, url_for

from extranet.errors import BadInput
from extranet.identity import actions, sessions, shown, tokens
from extranet.identity.model import BREAK_GLASS, GUEST, ApiToken, Session
from extranet.identity.shown import RoleRow
from extranet.web import Page, add_notice, current_site, render
from extranet.web.request import SignInNeeded

account = Blueprint("account", __name__, url_prefix="/-/account")

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"), ("Linux", "Linux"))


@dataclass(frozen=True)
class SessionRow:
    key: str
    browser: str
    address: str
    began: str
    used: str
    is_this: bool


@dataclass(frozen=True)
class TokenRow:
    """`state` is 'live', 'ended' or 'revoked'."""

    id: int
    name: str
    may: str
    ends: str
    used: str
    state: str


@dataclass(frozen=True)
class AccountPage(Page):
    """`secret` is a token just made, or ''; `has_own_key`: they sign in without a directory; `errors` are (field, sentence)."""

    template: ClassVar[str] = "identity/account.html"
    name: str
    roles: tuple[RoleRow, ...]
    sessions: tuple[SessionRow, ...]
    tokens: tuple[TokenRow, ...]
    secret: str
    has_own_key: bool
    errors: tuple[tuple[str, str], ...]


@account.get("")
def show():
    return _page(_own_session())


@account.post("/sessions/end")
def end_session():
    """End one of one's own sessions by its key, or all but this one ('others')."""
    own, key = _own_session(), request.form.get("key", "")
    site, actor = current_site(), own.person.as_actor()
    keys = [one.key for one in sessions.sessions_of(site, actor) if one.key != own.key] if key == "others" else [key]
    for one in keys:
        sessions.end_own_session(site, actor, one)
    add_notice("The session is ended." if key != "others" else "All other sessions are ended.")
    return redirect(url_for("account.show"), code=303)


@account.post("/tokens")
def make_token():
    """Not redirected: the secret is in this one answer and nowhere else, not even in the session."""
    own, form = _own_session(), request.form
    days = int(form["days"]) if re.fullmatch("[0-9]{1,4}", form.get("days", "")) else 0
    scopes = ("read", "write") if form.get("scopes") == "write" else (form.get("scopes", ""),)
    try:
        secret = tokens.make_token(current_site(), own.person.as_actor(), form.get("name", ""), scopes, days)
    except BadInput as fault:
        return _page(own, errors=((fault.field or "", fault.sentence),))
    return _page(own, secret=secret)


@account.post("/tokens/<int:token_id>/revoke")
def revoke_token(token_id):
    tokens.revoke_token(current_site(), _own_session().person.as_actor(), token_id)
    add_notice("The token is revoked.")
    return redirect(url_for("account.show"), code=303)


def browser_of(agent: str) -> str:
    """What a person would call it: 'Firefox on Windows'. An unknown agent as it is."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return " on ".join(filter(None, (browser, system))) or agent or "Unknown"


def _own_session() -> Session:
    if session.record is None:
        raise SignInNeeded()
    return session.record


def _page(own: Session, secret: str = "", errors: tuple[tuple[str, str], ...] = ()):
    site, actor = current_site(), own.person.as_actor()
    page = AccountPage(
        name=own.person.name,
        roles=tuple(shown.role_row(site, one, "you are") for one in actions.held_grants(site, actor.id)),
        sessions=tuple(_session(one, own) for one in sessions.sessions_of(site, actor)),
        tokens=tuple(_token(one, site.clock.now()) for one in tokens.tokens_of(site, actor)),
        secret=secret,
        has_own_key=own.person.kind in (GUEST, BREAK_GLASS),
        errors=errors,
    )
    return render(page, status=422 if errors else 200)


def _session(one: Session, own: Session) -> SessionRow:
    return SessionRow(one.key, browser_of(one.agent), one.address, shown.moment(one.started_at), shown.moment(one.seen_at), one.key == own.key)


def _token(one: ApiToken, now: datetime) -> TokenRow:
    state = "revoked" if one.revoked_at else "live" if one.is_live(now) else "ended"
    may = "read and write" if "write" in one.scopes else "read"
    return TokenRow(one.id, one.name, may, shown.day(one.ends_at), shown.moment(one.used_at), state)

