"""Coming back from an authority's OpenID provider: the same person, the same roles, the same session as by the other door."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from extranet.identity import store
from extranet.identity.audit import record
from extranet.identity.breaker import Breaker
from extranet.identity.directories import directories_of
from extranet.identity.model import BLOCKED, DIRECTORY_BLOCKED, OF_DIRECTORY, OF_PROVIDER, DirectorySilent, SignedIn, SignInRefused
from extranet.identity.oidc import Arrived, Journey, Provider, ProviderRefused, ProviderTrouble
from extranet.identity.sessions import begin_session
from extranet.identity.shown import authority_name
from extranet.identity.upkeep import bring_up_to_date

PART = "identity.providers"
JOURNEY_SECONDS = 600
NOT_BELIEVED = "Your authority’s sign-in page sent an answer that cannot be used. Begin again; if it stays, tell your administrator."
TOO_LATE = "This sign-in was begun too long ago, or in another window. Begin again."


@dataclass(frozen=True)
class CameBack:
    """What stood in the address with which somebody came back, and where from."""

    state: str
    code: str
    error: str
    address: str
    agent: str


def providers_of(site) -> Mapping[str, Provider]:
    """By authority slug: those whose directory has a table `oidc`."""
    return site.part(PART, lambda: _open(site))


def set_out(site, authority: str, callback: str, onward: str) -> tuple[str, dict] | DirectorySilent:
    """The provider's address and the journey as plain values for the visitor's cookie."""
    try:
        address, journey = providers_of(site)[authority].begin(callback, onward, site.clock.now())
    except (ProviderTrouble, ProviderRefused) as fault:
        return _silent(site, authority, str(fault))
    return address, asdict(journey)


def come_back(site, kept: Mapping[str, Any] | None, back: CameBack, callback: str) -> SignedIn | SignInRefused | DirectorySilent:
    """Sign in whoever comes back on a journey that was begun in this very browser."""
    journey = _journey(site, kept, back)
    if journey is None:
        return SignInRefused(TOO_LATE)
    if back.error or not back.code:
        return _refused(site, journey.authority, f"the provider said {back.error[:60] or 'nothing'}")
    try:
        arrived = providers_of(site)[journey.authority].finish(journey, back.code, callback, site.clock.now())
    except ProviderTrouble as fault:
        return _silent(site, journey.authority, str(fault))
    except ProviderRefused as fault:
        return _refused(site, journey.authority, str(fault))
    return _accepted(site, arrived, back)


def _open(site) -> dict[str, Provider]:
    seats = max(1, min(4, site.settings.threads // 2))
    found = {slug: one.settings.oidc for slug, one in directories_of(site).items()}
    return {slug: Provider(slug, settings, Breaker(seats)) for slug, settings in found.items() if settings}


def _journey(site, kept: Mapping[str, Any] | None, back: CameBack) -> Journey | None:
    """The journey that this answer belongs to; None for a strange, stale or missing one."""
    try:
        journey = Journey(**(kept or {}))
    except TypeError:
        return None
    is_ours = secrets.compare_digest(journey.state.encode(), back.state.encode("utf-8", "replace"))
    is_fresh = 0 <= site.clock.now().timestamp() - journey.begun_at <= JOURNEY_SECONDS
    return journey if is_ours and is_fresh and journey.authority in providers_of(site) else None


def _accepted(site, arrived: Arrived, back: CameBack) -> SignedIn | SignInRefused:
    """Person, roles, session and audit in one transaction."""
    kind = OF_PROVIDER if arrived.person.stable_id.startswith("oidc:") else OF_DIRECTORY
    with site.db.writing() as tx:
        before = store.person_by_identity(tx, arrived.person.authority, arrived.person.stable_id)
        has_left = before is not None and before.kind == OF_DIRECTORY and before.state == DIRECTORY_BLOCKED  # the directory knows better
        person = before if has_left else bring_up_to_date(tx, site, arrived.person, arrived.granted, kind, signed_in_at=site.clock.now())
        if not person.is_active:
            record(tx, site, person.as_actor(), "sign_in.refused", person.name, "left the directory" if has_left else "switched off here")
            return SignInRefused(BLOCKED)
        record(tx, site, person.as_actor(), "sign_in.done", person.name, "by OpenID Connect")
        return SignedIn(person, begin_session(tx, site, person, back.address, back.agent))


def _refused(site, authority: str, why: str) -> SignInRefused:
    with site.db.writing() as tx:
        record(tx, site, None, "sign_in.refused", "", f"OpenID Connect: {why}", authority=authority)
    return SignInRefused(NOT_BELIEVED)


def _silent(site, authority: str, why: str) -> DirectorySilent:
    with site.db.writing() as tx:
        record(tx, site, None, "sign_in.unavailable", "", f"OpenID Connect: {why}", authority=authority)
    name = authority_name(site, authority)
    return DirectorySilent(f"The sign-in page of {name} does not answer at the moment. Try again in a minute, or type your name and password below.")
