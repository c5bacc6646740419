"""One page for every form of the plugin: fields as values, what was typed kept, every fault told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from flask import redirect

from extranet.errors import BadInput, Conflict
from extranet.web import Page, add_notice, render
from extranet_plugins.information_age_champions.forms import faults_of, shown_again
from extranet_plugins.information_age_champions.views.door import typed


@dataclass(frozen=True)
class FormField:
    """One control. `kind` is line, text, number, date, select, checkboxes, checkbox or part (a heading between fields)."""

    kind: str
    name: str
    label: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    width: str = ""
    rows: int = 4
    empty: str | None = None
    attrs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FormPage(Page):
    """A form. `trail` are the pages above it; `values` what stands in the fields, lists for checkboxes."""

    template: ClassVar[str] = "information_age_champions/form.html"
    title: str
    trail: tuple[tuple[str, str], ...]
    fields: tuple[FormField, ...]
    values: Mapping[str, Any]
    button: str
    action: str = ""
    lead: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    removal: str = ""


@dataclass(frozen=True)
class RemovalPage(Page):
    """Are you sure: what goes, and what goes with it."""

    template: ClassVar[str] = "information_age_champions/remove.html"
    what: str
    consequence: str
    trail: tuple[tuple[str, str], ...]
    back: str
    fault: str = ""


Draw = Callable[[Mapping[str, Any], Mapping[str, str]], FormPage]


def send(act: Callable[[], Any], draw: Draw, go_on: Callable[[Any], str], notice: str | Callable[[Any], str], many=(), fresh: int | None = None):
    """Do what a form asks for and go on; when it is refused, draw the form again as it was typed.

    After a conflict the form stands for the state `fresh`, so that sending it once more is meant.
    """
    given = typed()
    try:
        done = act()
    except BadInput as fault:
        return render(draw(shown_again(given, many), faults_of(fault)), status=422)
    except Conflict as fault:
        values = shown_again(given, many) | ({} if fresh is None else {"revision": fresh})
        return render(draw(values, {"": fault.sentence}), status=409)
    words = notice(done) if callable(notice) else notice
    if words:
        add_notice(words)
    return redirect(go_on(done), code=303)


def confirm_removal(remove: Callable[[], Any], page: RemovalPage, go_on: str, notice: str):
    """Remove and go on; when it is refused, say so on the page that asked."""
    try:
        remove()
    except BadInput as fault:
        return render(RemovalPage(page.what, page.consequence, page.trail, page.back, fault.sentence), status=422)
    add_notice(notice)
    return redirect(go_on, code=303)


def attributes_of(thing, fields: tuple[FormField, ...]) -> dict[str, Any]:
    """What stands in a form for changing this thing."""
    values = {one.name: getattr(thing, one.name) for one in fields if one.kind != "part" and hasattr(thing, one.name)}
    shown = {name: _as_typed(value) for name, value in values.items()}
    return shown | ({"revision": thing.revision} if hasattr(thing, "revision") else {})


def _as_typed(value):
    if isinstance(value, tuple):
        return [str(one) for one in value]
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)
