"""The people of a working group: who holds which role and why, roles given and taken, guests. /-/people/groups/<slug>."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import Blueprint, redirect, request, url_for

from extranet.actor import Grant
from extranet.authorities import current_authorities
from extranet.errors import BadInput, Forbidden, NotFound
from extranet.identity import actions, guests, shown
from extranet.identity.directory_settings import read_grant
from extranet.identity.groups import known_groups
from extranet.identity.guests import Invitation
from extranet.identity.shown import PersonRow
from extranet.rights import may
from extranet.web import Page, add_notice, current_site, render, signed_in

group_people = Blueprint("group_people", __name__, url_prefix="/-/people/groups")

TYPED = ("authority", "login", "role", "because", "name", "mail", "body", "ends_on-day", "ends_on-month", "ends_on-year")
GROUP_ROLES = ("reader", "author", "approver", "trainer", "assessor", "moderator", "specialist")


@dataclass(frozen=True)
class GuestRow:
    id: int
    name: str
    mail: str
    body: str
    ends: str
    state: tuple[str, str]


@dataclass(frozen=True)
class GroupPeoplePage(Page):
    """`secret` is (name, address, code) of an invitation just made, or None; `typed` is a form that came back."""

    template: ClassVar[str] = "identity/group_people.html"
    group: str
    name: str
    people: tuple[PersonRow, ...]
    guests: tuple[GuestRow, ...]
    may_change: bool
    authorities: tuple[tuple[str, str], ...]
    role_choices: tuple[tuple[str, str], ...]
    secret: tuple[str, str, str] | None
    errors: tuple[tuple[str, str], ...]
    typed: dict[str, str]


@group_people.get("/<group>")
def show(group):
    _may_read(group)
    return _page(group)


@group_people.post("/<group>/give")
def give(group):
    """A role in this group for somebody of any authority, found by login name or mail address."""
    site, actor, form = current_site(), _may_change(group), request.form
    try:
        person = actions.one_person_called(site, form.get("authority", ""), form.get("login", ""))
        if form.get("role") not in GROUP_ROLES:
            raise BadInput("Choose a role.", "role")
        given = Grant(form["role"], "group", group)
        actions.grant(site, actor, person.id, given, form.get("because", "").strip()[:300])
    except BadInput as fault:
        return _page(group, ((fault.field or "", fault.sentence),))
    add_notice(f"{person.name} of {shown.authority_name(site, person.authority)} is {form['role']} here from now on.")
    return _back(group)


@group_people.post("/<group>/take")
def take(group):
    site, actor, form = current_site(), _may_change(group), request.form
    taken = read_grant(form.get("grant", ""), lambda why: BadInput(why), "")
    if (taken.scope_kind, taken.scope) != ("group", group):
        raise NotFound("There is no such role in this group.")
    actions.revoke(site, actor, form.get("person", 0, type=int), taken)
    add_notice("The role is taken back.")
    return _back(group)


@group_people.post("/<group>/guests")
def invite(group):
    """Not redirected: the code is in this one answer and nowhere else."""
    site, actor, form = current_site(), _may_change(group), request.form
    mail = form.get("mail", "").strip()
    try:
        wanted = Invitation(group, form.get("name", "").strip(), mail, form.get("body", "").strip(), _day(form, "ends_on"))
        code = guests.invite_guest(site, actor, wanted)
    except BadInput as fault:
        return _page(group, ((fault.field or "", fault.sentence),))
    return _page(group, secret=(wanted.name, _address(site, mail), code))


@group_people.post("/<group>/guests/<int:person_id>/code")
def new_code(group, person_id):
    """Another code, shown once."""
    site, actor = current_site(), _may_change(group)
    code = guests.new_guest_code(site, actor, person_id)
    person = actions.person_by_id(site, person_id)
    return _page(group, secret=(person.name, _address(site, person.mail), code))


@group_people.post("/<group>/guests/<int:person_id>/end-date")
def change_end(group, person_id):
    site, actor = current_site(), _may_change(group)
    try:
        guests.change_guest_end(site, actor, person_id, _day(request.form, "until"))
    except BadInput as fault:
        return _page(group, (("", fault.sentence),))
    add_notice("The last day is changed.")
    return _back(group)


@group_people.post("/<group>/guests/<int:person_id>/end")
def end(group, person_id):
    guests.end_guest(current_site(), _may_change(group), person_id)
    add_notice("The guest is out.")
    return _back(group)


def _may_read(group: str):
    actor = signed_in()
    if group not in known_groups(current_site()):
        raise NotFound("There is no such working group.")
    decision = may(current_site(), actor, "group_people.read", group)
    if not decision:
        raise Forbidden(decision.reason)
    return actor


def _may_change(group: str):
    actor = _may_read(group)
    decision = may(current_site(), actor, "group_people.change", group)
    if not decision:
        raise Forbidden(decision.reason)
    return actor


def _page(group: str, errors=(), secret=None):
    site, actor = current_site(), signed_in()
    found = actions.members_of(site, group)
    page = GroupPeoplePage(
        group=group,
        name=known_groups(site)[group],
        people=tuple(shown.person_row(site, one, found.grants[one.id]) for one in found.people if not one.is_guest),
        guests=tuple(_guest_row(site, one) for one in guests.guests_of(site, group)),
        may_change=bool(may(site, actor, "group_people.change", group)),
        authorities=tuple((one.slug, one.name) for one in current_authorities(site)),
        role_choices=tuple((role, role.capitalize()) for role in GROUP_ROLES),
        secret=secret,
        errors=tuple(errors),
        typed={name: request.form.get(name, "") for name in TYPED},
    )
    return render(page, status=422 if errors else 200)


def _guest_row(site, one) -> GuestRow:
    ends = f"{one.ends_on:%-d %B %Y}" if one.ends_on else ""
    return GuestRow(one.id, one.name, one.mail, one.body, ends, shown.state_words(site, one))


def _address(site, mail: str) -> str:
    return site.settings.public_url.rstrip("/") + url_for("local.begin", name=mail)


def _day(form, name: str) -> date | None:
    """The day in three boxes; None when it is no day."""
    try:
        return date(*(int(form.get(f"{name}-{part}", "")) for part in ("year", "month", "day")))
    except (ValueError, OverflowError):
        return None


def _back(group: str):
    return redirect(url_for("group_people.show", group=group), code=303)
