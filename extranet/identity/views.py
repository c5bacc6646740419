"""Signing in and out: /-/login, /-/logout. Every other page of identity is in a views_… module of its own."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, redirect, request, session, url_for

from extranet.authorities import Authority, current_authorities
from extranet.identity.directories import directories_of
from extranet.identity.model import DirectorySilent, SignedIn, SignInTry
from extranet.identity.sign_in import sign_in
from extranet.identity.views_account import account
from extranet.identity.views_audit import audit_log
from extranet.identity.views_cookies import device_mark, keep_at_sign_in, remembered_authority
from extranet.identity.views_group_people import group_people
from extranet.identity.views_local import local
from extranet.identity.views_people import people
from extranet.identity.views_session import CookieNames, actor_of_request, use_sessions
from extranet.identity.views_sync import people_sync
from extranet.web import Page, add_notice, current_actor, current_site, next_path, render

__all__ = ["actor_of_request", "blueprints", "bp", "cookie_name", "use_sessions"]

bp = Blueprint("identity", __name__, url_prefix="/-")
blueprints = (bp, account, people, people_sync, group_people, audit_log, local)

RETRY_SECONDS = 30


def cookie_name(site) -> str:
    """The name of the cookie that holds a session's id."""
    return CookieNames(site.settings.is_https).session


@dataclass(frozen=True)
class ChooseAuthorityPage(Page):
    """Which authority does the visitor work for?"""

    template: ClassVar[str] = "identity/choose_authority.html"
    authorities: tuple[Authority, ...]
    next: str
    problem: str


@dataclass(frozen=True)
class LoginPage(Page):
    """Name and password, for one authority. `kind` of the problem: 'bad' or 'warn'."""

    template: ClassVar[str] = "identity/login.html"
    authority: Authority
    name: str
    next: str
    problem: str
    kind: str


@bp.get("/login")
@bp.get("/login/<authority>")
def login(authority=None):
    """The form of the authority in the address, in the typed mail address, or remembered; else the list."""
    onward = next_path(request.args.get("next"))
    if current_actor() is not None:
        return redirect(onward, code=303)
    name = request.args.get("name", "").strip()
    if name:
        return _form_by_mail(name, onward)
    asked = authority or request.args.get("authority")
    remembered = "" if "choose" in request.args else remembered_authority()
    chosen = _authority(asked or remembered)
    if asked and chosen is None:
        return _choose(onward, "No authority of this name signs in here. Choose yours from the list.", 404)
    return _form(chosen, onward) if chosen else _choose(onward)


@bp.post("/login")
def do_login():
    onward = next_path(request.form.get("next"))
    authority = _authority(request.form.get("authority", ""))
    if authority is None:
        return _choose(onward, "Choose your authority first.", 422)
    name = request.form.get("name", "").strip()
    other = _authority_of_mail(name)
    if other and other.slug != authority.slug:
        return _form(other, onward, name, f"“{name}” is an address of {other.name}. Your password was not sent to anyone; type it again here.", 422, "warn")
    if not name or not request.form.get("password"):
        return _form(authority, onward, name, "Type your name and your password.", 422)
    device = device_mark()
    return _answer(sign_in(current_site(), _asked(authority, name, device)), authority, onward, name, device)


@bp.post("/logout")
def logout():
    session.end()
    add_notice("You are signed out.")
    return redirect(url_for("identity.login"), code=303)


def _asked(authority: Authority, name: str, device: str) -> SignInTry:
    agent = request.user_agent.string
    return SignInTry(authority.slug, name, request.form["password"], request.remote_addr or "", device, agent)


def _answer(ended, authority: Authority, onward: str, name: str, device: str):
    if isinstance(ended, SignedIn):
        return _welcome(ended, onward, device)
    if isinstance(ended, DirectorySilent):
        return _form(authority, onward, name, ended.sentence, 503, "warn", RETRY_SECONDS)
    return _form(authority, onward, name, ended.sentence, 429 if ended.wait_seconds else 403, "bad", ended.wait_seconds)


def _welcome(ended: SignedIn, onward: str, device: str):
    session.begin(ended.session_id)
    return keep_at_sign_in(redirect(onward, code=303), device, ended.person.authority)


def _choose(onward: str, problem: str = "", status: int = 200):
    return render(ChooseAuthorityPage(tuple(_choices()), onward, problem), status=status)


def _form(authority: Authority, onward: str, name: str = "", problem: str = "", status: int = 200, kind: str = "bad", wait_seconds: int = 0):
    html, status = render(LoginPage(authority, name, onward, problem, kind), theme=authority.slug, status=status)
    return html, status, {"Retry-After": str(wait_seconds)} if wait_seconds else {}


def _form_by_mail(name: str, onward: str):
    authority = _authority_of_mail(name)
    if authority is None:
        return _choose(onward, "No authority here uses that address. Choose yours from the list.", 422)
    return _form(authority, onward, name)


def _choices() -> list[Authority]:
    """Authorities that exist today and have a directory."""
    directories = directories_of(current_site())
    return [one for one in current_authorities(current_site()) if one.slug in directories]


def _authority(slug: str | None) -> Authority | None:
    return next((one for one in _choices() if one.slug == slug), None)


def _authority_of_mail(name: str) -> Authority | None:
    """The one authority that uses the domain of this address; None when it is none, or several do."""
    domain = name.rpartition("@")[2].casefold() if "@" in name else ""
    directories = directories_of(current_site())
    found = [one for one in _choices() if domain and domain in (one.email_domain, *directories[one.slug].settings.email_domains)]
    return found[0] if len(found) == 1 else None

