"""A person's messages, the entries to download, and the private feed."""

import hashlib
import secrets

from extranet.errors import NotFound
from extranet.identity import person_by_id
from extranet_plugins.customer_care_training.calendar import ical, store


def my_messages(site, actor) -> list[dict]:
    """What was put in front of this person, newest first."""
    with site.db.reading() as connection:
        return store.messages_for(connection, actor.id)


def entry_file(site, actor, message_id: int) -> bytes:
    """The iCalendar file of one of the actor's own messages. NotFound for a message without one, or somebody else's."""
    with site.db.reading() as connection:
        found = store.message_of(connection, actor.id, message_id)
    if found is None or not found["method"]:
        raise NotFound("There is no calendar entry here for you.")
    entry = found["entry"]
    organiser = person_by_id(site, entry["organiser"]) if entry["organiser"] else None
    me = person_by_id(site, actor.id)
    by = (organiser.name, organiser.mail) if organiser else (site.settings.site_name, "")
    return ical.message_text(found["method"], entry, site.clock.now(), by, (me.name, me.mail))


def make_feed(site, actor) -> str:
    """A new secret key for the actor's feed, shown now and never again; an earlier one stops working."""
    key = secrets.token_urlsafe(32)
    with site.db.writing() as tx:
        row = {"person_id": actor.id, "authority_id": actor.authority, "key_hash": _hash(key), "made_at": site.clock.now()}
        store.keep_feed(tx, row)
    return key


def end_feed(site, actor) -> None:
    with site.db.writing() as tx:
        store.remove_feed(tx, actor.id)


def feed_made_at(site, actor):
    with site.db.reading() as connection:
        return store.feed_made_at(connection, actor.id)


def feed(site, key: str) -> bytes:
    """The feed that this key opens. NotFound for any other key, and for people who may not sign in any more."""
    with site.db.reading() as connection:
        person_id = store.person_of_feed(connection, _hash(key))
        person = person_by_id(site, person_id) if person_id else None
        if person is None or not person.is_active:
            raise NotFound("There is no calendar at this address.")
        objects = store.objects_of(connection, person_id=person.id)
    return ical.feed_text(objects, site.clock.now(), f"{site.settings.site_name}: training")


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
