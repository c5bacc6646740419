"""Keys for programs: scoped, shown once, kept hashed, ending on a date."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from extranet.actor import Actor
from extranet.errors import BadInput, NotFound
from extranet.identity import store
from extranet.identity.audit import record
from extranet.identity.model import TOKEN_SCOPES, ApiToken
from extranet.identity.sessions import key_of

PREFIX = "ext_"
LONGEST_DAYS = 366
MOST_TOKENS = 20
USE_NOTED_EVERY = timedelta(minutes=1)


def make_token(site, actor: Actor, name: str, scopes: Iterable[str], days: int) -> str:
    """A new token of the actor's own; the secret, which is never shown again.

    BadInput for a missing name, an unknown scope or a wrong number of days.
    """
    name, scopes = name.strip(), frozenset(scopes)
    _check(name, scopes, days)
    secret, now = PREFIX + secrets.token_urlsafe(32), site.clock.now()
    with site.db.writing() as tx:
        if sum(one.is_live(now) for one in store.tokens_of(tx, actor.id)) >= MOST_TOKENS:
            raise BadInput(f"You have {MOST_TOKENS} tokens. Revoke one before you make another.")
        store.add_token(tx, key_of(secret), actor.id, name, scopes, now, now + timedelta(days=days))
        record(tx, site, actor, "token.made", name, f"{', '.join(sorted(scopes))}; {days} days")
    return secret


def revoke_token(site, actor: Actor, token_id: int) -> None:
    """The actor's own token works no more. NotFound for anybody else's."""
    with site.db.writing() as tx:
        if not store.revoke_token(tx, actor.id, token_id, site.clock.now()):
            raise NotFound("You have no such token, or it is revoked already.")
        record(tx, site, actor, "token.revoked", str(token_id))


def tokens_of(site, actor: Actor) -> list[ApiToken]:
    """The actor's own tokens, the newest first."""
    with site.db.reading() as connection:
        return store.tokens_of(connection, actor.id)


def actor_for_token(site, secret: str) -> Actor | None:
    """Who acts with this token, limited to its scopes; None when it is no good (any more)."""
    if not secret.startswith(PREFIX) or len(secret) > 100:
        return None
    now = site.clock.now()
    with site.db.reading() as connection:
        found = store.load_token(connection, key_of(secret))
    if not found or not found[0].is_live(now) or not found[1].is_welcome(site.clock.today()):
        return None
    token, person = found
    if token.used_at is None or now - token.used_at >= USE_NOTED_EVERY:
        with site.db.writing() as tx:
            store.note_token_use(tx, token.id, now)
    return person.as_actor(token_scopes=token.scopes)


def _check(name: str, scopes: frozenset[str], days: int) -> None:
    if not name or len(name) > 100:
        raise BadInput("Give the token a name of at most 100 letters, so that you know it again.", "name")
    if not scopes or scopes - set(TOKEN_SCOPES):
        raise BadInput("Choose what the token may do: read, or read and write.", "scopes")
    if not 1 <= days <= LONGEST_DAYS:
        raise BadInput(f"A token lasts between 1 and {LONGEST_DAYS} days.", "days")
