"""OpenID Connect, the second door of an authority: the code flow with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1; RFC 7636).

Authlib checks the claims, joserfc the signature. What comes back is the same
`DirectoryPerson` that a directory gives, so that both doors lead to one person.
"""

import base64
import hashlib
import json
import logging
import secrets
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from extranet.actor import Grant
from extranet.identity.breaker import Breaker, CircuitOpen
from extranet.identity.directory_person import DirectoryPerson
from extranet.identity.oidc_settings import OidcSettings, is_safe_address

log = logging.getLogger(__name__)

WAIT_SECONDS = 3
KEEP_SECONDS = 3600.0
LARGEST_ANSWER = 512 * 1024
LEEWAY_SECONDS = 60
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")  # never none, never a shared secret
GROUPS_ELSEWHERE = "_claim_names"  # Entra: too many groups for the token


class ProviderTrouble(Exception):
    """The provider could not be asked: nothing is known about the person."""


class ProviderRefused(Exception):
    """The provider's answer is not to be believed, or names nobody: `why` is for the log."""


@dataclass(frozen=True)
class Journey:
    """One sign-in on its way: kept in the visitor's signed cookie until they come back."""

    authority: str
    state: str
    nonce: str
    verifier: str
    onward: str
    begun_at: float


@dataclass(frozen=True)
class Arrived:
    """Who came back. `granted` is None when the provider would not say which groups."""

    person: DirectoryPerson
    granted: Mapping[Grant, str] | None


class Provider:
    """One authority's provider. Safe to share between threads."""

    def __init__(self, authority: str, settings: OidcSettings, breaker: Breaker | None = None):
        self.authority = authority
        self.settings = settings
        self._breaker = breaker or Breaker()
        self._lock = Lock()
        self._kept: dict[str, tuple[float, dict]] = {}

    def begin(self, callback: str, onward: str, now: datetime) -> tuple[str, Journey]:
        """The address to send the visitor to, and what to remember. ProviderTrouble when it cannot be learnt."""
        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        journey = Journey(self.authority, secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), onward, now.timestamp())
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": callback,
            "scope": self.settings.scopes,
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": create_s256_code_challenge(journey.verifier),
            "code_challenge_method": "S256",
        }
        address = self._about()["authorization_endpoint"]
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", journey

    def look(self) -> int:
        """How many keys the provider publishes. ProviderTrouble or ProviderRefused when its description cannot be used."""
        return len(self._keys(is_fresh=True).get("keys", ()))

    def finish(self, journey: Journey, code: str, callback: str, now: datetime) -> Arrived:
        """Whoever came back with this code. ProviderTrouble, or ProviderRefused."""
        about = self._about()
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": callback, "code_verifier": journey.verifier}
        form |= {"client_id": self.settings.client_id, "client_secret": self.settings.client_secret}
        answer = self._ask(about["token_endpoint"], form)
        claims = self._believed(str(answer.get("id_token", "")), journey.nonce, now)
        return Arrived(self._person(claims), self._granted(claims))

    def _believed(self, token: str, nonce: str, now: datetime) -> dict[str, Any]:
        """The claims of a token that is signed by the provider, for us, for this journey, and fresh."""
        from authlib.oidc.core import CodeIDToken

        header, claims = self._verified(token)
        options = {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": self.settings.client_id},
            "nonce": {"essential": True, "value": nonce},
        }
        checked = CodeIDToken(claims, header, options, {"client_id": self.settings.client_id, "nonce": nonce})
        try:
            checked.validate(now=int(now.timestamp()), leeway=LEEWAY_SECONDS)
        except Exception as fault:  # Authlib raises its own errors, and TypeError or ValueError for claims of a wrong kind
            raise ProviderRefused(f"claims: {fault}") from fault
        return dict(claims)

    def _verified(self, token: str) -> tuple[dict, dict]:
        """Header and claims of a rightly signed token. A key we do not know makes us look at the provider's keys again, once."""
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        for is_fresh in (False, True):
            keys = self._keys(is_fresh)
            try:
                found = jwt.decode(token, KeySet.import_key_set(keys), algorithms=list(ALGORITHMS))
            except (JoseError, ValueError, TypeError, KeyError) as fault:
                if is_fresh:
                    raise ProviderRefused(f"signature: {fault}") from fault
            else:
                return dict(found.header), dict(found.claims)
        raise AssertionError("unreachable")

    def _person(self, claims: Mapping[str, Any]) -> DirectoryPerson:
        settings = self.settings
        stable_id = stable_id_of(settings, claims)
        login = _text(claims, settings.login_claim) or _text(claims, settings.mail_claim)
        mail = _text(claims, settings.mail_claim)
        name = _text(claims, settings.name_claim) or login
        return DirectoryPerson(self.authority, stable_id, f"oidc {claims.get('sub', '')}"[:300], login, name, (mail,) if mail else ())

    def _granted(self, claims: Mapping[str, Any]) -> dict[Grant, str] | None:
        if GROUPS_ELSEWHERE in claims and self.settings.groups_claim not in claims:
            log.warning("the provider of %s sent no groups because there are too many; roles stay as they were", self.authority)
            return None
        groups = claims.get(self.settings.groups_claim, ())
        named = {groups} if isinstance(groups, str) else {one for one in groups if isinstance(one, str)} if isinstance(groups, list) else set()
        granted: dict[Grant, str] = {}
        for group, grants in self.settings.roles.items():
            for grant in grants if group in named else ():
                granted.setdefault(grant, group)
        return granted

    # Asking the provider --------------------------------------------------------

    def _about(self) -> dict[str, Any]:
        """The provider's own description (OpenID Connect Discovery 1.0), believed only if it names the issuer we were told."""
        found = self._known("about", f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self.settings.issuer:
            raise ProviderRefused(f"the provider calls itself {str(found.get('issuer'))[:200]!r}")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not is_safe_address(str(found.get(name, ""))):
                raise ProviderRefused(f"{name} is no safe address")
        return found

    def _keys(self, is_fresh: bool) -> dict[str, Any]:
        return self._known("keys", self._about()["jwks_uri"], is_fresh)

    def _known(self, name: str, url: str, is_fresh: bool = False) -> dict[str, Any]:
        with self._lock:
            until, found = self._kept.get(name, (0.0, {}))
        if found and monotonic() < until and not is_fresh:
            return found
        found = self._ask(url)
        with self._lock:
            self._kept[name] = (monotonic() + KEEP_SECONDS, found)
        return found

    def _ask(self, url: str, form: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The JSON object at this address. No redirect is followed, no proxy asked, and the answer has a largest size."""
        body = urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(url, body, {"Accept": "application/json"})
        try:
            with self._breaker.passage(OSError), self._opener().open(request, timeout=WAIT_SECONDS) as answer:
                found = json.loads(answer.read(LARGEST_ANSWER))
        except urllib.error.HTTPError as fault:
            fault.close()
            if fault.code in (400, 401, 403):
                raise ProviderRefused(f"the provider answered {fault.code}") from fault
            raise ProviderTrouble(f"the provider answered {fault.code}") from fault
        except (OSError, CircuitOpen) as fault:
            raise ProviderTrouble(str(fault)[:300]) from fault
        except ValueError as fault:
            raise ProviderTrouble("the provider's answer is no JSON") from fault
        if not isinstance(found, dict):
            raise ProviderTrouble("the provider's answer is no JSON object")
        return found

    def _opener(self) -> urllib.request.OpenerDirector:
        context = ssl.create_default_context(cafile=self.settings.ca_file or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context), _NoRedirects())


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_given):
        return None


def stable_id_of(settings: OidcSettings, claims: Mapping[str, Any]) -> str:
    """Who this is for ever: the directory's own id where the claim holds it, else an id of issuer and claim. ProviderRefused for none."""
    value = _text(claims, settings.id_claim)
    try:
        match settings.id_format:
            case "uuid":
                return UUID(value).hex
            case "base64":
                raw = base64.b64decode(value, validate=True)
                if len(raw) != 16:
                    raise ValueError("not 16 bytes")
                return raw.hex()
    except ValueError as fault:
        raise ProviderRefused(f"{settings.id_claim} holds no id of the form {settings.id_format}") from fault
    if not value:
        raise ProviderRefused(f"{settings.id_claim} is missing")
    return "oidc:" + hashlib.sha256(f"{settings.issuer}\0{value}".encode()).hexdigest()[:56]


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name, "")
    return " ".join(value.split())[:254] if isinstance(value, str) else ""
