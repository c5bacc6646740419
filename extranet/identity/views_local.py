"""The doors for people without a directory: guests (/-/login/guest) and, if one was made, break-glass administrators (/-/login/local)."""

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import Blueprint, redirect, request, session, url_for

from extranet.errors import BadInput, NotFound
from extranet.identity import guests
from extranet.identity.break_glass import is_break_glass_ready
from extranet.identity.local_sign_in import local_sign_in
from extranet.identity.model import BREAK_GLASS, GUEST, SignedIn, SignInTry
from extranet.identity.views_cookies import device_mark, keep_at_sign_in
from extranet.web import Page, add_notice, current_site, next_path, render, signed_in

local = Blueprint("local", __name__, url_prefix="/-")


@dataclass(frozen=True)
class LocalLoginPage(Page):
    """Name, password and code. `is_guest` chooses the words."""

    template: ClassVar[str] = "identity/local_login.html"
    is_guest: bool
    name: str
    next: str
    problem: str


@dataclass(frozen=True)
class BeginPage(Page):
    """A guest sets the password with the code they were given."""

    template: ClassVar[str] = "identity/guest_begin.html"
    name: str
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SecondFactorPage(Page):
    """`secret` and `address` for the app while it is being set up; `recovery_codes` once after that."""

    template: ClassVar[str] = "identity/second_factor.html"
    has_app: bool
    may_remove: bool
    secret: str
    address: str
    recovery_codes: tuple[str, ...]
    problem: str


@local.get("/login/guest")
def guest():
    return render(LocalLoginPage(True, request.args.get("name", "")[:200], next_path(request.args.get("next")), ""))


@local.post("/login/guest")
def guest_sign_in():
    return _sign_in(GUEST)


@local.get("/login/local")
def break_glass():
    _is_there()
    return render(LocalLoginPage(False, "", next_path(request.args.get("next")), ""))


@local.post("/login/local")
def break_glass_sign_in():
    _is_there()
    return _sign_in(BREAK_GLASS)


@local.get("/login/guest/begin")
def begin():
    return render(BeginPage(request.args.get("name", "")[:200], ()))


@local.post("/login/guest/begin")
def do_begin():
    form = request.form
    name = form.get("name", "").strip()[:200]
    try:
        if form.get("password", "") != form.get("again", ""):
            raise BadInput("The two passwords are not the same.", "again")
        guests.begin_as_guest(current_site(), replace(_tried(device_mark()), authority=GUEST), form.get("code", ""))
    except BadInput as fault:
        return render(BeginPage(name, ((fault.field or "name", fault.sentence),)), status=422)
    add_notice("Your password is set. Sign in with it.")
    return redirect(url_for("local.guest", name=name), code=303)


@local.get("/account/second-factor")
def second_factor():
    return _second_factor_page()


@local.post("/account/second-factor")
def change_second_factor():
    """Set an app up ('begin'), confirm it with its first code ('confirm'), or remove it ('remove')."""
    site, actor, form = current_site(), _person_with_key(), request.form
    secret, address, codes, problem = "", "", (), ""
    try:
        if form.get("do") == "remove":
            guests.remove_app(site, actor, form.get("code", ""))
        elif form.get("do") == "confirm":
            codes = guests.confirm_app(site, actor, form.get("code", ""))
        else:
            secret, address = guests.prepare_app(site, actor)
    except BadInput as fault:
        problem = fault.sentence
    if problem and form.get("do") == "confirm":
        secret, address = guests.prepare_app(site, actor)
    return _second_factor_page(secret, address, codes, problem)


def _second_factor_page(secret="", address="", codes=(), problem=""):
    actor = _person_with_key()
    key = guests.own_key(current_site(), actor)
    page = SecondFactorPage(key.has_app, actor.is_guest, secret, address, tuple(codes), problem)
    return render(page, status=422 if problem else 200)


def _person_with_key():
    actor = signed_in()
    if actor.token_scopes is not None:
        raise NotFound()
    guests.own_key(current_site(), actor)
    return actor


def _is_there() -> None:
    """The page is not there at all until the command line has made an account for it."""
    if not is_break_glass_ready(current_site()):
        raise NotFound()


def _sign_in(kind: str):
    onward, device = next_path(request.form.get("next")), device_mark()
    ended = local_sign_in(current_site(), kind, _tried(device), request.form.get("code", "")[:50])
    if isinstance(ended, SignedIn):
        session.begin(ended.session_id)
        return keep_at_sign_in(redirect(onward, code=303), device)
    page = LocalLoginPage(kind == GUEST, request.form.get("name", "")[:200], onward, ended.sentence)
    html, status = render(page, status=429 if ended.wait_seconds else 403)
    return html, status, {"Retry-After": str(ended.wait_seconds)} if ended.wait_seconds else {}


def _tried(device: str) -> SignInTry:
    form = request.form
    return SignInTry("", form.get("name", "").strip(), form.get("password", ""), request.remote_addr or "", device, request.user_agent.string)
