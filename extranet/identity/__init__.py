"""Identity: people, the directories that know them, their roles, sessions and tokens.

model.py                people, grants, sessions, tokens, ends of a sign-in
sign_in.py              signing in, step by step
directory.py            every call into ldap3
directory_words.py      filters and DNs as text
directory_settings.py   an authority's directory as an operator describes it
directory_person.py     an entry read as a person; directory_groups.py its groups and roles
authority_directory.py  one directory asked; breaker.py keeps its trouble local
directory_check.py      `extranet directory test`, in plain words
throttle.py             how often a sign-in may be tried
sessions.py, tokens.py  what a cookie or an API key opens
actions.py              grant, revoke, disable, enable
upkeep.py               a record kept in step with its directory
directory_sync.py       joiners, movers, leavers; sync_runs.py asked for and reported; recheck.py in between
handovers.py            what a leaver leaves behind
jobs.py                 what runs in the background
audit.py                the log of who did what
views_session.py        how a request knows its person
views.py, views_account.py  signing in and out; one's own account
"""

from extranet.identity.actions import (
    actor_by_id,
    add_person,
    disable_person,
    enable_person,
    grant,
    held_grants,
    ids_with_role,
    list_people,
    members_of,
    people_by_ids,
    person_by_id,
    person_named,
    revoke,
)
from extranet.identity.audit import audit_entries, record
from extranet.identity.directories import directories_of
from extranet.identity.handovers import raise_handover
from extranet.identity.model import HeldGrant, Person
from extranet.identity.sessions import open_session
from extranet.identity.sign_in import sign_in
from extranet.identity.tokens import actor_for_token, make_token

__all__ = [
    "HeldGrant",
    "Person",
    "actor_by_id",
    "actor_for_token",
    "add_person",
    "audit_entries",
    "directories_of",
    "disable_person",
    "enable_person",
    "grant",
    "held_grants",
    "ids_with_role",
    "list_people",
    "make_token",
    "members_of",
    "open_session",
    "people_by_ids",
    "person_by_id",
    "person_named",
    "raise_handover",
    "record",
    "revoke",
    "sign_in",
]
