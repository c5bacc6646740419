"""The second door of an authority: out to its own sign-in page and back. /-/login/<authority>/oidc, /-/login/callback."""

from flask import Blueprint, redirect, request, session

from extranet.errors import NotFound
from extranet.identity.model import SignedIn
from extranet.identity.oidc_sign_in import CameBack, come_back, providers_of, set_out
from extranet.identity.views_cookies import device_mark, keep_at_sign_in
from extranet.identity.views_login import login_form
from extranet.web import current_actor, current_site, next_path

oidc = Blueprint("oidc", __name__, url_prefix="/-/login")

KEPT = "oidc"


@oidc.get("/<authority>/oidc")
def leave(authority):
    """To the provider. A link and not a form: the Content-Security-Policy lets no form end on another host."""
    site, onward = current_site(), next_path(request.args.get("next"))
    if current_actor() is not None:
        return redirect(onward, code=303)
    if authority not in providers_of(site):
        raise NotFound("This authority has no sign-in page of its own here.")
    begun = set_out(site, authority, _callback(site), onward)
    if not isinstance(begun, tuple):
        return login_form(authority, onward, begun)
    address, session[KEPT] = begun
    return redirect(address, code=303)


@oidc.get("/callback")
def back():
    """From the provider. Whatever it says counts only for a journey begun in this browser."""
    site, kept, asked = current_site(), session.pop(KEPT, None), request.args
    came = CameBack(asked.get("state", "")[:200], asked.get("code", "")[:4000], asked.get("error", ""), request.remote_addr or "", request.user_agent.string)
    ended = come_back(site, kept, came, _callback(site))
    onward = next_path((kept or {}).get("onward"))
    if not isinstance(ended, SignedIn):
        return login_form((kept or {}).get("authority", ""), onward, ended)
    session.begin(ended.session_id)
    return keep_at_sign_in(redirect(onward, code=303), device_mark(), ended.person.authority)


def _callback(site) -> str:
    """From the settings, never from the Host header."""
    return f"{site.settings.public_url.rstrip('/')}/-/login/callback"
