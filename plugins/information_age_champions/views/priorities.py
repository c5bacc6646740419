"""Priorities and the urgent/important boxes: the table, one area with its scores, the plot, CSV out and in."""

from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from flask import Response, request

from extranet.errors import BadInput
from extranet.switches import plugin_settings
from extranet.web import Page, render
from extranet_plugins.information_age_champions import priorities
from extranet_plugins.information_age_champions.priorities import BOXES, BUSINESS, CRITERIA, CROSS, ICT, Area, Score
from extranet_plugins.information_age_champions.priorities.model import HIGHEST, LOWEST, USUAL_LINE, ranked
from extranet_plugins.information_age_champions.priorities.plot import Plot, numbered, plot_of
from extranet_plugins.information_age_champions.priorities.sheet import write_sheet
from extranet_plugins.information_age_champions.rights import EDIT, require_right
from extranet_plugins.information_age_champions.tables import NAME
from extranet_plugins.information_age_champions.views.door import Head, address, bp, head_of, plan_door, typed
from extranet_plugins.information_age_champions.views.form_page import FormField, FormPage, RemovalPage, attributes_of, confirm_removal, send

LARGEST_SHEET_BYTES = 512 * 1024


@dataclass(frozen=True)
class PrioritiesPage(Page):
    """The table of Annex 2, by rank or as printed."""

    template: ClassVar[str] = "information_age_champions/priorities.html"
    head: Head
    areas: tuple[Area, ...]
    is_ranked: bool
    business: dict[str, tuple[str, ...]]
    ict: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class AreaPage(Page):
    """One area with its scores, where it stands among the boxes, and every score it was ever given."""

    template: ClassVar[str] = "information_age_champions/area.html"
    head: Head
    area: Area
    rank: int
    count: int
    box: str
    scored_box: str
    criteria: dict[str, str]
    bars: tuple[tuple[str, int], ...]
    scores: tuple[Score, ...]


@dataclass(frozen=True)
class BoxesPage(Page):
    """The four boxes as a plot and as lists; `boxes` are (name, words, areas with their numbers)."""

    template: ClassVar[str] = "information_age_champions/boxes.html"
    head: Head
    plot: Plot
    boxes: tuple[tuple[str, str, tuple[tuple[int, Area], ...]], ...]
    unscored: tuple[Area, ...]
    line: float


def line_of(site) -> float:
    """Where the boxes part, 1 to 5: what was set for the plugin, 3 otherwise."""
    return float(plugin_settings(site, NAME).get("line") or USUAL_LINE)


@bp.get("/plans/<slug>/priorities")
def show_priorities(slug):
    site, actor, plan = plan_door(slug)
    areas, is_ranked = priorities.areas_of(site, plan), request.args.get("order") != "printed"
    shown = tuple(ranked(areas) if is_ranked else areas)
    return render(PrioritiesPage(head_of(site, actor, plan, "priorities"), shown, is_ranked, _heads(BUSINESS), _heads(ICT)))


@bp.get("/plans/<slug>/priorities.csv")
def priorities_csv(slug):
    site, _actor, plan = plan_door(slug)
    headers = {"Content-Disposition": f"attachment; filename={plan.slug}-priorities.csv", "Cache-Control": "no-store"}
    return Response(write_sheet(priorities.areas_of(site, plan)), mimetype="text/csv", headers=headers)


@bp.get("/plans/<slug>/urgent")
def show_boxes(slug):
    site, actor, plan = plan_door(slug)
    areas, line = priorities.areas_of(site, plan), line_of(site)
    placed = numbered(areas)
    boxes = tuple((box, words, tuple((number, one) for number, one in placed if one.box(line) == box)) for box, words in BOXES.items())
    unscored = tuple(one for one in areas if one.box(line) is None)
    return render(BoxesPage(head_of(site, actor, plan, "urgent"), plot_of(areas, line), boxes, unscored, line))


@bp.get("/plans/<slug>/areas/<int:area_id>")
def show_area(slug, area_id):
    site, actor, plan = plan_door(slug)
    one, line = priorities.area_by_id(site, plan, area_id), line_of(site)
    placed = ranked(priorities.areas_of(site, plan))
    rank = next(number for number, other in enumerate(placed, start=1) if other.id == one.id)
    words = {None: "No box while a score is missing", **BOXES}
    return render(AreaPage(
        head_of(site, actor, plan, "priorities"), one, rank, len(placed), words[one.box(line)], words[one.scored_box(line)], dict(CRITERIA),
        tuple((_bar_words(name), score.value) for name, score in _in_order(one)), tuple(priorities.scores_of(site, one)),
    ))


@bp.get("/plans/<slug>/areas/new")
def new_area(slug):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_form(plan, {}, {}))


@bp.post("/plans/<slug>/areas/new")
def add_area(slug):
    site, actor, plan = plan_door(slug)
    return send(
        lambda: priorities.add_area(site, actor, plan, typed()), lambda values, faults: _form(plan, values, faults),
        lambda made: address("show_area", plan, area_id=made), "The area is in the plan.",
    )


@bp.get("/plans/<slug>/areas/<int:area_id>/change")
def area_form(slug, area_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    one = priorities.area_by_id(site, plan, area_id)
    return render(_form(plan, attributes_of(one, CATEGORY_FIELDS), {}, one))


@bp.post("/plans/<slug>/areas/<int:area_id>/change")
def change_area(slug, area_id):
    site, actor, plan = plan_door(slug)
    one = priorities.area_by_id(site, plan, area_id)
    return send(
        lambda: priorities.change_area(site, actor, plan, one, typed()), lambda values, faults: _form(plan, values, faults, one),
        lambda _done: address("show_area", plan, area_id=one.id), "The area is changed.", fresh=one.revision,
    )


@bp.get("/plans/<slug>/areas/<int:area_id>/score")
def score_form(slug, area_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    one = priorities.area_by_id(site, plan, area_id)
    values = {name: str(score.value) for name, score in one.scores.items()}
    return render(_score_form(plan, one, values | {"revision": one.revision}, {}))


@bp.post("/plans/<slug>/areas/<int:area_id>/score")
def score_area(slug, area_id):
    site, actor, plan = plan_door(slug)
    one = priorities.area_by_id(site, plan, area_id)
    return send(
        lambda: priorities.score_area(site, actor, plan, one, typed()), lambda values, faults: _score_form(plan, one, values, faults),
        lambda _done: address("show_area", plan, area_id=one.id), _scored_words, fresh=one.revision,
    )


@bp.get("/plans/<slug>/areas/<int:area_id>/box")
def box_form(slug, area_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    one = priorities.area_by_id(site, plan, area_id)
    return render(_box_form(plan, one, line_of(site), {"box": one.box_override, "reason": one.box_reason, "revision": one.revision}, {}))


@bp.post("/plans/<slug>/areas/<int:area_id>/box")
def set_box(slug, area_id):
    site, actor, plan = plan_door(slug)
    one = priorities.area_by_id(site, plan, area_id)
    return send(
        lambda: priorities.override_box(site, actor, plan, one, typed()), lambda values, faults: _box_form(plan, one, line_of(site), values, faults),
        lambda _done: address("show_boxes", plan), "The box is set.", fresh=one.revision,
    )


@bp.get("/plans/<slug>/areas/<int:area_id>/remove")
def ask_removal_of_area(slug, area_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_removal(plan, priorities.area_by_id(site, plan, area_id)))


@bp.post("/plans/<slug>/areas/<int:area_id>/remove")
def remove_area(slug, area_id):
    site, actor, plan = plan_door(slug)
    one = priorities.area_by_id(site, plan, area_id)
    to = address("show_priorities", plan)
    return confirm_removal(lambda: priorities.remove_area(site, actor, plan, one), _removal(plan, one), to, "The area is removed.")


@bp.get("/plans/<slug>/priorities/import")
def import_form(slug):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_import_form(plan, {}, {}))


@bp.post("/plans/<slug>/priorities/import")
def import_sheet(slug):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return send(
        lambda: priorities.import_sheet(site, actor, plan, sent_sheet()), lambda values, faults: _import_form(plan, values, faults),
        lambda _done: address("show_priorities", plan), lambda done: f"{done[0]} areas added, {done[1]} changed.",
    )


def sent_sheet() -> str:
    """The CSV that came as a file, or as text when there is none. BadInput (field 'sheet') when it is too large or not UTF-8."""
    file = request.files.get("file")
    if file and file.filename:
        given = file.read(LARGEST_SHEET_BYTES + 1)
        if len(given) > LARGEST_SHEET_BYTES:
            raise BadInput("The file is larger than 512 KB, too large for this table.", "sheet")
        try:
            return given.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput("The file is not UTF-8 text. Save it as “CSV UTF-8”.", "sheet") from None
    text = request.form.get("sheet", "")
    if not text.strip():
        raise BadInput("Choose a file, or paste the table.", "sheet")
    return text


def _heads(criteria) -> dict[str, tuple[str, ...]]:
    """The criteria with their names in short lines, so that ten columns find room."""
    return {name: tuple(wrap(words, 14)) for name, words in criteria.items()}


def _in_order(one: Area) -> list[tuple[str, Score]]:
    return [(name, one.scores[name]) for name in CRITERIA if name in one.scores]


def _bar_words(name: str) -> str:
    """A criterion beside its bar, where there is room for some 26 letters."""
    return "Infrastructure, software" if name == "infrastructure" else CRITERIA[name]


def _scored_words(changed: int) -> str:
    return f"{changed} {'score' if changed == 1 else 'scores'} kept with your name and today's date." if changed else "No score was different."


PROGRAMME_CHOICES = (("I", "I: infrastructure"), ("P", "P: programme"), ("I/P", "I/P: both"))
CATEGORY_FIELDS = (
    FormField("line", "name", "Name"),
    FormField("line", "level", "National, county or local", "N, C or L, or several: C/L, C within N.", width="half"),
    FormField("select", "programme", "Infrastructure or programme", options=PROGRAMME_CHOICES, empty="Choose"),
    FormField("select", "cross_function", "Cross function process", options=tuple(CROSS.items()), empty="Choose"),
)
SCORES = {"inputmode": "numeric", "autocomplete": "off"}
SCORE_FIELDS = (
    FormField("part", "business", "Business criteria, 1 to 5 where 5 is best"),
    *(FormField("line", name, words, width="tiny", optional=True, attrs=SCORES) for name, words in BUSINESS.items()),
    FormField("part", "ict", "ICT criteria, 1 to 5 where 5 is best"),
    *(FormField("line", name, words, width="tiny", optional=True, attrs=SCORES) for name, words in ICT.items()),
)


def _form(plan, values, faults, own: Area | None = None) -> FormPage:
    trail = ((plan.title, address("show_priorities", plan)),) + (((own.name, address("show_area", plan, area_id=own.id)),) if own else ())
    removal = address("ask_removal_of_area", plan, area_id=own.id) if own else ""
    fields, title = (CATEGORY_FIELDS, "Change the area") if own else ((*CATEGORY_FIELDS, *SCORE_FIELDS), "Add a development area")
    lead = "" if own else "Scores may come later; there is no total before all eight are there."
    return FormPage(title, trail, fields, values, "Save" if own else "Add it to the plan", lead=lead, faults=faults, removal=removal)


def _score_form(plan, one: Area, values, faults) -> FormPage:
    trail = ((plan.title, address("show_priorities", plan)), (one.name, address("show_area", plan, area_id=one.id)))
    lead = f"{LOWEST} is worst, {HIGHEST} is best. Earlier scores stay on record with who gave them and when."
    return FormPage(f"Score “{one.name}”", trail, SCORE_FIELDS, values, "Keep the scores", lead=lead, faults=faults)


def _box_form(plan, one: Area, line: float, values, faults) -> FormPage:
    scored = one.scored_box(line)
    fields = (
        FormField("select", "box", "Box", options=tuple(BOXES.items()), optional=True, empty="As the scores say"),
        FormField("line", "reason", "Reason", "Needed when the box is not the scores' own. Everyone reads it beside the plot.", optional=True),
    )
    trail = ((plan.title, address("show_boxes", plan)), (one.name, address("show_area", plan, area_id=one.id)))
    lead = f"By its scores: {BOXES[scored].lower()}." if scored else "It has no box by its scores, because some are missing."
    return FormPage(f"Box of “{one.name}”", trail, fields, values, "Set the box", lead=lead, faults=faults)


def _import_form(plan, values, faults) -> FormPage:
    fields = (
        FormField("file", "file", "CSV file", "As this page's own download; UTF-8.", optional=True),
        FormField("text", "sheet", "Or paste the table here", optional=True, rows=10, attrs={"spellcheck": "false"}),
    )
    lead = "All rows come in or none. Totals in the table are checked against the scores. Areas of the same name get the scores that differ."
    trail = ((plan.title, address("show_priorities", plan)),)
    return FormPage("Bring in a table of priorities", trail, fields, values, "Bring it in", lead=lead, faults=faults)


def _removal(plan, one: Area) -> RemovalPage:
    back = address("show_area", plan, area_id=one.id)
    return RemovalPage(one.name, "It goes with every score it was given.", ((plan.title, address("show_priorities", plan)), (one.name, back)), back)
