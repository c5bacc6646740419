"""Who asks, on which site, about whose customer: answers for the running request."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, current_app, g, redirect, request, session, url_for
from werkzeug.exceptions import HTTPException

from extranet.actor import Actor
from extranet.errors import Forbidden
from extranet.rights import may
from extranet.site import Site

KEY = "extranet"


@dataclass(frozen=True)
class Wiring:
    """What the roof hands down: the site, and how to learn who asks."""

    site: Site
    load_actor: Callable[[], Actor | None]
    authorities: Callable[[], Iterable]
    pair_of: Callable[[str], object | None]


class SignInNeeded(HTTPException):
    """A visitor asks for something that needs a person."""

    code = 303

    def get_response(self, environ=None, scope=None):
        return redirect(url_for("identity.login", next=path_with_query()), code=303)


def wire(app: Flask, wiring: Wiring) -> None:
    """Hang the roof's parts on the app."""
    app.extensions[KEY] = wiring


def wiring() -> Wiring:
    return current_app.extensions[KEY]


def current_site() -> Site:
    """The site this app serves."""
    return current_app.extensions[KEY].site


def current_actor() -> Actor | None:
    """The person or token holder asking; None for a visitor."""
    if "actor" not in g:
        g.actor = wiring().load_actor()
    return g.actor


def signed_in() -> Actor:
    """The person asking; a visitor is sent to sign in and comes back."""
    actor = current_actor()
    if actor is None:
        raise SignInNeeded()
    return actor


def require(act: str, thing=None) -> Actor:
    """The person asking, who may do this; else sign-in or a refusal with its reason."""
    actor = signed_in()
    decision = may(current_site(), actor, act, thing)
    if not decision:
        raise Forbidden(decision.reason)
    return actor


def customer():
    """The authority of the customer in hand, or None.

    `for=` in the address wins (so links can be shared); else what the customer
    strip was set to in this session; else the person's own authority, which is
    right for most contacts. An unknown or ended authority is None.
    """
    if "customer" not in g:
        actor = current_actor()
        slug = session.get("customer", actor.authority if actor else None)
        slug = request.args.get("for", slug)
        known = {one.slug: one for one in wiring().authorities()}
        g.customer = known.get(slug)
    return g.customer


def customer_area() -> str:
    """The town or outward code that the customer in hand was found by, such as 'GU24'; '' when chosen otherwise."""
    chosen = customer()
    return session.get("customer_area", "") if chosen and chosen.slug == session.get("customer") else ""


def is_json_wanted() -> bool:
    """Whether the client asks for JSON rather than a page."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def path_with_query() -> str:
    """This request's own address without the host."""
    return request.full_path.rstrip("?") if request.query_string else request.path


def next_path(given: str | None, otherwise: str = "/") -> str:
    """A path on this host to go on to; anything else becomes `otherwise`."""
    if not given or not given.startswith("/") or given.startswith(("//", "/\\")):
        return otherwise
    if any(ord(letter) < 32 or letter == "\\" for letter in given):
        return otherwise
    parts = urlsplit(given)
    return otherwise if parts.scheme or parts.netloc else given
