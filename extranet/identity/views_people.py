"""People and what they may do, for those who administer them: /-/people."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from flask import Blueprint, redirect, request, url_for

from extranet.actor import ROLES, Grant
from extranet.authorities import current_authorities
from extranet.errors import BadInput, NotFound
from extranet.identity import actions, handovers, moving, sessions, shown
from extranet.identity.directories import directories_of
from extranet.identity.directory_settings import read_grant
from extranet.identity.groups import known_groups
from extranet.identity.handovers import Handover
from extranet.identity.model import BREAK_GLASS, GUEST, OF_DIRECTORY, OF_PROVIDER, Person
from extranet.identity.shown import PersonRow
from extranet.identity.views_account import browser_of
from extranet.rights import may
from extranet.web import Page, add_notice, current_site, render, require

people = Blueprint("people", __name__, url_prefix="/-/people")

VOUCHED = {
    OF_DIRECTORY: "the authority's directory",
    OF_PROVIDER: "the authority's OpenID provider",
    GUEST: "the group that invited them",
    BREAK_GLASS: "the command line",
}
AUTHORITY_ROLES = tuple(role for role in ROLES if role != "partnership_administrator")


@dataclass(frozen=True)
class PeoplePage(Page):
    """A list of people with their roles and why they hold them. `authorities` and `role_choices` are (value, words).

    `has_directory`: one of these authorities has a directory to be brought in step with.
    """

    template: ClassVar[str] = "identity/people.html"
    people: tuple[PersonRow, ...]
    total: int
    page: int
    pages: int
    prefix: str
    text: str
    authority: str
    authorities: tuple[tuple[str, str], ...]
    role: str
    role_choices: tuple[tuple[str, str], ...]
    tasks: tuple[Handover, ...]
    has_directory: bool


@dataclass(frozen=True)
class PersonPage(Page):
    """One person: `facts` are (words, value); the `may_…` tell which forms are drawn."""

    template: ClassVar[str] = "identity/person.html"
    person: PersonRow
    facts: tuple[tuple[str, str], ...]
    session_rows: tuple[tuple[str, str, str, str], ...]
    is_off: bool
    may_change: bool
    may_move: bool
    likely: tuple[PersonRow, ...]
    role_choices: tuple[tuple[str, str], ...]
    scope_choices: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...]
    role: str
    scope: str
    because: str


@people.get("")
def index():
    site, actor, asked = current_site(), require("people.read"), request.args
    authorities = _authorities_of(site, actor)
    otherwise = "" if actor.is_partnership_administrator else authorities[0][0]
    authority = asked["authority"] if asked.get("authority") in dict(authorities) else otherwise
    text, role = asked.get("q", "")[:100], asked.get("role", "") if asked.get("role") in ROLES else ""
    number = asked.get("page", 1, type=int)
    found = actions.find_people(site, authority, text, role, number)
    page = PeoplePage(
        people=tuple(shown.person_row(site, one, found.grants[one.id]) for one in found.people),
        total=found.total,
        page=number,
        pages=-(-found.total // actions.PEOPLE_ON_A_PAGE),
        prefix="?" + "".join(f"{name}={value}&" for name, value in _kept(authority=authority, q=text, role=role)) + "page=",
        text=text,
        authority=authority,
        authorities=authorities,
        role=role,
        role_choices=_role_choices(ROLES),
        tasks=tuple(handovers.open_handovers(site, None if actor.is_partnership_administrator else [one for one, _ in authorities])),
        has_directory=any(slug in dict(authorities) for slug in directories_of(site)),
    )
    return render(page)


@people.get("/<int:person_id>")
def show(person_id):
    return _person_page(_person(person_id))


@people.post("/<int:person_id>/grant")
def grant(person_id):
    site, person = current_site(), _person(person_id)
    actor, form = require("people.read", person.authority), request.form
    try:
        given = _typed_grant(form.get("role", ""), form.get("scope", ""))
        actions.grant(site, actor, person_id, given, form.get("because", "").strip()[:300])
    except BadInput as fault:
        return _person_page(person, ((fault.field or "", fault.sentence),), form.get("role", ""), form.get("scope", ""), form.get("because", ""))
    add_notice(f"{person.name} is {shown.role_words(given).lower()} in {shown.scope_words(site, given)} from now on.")
    return _back(person_id)


@people.post("/<int:person_id>/revoke")
def revoke(person_id):
    site, person = current_site(), _person(person_id)
    actor = require("people.read", person.authority)
    taken = read_grant(request.form.get("grant", ""), lambda why: BadInput(why, "grant"), person.authority)
    actions.revoke(site, actor, person_id, taken)
    add_notice(f"{person.name} is no longer {shown.role_words(taken).lower()} in {shown.scope_words(site, taken)}.")
    return _back(person_id)


@people.post("/<int:person_id>/disable")
def disable(person_id):
    person = _person(person_id)
    actions.disable_person(current_site(), require("people.read", person.authority), person_id, request.form.get("why", "").strip()[:300])
    add_notice(f"{person.name} is switched off; every session and token has ended.")
    return _back(person_id)


@people.post("/<int:person_id>/enable")
def enable(person_id):
    person = _person(person_id)
    actions.enable_person(current_site(), require("people.read", person.authority), person_id)
    add_notice(f"{person.name} may sign in again.")
    return _back(person_id)


@people.post("/<int:person_id>/sessions/end")
def end_sessions(person_id):
    person = _person(person_id)
    actions.end_sessions(current_site(), require("people.read", person.authority), person_id)
    add_notice(f"Every session of {person.name} has ended.")
    return _back(person_id)


@people.post("/<int:person_id>/move")
def move(person_id):
    """This (old) record goes on as the person whose number is given."""
    old = _person(person_id)
    actor = require("person.move", old)
    moving.give_record_back(current_site(), actor, person_id, request.form.get("to", 0, type=int))
    add_notice(f"{old.name} goes on with this record.")
    return _back(person_id)


@people.post("/tasks/<int:task_id>/done")
def task_done(task_id):
    site = current_site()
    actor = require("people.read", handovers.authority_of_handover(site, task_id))
    handovers.finish_handover(site, actor, task_id)
    add_notice("Ticked off.")
    return redirect(url_for("people.index"), code=303)


def _person(person_id: int) -> Person:
    """The door: whoever may not look at this person is told that there is none."""
    require("people.read")
    site = current_site()
    person = actions.person_by_id(site, person_id)
    if person is None or not may(site, require("people.read"), "person.read", person):
        raise NotFound("There is no such person.")
    return person


def _person_page(person: Person, errors=(), role="", scope="", because=""):
    site = current_site()
    actor = require("people.read")
    can_move = bool(may(site, actor, "person.move", (person, None)))
    page = PersonPage(
        person=shown.person_row(site, person, actions.held_grants(site, person.id)),
        facts=_facts(site, person),
        session_rows=tuple((browser_of(one.agent), one.address, shown.moment(one.started_at), shown.moment(one.seen_at)) for one in _sessions(site, person)),
        is_off=person.state == "admin_blocked",
        may_change=bool(may(site, actor, "person.change", (person, None))) and actor.id != person.id,
        may_move=can_move and person.state == "directory_blocked",
        likely=tuple(shown.person_row(site, one) for one in moving.likely_records(site, person)) if can_move and not person.is_active else (),
        role_choices=_role_choices(ROLES if actor.is_partnership_administrator else AUTHORITY_ROLES),
        scope_choices=_scope_choices(site, actor, person),
        errors=tuple(errors),
        role=role,
        scope=scope,
        because=because,
    )
    return render(page, status=422 if errors else 200)


def _sessions(site, person: Person):
    return sessions.sessions_of(site, person.as_actor())


def _facts(site, person: Person) -> tuple[tuple[str, str], ...]:
    rows = [
        ("Name to sign in with", person.login),
        ("Mail", person.mail or "none"),
        ("Authority", shown.authority_name(site, person.authority)),
        ("Vouched for by", VOUCHED[person.kind]),
        ("First seen", shown.day(person.first_seen_at)),
        ("Last sign-in", shown.moment(person.signed_in_at)),
        ("Confirmed by the directory", shown.moment(person.checked_at)),
    ]
    if person.is_guest:
        rows += [("Comes from", person.body), ("Last day", f"{person.ends_on:%-d %B %Y}" if person.ends_on else "none")]
    return tuple(rows)


def _scope_choices(site, actor, person: Person) -> tuple[tuple[str, str], ...]:
    choices = [(f"authority:{person.authority}", shown.authority_name(site, person.authority))]
    groups = known_groups(site).items()
    if actor.is_partnership_administrator:
        return (*choices, *((f"group:{slug}", name) for slug, name in groups), ("partnership:", "the whole partnership"))
    return (*choices, *((f"group:{slug}", name) for slug, name in groups if actor.has_role("approver", "group", slug)))


def _typed_grant(role: str, scope: str) -> Grant:
    kind, _, slug = scope.partition(":")
    words = f"{role}@{kind}:{slug}" if slug else f"{role}@{kind}"
    if not role or not kind:
        raise BadInput("Choose a role and where it is held.", "role")
    return read_grant(words, lambda why: BadInput("This role is not held there; choose another place.", "scope"), slug)


def _authorities_of(site, actor) -> tuple[tuple[str, str], ...]:
    """(slug, name) of the authorities whose people this administrator looks after."""
    all_of_them = [(one.slug, one.name) for one in current_authorities(site)]
    return tuple(one for one in all_of_them if may(site, actor, "people.read", one[0]))


def _role_choices(roles) -> tuple[tuple[str, str], ...]:
    return tuple((role, role.replace("_", " ").capitalize()) for role in roles)


def _kept(**values):
    return [(name, quote(value)) for name, value in values.items() if value]


def _back(person_id: int):
    return redirect(url_for("people.show", person_id=person_id), code=303)
