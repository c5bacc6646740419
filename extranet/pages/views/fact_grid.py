"""Facts as a grid: rows of facts, a column for each authority whose values this person may set. A spreadsheet's column can be pasted in."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.authorities import Authority, current_authorities
from extranet.errors import BadInput
from extranet.pages.actions.facts import Facts, check_value, facts, set_facts
from extranet.pages.model import FactChange, FactKey, FactValue
from extranet.pages.views.blueprint import bp
from extranet.rights import may
from extranet.standard import vocabularies
from extranet.web import Page, add_notice, current_site, render, require

SHEET = 40
COLUMNS = 12


@dataclass(frozen=True)
class Cell:
    """One value in the grid. `typed` is what stands in the box, `was` what is kept; `error` a sentence."""

    key: str
    authority: Authority
    name: str
    was: str
    typed: str
    confirmed: date | None
    is_missing: bool
    error: str = ""

    @property
    def is_changed(self) -> bool:
        return self.typed != self.was


@dataclass(frozen=True)
class GridPage(Page):
    """The grid. `chosen` are the filters by name; `typed` the fields that hold for every changed value."""

    template: ClassVar[str] = "pages/fact_grid.html"
    authorities: tuple[Authority, ...]
    rows: tuple[tuple[FactKey, tuple[Cell, ...]], ...]
    choices: tuple[Authority, ...]
    prefixes: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]
    chosen: dict[str, str]
    typed: dict[str, str]
    errors: tuple[tuple[str, str], ...]
    changed: int
    sheet: int
    sheets: int
    query: str


@bp.get("/-/facts/grid")
def fact_grid():
    require("fact.edit")
    return _grid(request.args, {}, {"checked": current_site().clock.today().isoformat()})


@bp.post("/-/facts/grid")
def save_fact_grid():
    site, actor = current_site(), require("fact.edit")
    typed = {name: request.form.get(name, "").strip() for name in ("source_url", "checked", "valid_from", "pasted")}
    slugs = {one.slug for one in current_authorities(site)}
    cells = {name: value.strip() for name, value in request.form.items() if name.startswith("v:") and name.count(":") == 2 and name.split(":")[2] in slugs}
    if request.form.get("do") == "paste":
        return _pasted(cells, typed)
    try:
        days = {name: _day(typed, name) for name in ("checked", "valid_from")}
    except BadInput as why:
        return _grid(request.form, cells, typed, {why.field: why.sentence})
    values, errors = _values(site, cells, typed, days)
    if errors or not values:
        return _grid(request.form, cells, typed, errors or {"": "Nothing was changed: type a new value, or tick what was checked."})
    set_facts(site, actor, values)
    count = len(values)
    add_notice(f"{count} {'value' if count == 1 else 'values'} kept. Every page that shows them has them now.")
    return redirect(url_for("pages.fact_grid", **_given(request.form)), code=303)


def _values(site, cells: dict[str, str], typed, days) -> tuple[list[FactValue], dict[str, str]]:
    """What is to be kept, and a sentence by cell for what cannot be."""
    known, today = facts(site), site.clock.today()
    values, errors = [], {}
    for name, value in cells.items():
        _v, key, authority = name.split(":", 2)
        held = known.value(key, authority, today)
        seen, now = request.form.get(f"w:{key}:{authority}", ""), held.value if held else ""
        is_checked = request.form.get(f"c:{key}") == "on" and value == now and held is not None
        if value == seen and not is_checked:
            continue
        if seen != now and value != now:
            errors[name] = f"{held.set_by if held else 'Somebody'} changed it to “{now}” meanwhile. Yours is in the box."
            continue
        begins = held.valid_from if is_checked else days["valid_from"] if days["valid_from"] else held.valid_from if held else None
        source = held.source_url if held and (is_checked or not typed["source_url"]) else typed["source_url"]
        wanted = FactValue(key, authority, value, source, begins, held.valid_to if held and begins == held.valid_from else None, days["checked"])
        try:
            check_value(site, wanted)
            values.append(wanted)
        except BadInput as why:
            errors["source_url" if why.field == "source_url" else name] = why.sentence
    return values, errors


def _pasted(cells: dict[str, str], typed: dict[str, str]):
    """The grid with a spreadsheet's column in it, changed values marked and nothing kept yet: the preview of the paste."""
    site, actor = current_site(), require("fact.edit")
    authority = request.form.get("paste_for", "")
    chosen = _given(request.form)
    keys = [one.key for one in _keys(facts(site), chosen)]
    start = (_sheet(request.form) - 1) * SHEET
    shown, errors = keys[start : start + SHEET], {}
    lines = [line.rstrip("\r") for line in request.form.get("pasted", "").split("\n")]
    while lines and not lines[-1].strip():
        lines.pop()
    if not may(site, actor, "fact.edit", FactChange("", authority)) or not lines:
        errors["pasted"] = "Paste a column of values, or keys and values side by side, and say whose they are."
    for number, line in enumerate(lines if not errors else []):
        key, _tab, value = line.rpartition("\t")
        key = key.strip() or (shown[number] if "\t" not in line and number < len(shown) else "")
        if key not in shown:
            errors["pasted"] = f"Line {number + 1}: {key or line[:60]!r} is no fact of this sheet. Nothing was taken from this line on."
            break
        if value.strip():
            cells[f"v:{key}:{authority}"] = value.strip()
    return _grid(request.form, cells, typed, errors, status=422 if errors else 200)


def _grid(given, cells: dict[str, str], typed: dict[str, str], errors: dict[str, str] | None = None, status: int | None = None):
    site, actor = current_site(), require("fact.edit")
    errors = errors or {}
    chosen, known, today = _given(given), facts(site), site.clock.today()
    own = tuple(one for one in current_authorities(site) if may(site, actor, "fact.edit", FactChange("", one.slug)))
    columns = tuple(one for one in own if chosen.get("authority", "") in ("", one.slug))[:COLUMNS]
    keys = _keys(known, chosen)
    sheets = max(1, -(-len(keys) // SHEET))
    sheet = min(_sheet(given), sheets)
    rows = []
    for one in keys[(sheet - 1) * SHEET : sheet * SHEET]:
        rows.append((one, tuple(_cell(known, one.key, each, today, cells, errors) for each in columns)))
    named = vocabularies(site).groups
    groups = tuple(sorted({(one.owner_group, named[one.owner_group].name if one.owner_group in named else one.owner_group) for one in known.keys.values()}))
    prefixes = tuple((prefix, prefix) for prefix in sorted({one.split(".")[0] for one in known.keys}))
    summary = tuple((name, sentence) for name, sentence in errors.items())
    changed = sum(cell.is_changed for _key, row in rows for cell in row)
    shown = GridPage(columns, tuple(rows), own, prefixes, groups, chosen, typed, summary, changed, sheet, sheets, url_for("pages.fact_grid", **chosen))
    return render(shown, status=status or (422 if errors else 200))


def _cell(known: Facts, key: str, authority: Authority, today: date, cells: dict[str, str], errors: dict[str, str]) -> Cell:
    held, name = known.value(key, authority.slug, today), f"v:{key}:{authority.slug}"
    was = held.value if held else ""
    return Cell(key, authority, name, was, cells.get(name, was), held.last_confirmed if held else None, held is None, errors.get(name, ""))


def _keys(known: Facts, chosen: dict[str, str]) -> list[FactKey]:
    beginning = f"{chosen['prefix']}." if chosen.get("prefix") else ""
    found = [one for one in known.keys.values() if f"{one.key}.".startswith(beginning)]
    return [one for one in found if chosen.get("group", "") in ("", one.owner_group)]


def _given(given) -> dict[str, str]:
    return {name: given.get(name, "")[:80] for name in ("prefix", "group", "authority") if given.get(name)}


def _sheet(given) -> int:
    wanted = given.get("page", "1")
    return int(wanted) if wanted.isdecimal() and 0 < len(wanted) < 6 and int(wanted) else 1


def _day(typed: dict[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(typed[name]) if typed[name] else None
    except ValueError as fault:
        raise BadInput("Give the day as year, month and day, such as 2027-04-01.", name) from fault
