"""Skills on the screen: one's own, one's staff's, the heat map as picture and table, and what is wanted."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput
from extranet.identity import person_by_id
from extranet.rights import may
from extranet.web import Page, add_notice, current_site, render, require, signed_in
from extranet_plugins.customer_care_training.quizzes.rules import CHANGE
from extranet_plugins.customer_care_training.skills import demand, heat, rating
from extranet_plugins.customer_care_training.skills.demand import Wanted
from extranet_plugins.customer_care_training.skills.heat import HeatMap
from extranet_plugins.customer_care_training.skills.model import LEVELS, Skill
from extranet_plugins.customer_care_training.skills.rating import RatedSkill
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import authority_names, errors_of

NAME = bp.name
LARGEST_FILE = 1_000_000
LEVEL_CHOICES = tuple((str(level), f"{level} {words}") for level, words in LEVELS.items())


@dataclass(frozen=True)
class SkillsPage(Page):
    """A person's skills as the reader may see them: `person` is None for one's own, else the name of a member of staff."""

    template: ClassVar[str] = "customer_care_training/skills/skills.html"
    groups: tuple[tuple[str, tuple[RatedSkill, ...]], ...]
    levels: tuple[tuple[str, str], ...]
    level_words: dict[int, str]
    role: str
    roles: tuple[tuple[str, str], ...]
    staff: tuple[tuple[int, str], ...]
    person: str | None
    person_id: int | None
    may_change: bool
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MapPage(Page):
    """The heat map of the month; None while nothing is published."""

    template: ClassVar[str] = "customer_care_training/skills/map.html"
    map: HeatMap | None
    month: str
    names: dict[str, str]
    fewest: int
    may_change: bool


@dataclass(frozen=True)
class DemandPage(Page):
    """Offerings by what they would close."""

    template: ClassVar[str] = "customer_care_training/skills/demand.html"
    wanted: tuple[Wanted, ...]
    names: dict[str, str]


@bp.get("/skills")
def skills():
    return _own_page()


def _own_page(fault=None):
    site, actor = current_site(), signed_in()
    staff = tuple((one, _name(site, one)) for one in rating.my_staff(site, actor))
    roles = tuple((one, one) for one in rating.role_names(site))
    page = SkillsPage(
        _grouped(site, rating.my_skills(site, actor)), LEVEL_CHOICES, LEVELS, rating.my_role(site, actor), roles, staff, None, None,
        bool(may(site, actor, CHANGE)), errors_of(fault),
    )  # fmt: skip
    return render(page, status=422 if fault else 200)


def _name(site, person_id: int) -> str:
    found = person_by_id(site, person_id)
    return found.name if found else f"Person {person_id}"


def _grouped(site, found: list[RatedSkill]) -> tuple[tuple[str, tuple[RatedSkill, ...]], ...]:
    """Skills under the names of those above them; a skill that others stand below is a heading."""
    names: dict[str, Skill] = {one.code: one for one in rating.skill_list(site)}
    above = {one.skill.parent for one in found}
    groups: dict[str, list[RatedSkill]] = {}
    for one in found:
        if one.skill.code not in above:
            groups.setdefault(names[one.skill.parent].name if one.skill.parent in names else "Skills", []).append(one)
    return tuple((name, tuple(inside)) for name, inside in groups.items())


def _levels_typed() -> dict[str, str]:
    return {name.removeprefix("level-"): value for name, value in request.form.items() if name.startswith("level-")}


@bp.post("/skills")
def rate_myself():
    site, actor = current_site(), signed_in()
    try:
        changed = rating.rate_myself(site, actor, _levels_typed())
    except BadInput as fault:
        return _own_page(fault)
    add_notice(f"{changed} level{'s' if changed != 1 else ''} kept.")
    return redirect(url_for(f"{NAME}.skills"), code=303)


@bp.post("/skills/role")
def choose_role():
    try:
        rating.choose_role(current_site(), signed_in(), request.form.get("role", ""))
    except BadInput as fault:
        return _own_page(fault)
    return redirect(url_for(f"{NAME}.skills"), code=303)


@bp.get("/skills/staff/<int:person_id>")
def skills_of_staff(person_id):
    return _staff_page(person_id)


def _staff_page(person_id, fault=None):
    site, actor = current_site(), signed_in()
    found = _grouped(site, rating.skills_of_staff(site, actor, person_id))
    page = SkillsPage(found, LEVEL_CHOICES, LEVELS, "", (), (), _name(site, person_id), person_id, False, errors_of(fault))
    return render(page, status=422 if fault else 200)


@bp.post("/skills/staff/<int:person_id>")
def rate_staff(person_id):
    site, actor = current_site(), signed_in()
    try:
        rating.rate_staff(site, actor, person_id, _levels_typed())
        for name, value in request.form.items():
            if name.startswith("agreed-") and value != "":
                rating.agree(site, actor, person_id, name.removeprefix("agreed-"), value)
    except BadInput as fault:
        return _staff_page(person_id, fault)
    add_notice("Kept.")
    return redirect(url_for(f"{NAME}.skills_of_staff", person_id=person_id), code=303)


@bp.post("/skills/staff/<int:person_id>/again")
def rate_again(person_id):
    rating.start_again(current_site(), signed_in(), person_id)
    add_notice("A new round begins: both rate again.")
    return redirect(url_for(f"{NAME}.skills_of_staff", person_id=person_id), code=303)


@bp.get("/skills/map")
def skills_map():
    site, actor = current_site(), signed_in()
    found = heat.newest_map(site)
    month = f"{date.fromisoformat(found.month + '-01'):%B %Y}" if found else ""
    return render(MapPage(found, month, authority_names(site), heat.fewest_of(site), bool(may(site, actor, CHANGE))))


@bp.get("/skills/demand")
def skills_demand():
    site, actor = current_site(), signed_in()
    return render(DemandPage(tuple(demand.demand(site, actor)), authority_names(site)))


@bp.post("/skills/import")
def import_skills():
    site, actor = current_site(), require(CHANGE)
    given = request.files.get("file")
    content = given.read(LARGEST_FILE + 1) if given else b""
    try:
        if not content or len(content) > LARGEST_FILE:
            raise BadInput("Choose a CSV file of at most 1 MB.", "file")
        count = rating.import_skills(site, actor, content.decode("utf-8", errors="replace"))
    except BadInput as fault:
        return _own_page(fault)
    add_notice(f"{count} skills taken over.")
    return redirect(url_for(f"{NAME}.skills"), code=303)
