"""Signing in and out: /-/login, /-/logout. Every other page of identity is in a views_… module of its own."""

from flask import Blueprint, redirect, request, session, url_for

from extranet.authorities import Authority
from extranet.identity.model import SignedIn, SignInTry
from extranet.identity.sign_in import sign_in
from extranet.identity.views_account import account
from extranet.identity.views_audit import audit_log
from extranet.identity.views_cookies import device_mark, keep_at_sign_in, remembered_authority
from extranet.identity.views_group_people import group_people
from extranet.identity.views_local import local
from extranet.identity.views_login import authority_called, authority_of_mail, choose, form, form_by_mail, login_form
from extranet.identity.views_oidc import oidc
from extranet.identity.views_people import people
from extranet.identity.views_session import CookieNames, actor_of_request, use_sessions
from extranet.identity.views_sync import people_sync
from extranet.web import add_notice, current_actor, current_site, next_path

__all__ = ["actor_of_request", "blueprints", "bp", "cookie_name", "use_sessions"]

bp = Blueprint("identity", __name__, url_prefix="/-")
blueprints = (bp, account, people, people_sync, group_people, audit_log, local, oidc)


def cookie_name(site) -> str:
    """The name of the cookie that holds a session's id."""
    return CookieNames(site.settings.is_https).session


@bp.get("/login")
@bp.get("/login/<authority>")
def login(authority=None):
    """The form of the authority in the address, in the typed mail address, or remembered; else the list."""
    onward = next_path(request.args.get("next"))
    if current_actor() is not None:
        return redirect(onward, code=303)
    name = request.args.get("name", "").strip()
    if name:
        return form_by_mail(name, onward)
    asked = authority or request.args.get("authority")
    remembered = "" if "choose" in request.args else remembered_authority()
    chosen = authority_called(asked or remembered)
    if asked and chosen is None:
        return choose(onward, "No authority of this name signs in here. Choose yours from the list.", 404)
    return form(chosen, onward) if chosen else choose(onward)


@bp.post("/login")
def do_login():
    onward = next_path(request.form.get("next"))
    authority = authority_called(request.form.get("authority", ""))
    if authority is None:
        return choose(onward, "Choose your authority first.", 422)
    name = request.form.get("name", "").strip()
    other = authority_of_mail(name)
    if other and other.slug != authority.slug:
        return form(other, onward, name, f"“{name}” is an address of {other.name}. Your password was not sent to anyone; type it again here.", 422, "warn")
    if not name or not request.form.get("password"):
        return form(authority, onward, name, "Type your name and your password.", 422)
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
    return _welcome(ended, onward, device) if isinstance(ended, SignedIn) else login_form(authority.slug, onward, ended, name)


def _welcome(ended: SignedIn, onward: str, device: str):
    session.begin(ended.session_id)
    return keep_at_sign_in(redirect(onward, code=303), device, ended.person.authority)
