"""The log of who did what: only ever added to, never with a password or token in it."""

import unicodedata

from extranet.actor import Actor
from extranet.identity import store

LONGEST_DETAIL = 2000


def record(tx, site, actor: Actor | None, act: str, thing: str = "", detail: str = "", authority: str = "") -> None:
    """Add one entry inside the caller's writing transaction.

    `act` is dotted, as in 'page.deleted'; `thing` names what it was done to;
    `detail` is a short text. Line breaks and control characters are taken out,
    so no entry can look like two.
    """
    store.add_audit(
        tx,
        {
            "at": site.clock.now(),
            "actor_id": actor.id if actor else None,
            "actor_name": _one_line(actor.name if actor else "", 200),
            "authority": authority or (actor.authority if actor else ""),
            "act": act,
            "thing": _one_line(thing, 300),
            "detail": _one_line(detail, LONGEST_DETAIL),
        },
    )


def audit_entries(site, limit: int = 100, before_id: int | None = None, act: str = "") -> list:
    """The newest entries first, as mappings of the table's columns; at most 100."""
    with site.db.reading() as connection:
        return store.audit_rows(connection, min(limit, 100), before_id, act)


def _one_line(text: str, longest: int) -> str:
    kept = "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in str(text))
    return " ".join(kept.split())[:longest]
