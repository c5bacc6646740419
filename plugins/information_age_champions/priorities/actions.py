"""What a person can do with development areas."""

from collections.abc import Collection
from typing import Any

from extranet.identity import record
from extranet_plugins.information_age_champions import plans, tables
from extranet_plugins.information_age_champions.forms import Answers, Typed
from extranet_plugins.information_age_champions.plans import Plan
from extranet_plugins.information_age_champions.priorities import store
from extranet_plugins.information_age_champions.priorities.model import (
    BOXES,
    CRITERIA,
    CROSS,
    HIGHEST,
    LEVELS,
    LOWEST,
    REASON_LENGTH,
    Area,
    Score,
    codes_in,
)
from extranet_plugins.information_age_champions.priorities.sheet import SheetRow, read_sheet
from extranet_plugins.information_age_champions.rights import EDIT, require_right

NO_OVERRIDE: dict[str, Any] = {"box_override": "", "box_reason": "", "box_by": "", "box_at": None}


def areas_of(site, plan: Plan) -> list[Area]:
    """The plan's areas in the order of its table."""
    with site.db.reading() as connection:
        return store.areas(connection, plan.id)


def area_by_id(site, plan: Plan, area_id: int) -> Area:
    """One area of this plan. NotFound when it is not there, or another plan's."""
    with site.db.reading() as connection:
        found = store.area_by_id(connection, area_id)
    plans.refuse_other(plan, found.plan_id)
    return found


def scores_of(site, area: Area) -> list[Score]:
    """Every score the area was ever given, newest first."""
    with site.db.reading() as connection:
        return store.scores(connection, area.id)


def add_area(site, actor, plan: Plan, typed: Typed) -> int:
    """Put an area, with the scores given, into the plan; its id."""
    require_right(site, actor, EDIT)
    values, scores = _values_of(typed, [one.name for one in areas_of(site, plan)])
    with site.db.writing() as tx:
        made = _add(tx, site, actor, plan, values, scores)
        _note(tx, site, actor, plan, "area.added", values["name"])
    return made


def change_area(site, actor, plan: Plan, area: Area, typed: Typed) -> None:
    """Change name and categories; scores have `score_area`."""
    require_right(site, actor, EDIT)
    values, _scores = _values_of(typed, [one.name for one in areas_of(site, plan) if one.id != area.id])
    with site.db.writing() as tx:
        tables.change(tx, store.area, area.id, Answers(typed).revision(), values)
        _note(tx, site, actor, plan, "area.changed", values["name"])


def score_area(site, actor, plan: Plan, area: Area, typed: Typed) -> int:
    """Keep the scores that differ from those that count, with scorer and moment; how many. A score is never taken away."""
    require_right(site, actor, EDIT)
    given = _scores_of(form := Answers(typed))
    for criterion in area.scores:
        if criterion not in given and criterion not in form.faults:
            form.fault(criterion, f"{CRITERIA[criterion]} has a score; give it another, it cannot be emptied.")
    form.check()
    with site.db.writing() as tx:
        tables.change(tx, store.area, area.id, form.revision(), {})
        changed = _keep_scores(tx, site, actor, area.id, given, area)
        if changed:
            _note(tx, site, actor, plan, "area.scored", f"{area.name}: {changed} scores")
    return changed


def override_box(site, actor, plan: Plan, area: Area, typed: Typed) -> None:
    """Put an area into a box against its scores, with a reason; box '' lets the scores speak again."""
    require_right(site, actor, EDIT)
    form = Answers(typed)
    box = form.choice("box", "The box", BOXES, needed=False)
    reason = form.line("reason", "The reason", REASON_LENGTH[1], REASON_LENGTH[0] if box else 0)
    form.check()
    values = {"box_override": box, "box_reason": reason, "box_by": actor.name, "box_at": site.clock.now()} if box else NO_OVERRIDE
    with site.db.writing() as tx:
        tables.change(tx, store.area, area.id, form.revision(), values)
        _note(tx, site, actor, plan, "area.box_set", f"{area.name}: {BOXES.get(box, 'as scored')}. {reason}")


def remove_area(site, actor, plan: Plan, area: Area) -> None:
    """Take out what was entered by mistake, with its scores."""
    require_right(site, actor, EDIT)
    with site.db.writing() as tx:
        tables.remove(tx, store.area, area.id)
        _note(tx, site, actor, plan, "area.removed", area.name)


def import_sheet(site, actor, plan: Plan, text: str) -> tuple[int, int]:
    """Take the printed table in, whole or not at all: (areas added, areas changed). BadInput names the lines that are wrong."""
    require_right(site, actor, EDIT)
    rows = read_sheet(text)
    with site.db.writing() as tx:
        known = {one.name.lower(): one for one in store.areas(tx, plan.id)}
        added = changed = 0
        for row in rows:
            old = known.get(row.name.lower())
            if old is None:
                _add(tx, site, actor, plan, _categories(row), row.scores)
                added += 1
            else:
                changed += _take_row(tx, site, actor, old, row)
        if added or changed:
            _note(tx, site, actor, plan, "areas.imported", f"{added} added, {changed} changed")
    return added, changed


def _take_row(tx, site, actor, old: Area, row: SheetRow) -> bool:
    """Bring a row of a sheet into the area of its name; whether anything differed."""
    values = _categories(row)
    differs = any(getattr(old, name) != value for name, value in values.items())
    if differs:
        tables.change(tx, store.area, old.id, old.revision, values)
    return bool(_keep_scores(tx, site, actor, old.id, row.scores, old)) or differs


def _categories(row: SheetRow) -> dict[str, str]:
    return {"name": row.name, "level": row.level, "programme": row.programme, "cross_function": row.cross_function}


def _add(tx, site, actor, plan: Plan, values: dict[str, Any], scores: dict[str, int]) -> int:
    row = {**values, **NO_OVERRIDE, "plan_id": plan.id, "position": store.next_position(tx, plan.id)}
    made = tables.add(tx, store.area, row)
    _keep_scores(tx, site, actor, made, scores, None)
    return made


def _keep_scores(tx, site, actor, area_id: int, given: dict[str, int], old: Area | None) -> int:
    counting = {name: one.value for name, one in old.scores.items()} if old else {}
    differing = {name: value for name, value in given.items() if counting.get(name) != value}
    last = old.last_scored if old else None
    moment = tables.moment_after(site, last.scored_at if last else None)
    for name, value in differing.items():
        row = {"area_id": area_id, "criterion": name, "value": value, "scorer": actor.name, "scored_at": moment}
        tables.add(tx, store.score, row)
    return len(differing)


def _scores_of(form: Answers) -> dict[str, int]:
    found = {name: form.number(name, label, LOWEST, HIGHEST) for name, label in CRITERIA.items()}
    return {name: value for name, value in found.items() if value is not None}


def _values_of(typed: Typed, taken: Collection[str]) -> tuple[dict[str, Any], dict[str, int]]:
    form = Answers(typed)
    values = {
        "name": form.line("name", "The name", 160, 2),
        "level": form.line("level", "National, county or local", 40, 1),
        "programme": form.choice("programme", "Infrastructure or programme", ("I", "P", "I/P")),
        "cross_function": form.choice("cross_function", "Cross function process", CROSS),
    }
    scores = _scores_of(form)
    if values["level"] and not codes_in(values["level"], LEVELS):
        form.fault("level", "Use the letters N, C and L, such as C, C/L or C within N.")
    if values["name"].lower() in {one.lower() for one in taken}:
        form.fault("name", "The plan has an area of this name already.")
    form.check()
    return values, scores


def _note(tx, site, actor, plan: Plan, act: str, detail: str) -> None:
    plans.touch(tx, site, plan.id)
    record(tx, site, actor, act, plan.slug, detail)
