"""What a plugin is, and the plain values that plugins hand to the house.

A working group's plugin, or another council's, is one `Plugin` object found by
its entry point in the group `extranet.plugins`. It answers hooks; it never
reaches inside a slice. docs/hooks.md lists every hook, docs/plugins.md shows
how to write one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

ENTRY_POINTS = "extranet.plugins"


class PluginFault(Exception):
    """A plugin cannot be loaded; the sentence names it and says why."""


@dataclass
class Plugin:
    """One plugin: who it is, what it brings, what it answers.

    `name` is a Python identifier; tables start with it. `group` is the slug of
    the working group it serves, or None. `blueprint` is a Flask blueprint (its
    URLs start /-/), `tables` SQLAlchemy metadata, `migrations` the folder with
    `versions/`.
    """

    name: str
    summary: str
    group: str | None = None
    blueprint: Any = None
    tables: Any = None
    migrations: Path | None = None
    version: str = "1"
    hook_answers: dict[str, Callable] = field(default_factory=dict)

    def __post_init__(self):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise PluginFault(f"A plugin's name is small letters, digits and _, not {self.name!r}.")
        if not self.summary:
            raise PluginFault(f"Plugin {self.name!r} needs a summary: one sentence for the settings page.")

    def answers(self, function: Callable) -> Callable:
        """Decorator: this function answers the hook of the same name."""
        if function.__name__ in self.hook_answers:
            raise PluginFault(f"Plugin {self.name!r} answers {function.__name__} twice.")
        self.hook_answers[function.__name__] = function
        return function


def installed_plugins(leave_out: tuple[str, ...] = ()) -> list[Plugin]:
    """Every plugin found by entry point, by name. PluginFault names a broken one."""
    found = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda one: one.name):
        if point.name in leave_out:
            continue
        try:
            plugin = point.load()
        except Exception as fault:
            raise PluginFault(f"Plugin {point.name!r} cannot be loaded: {fault}") from fault
        if not isinstance(plugin, Plugin):
            raise PluginFault(f"The entry point {point.name!r} does not name a Plugin object.")
        found.append(plugin)
    return found


@dataclass(frozen=True)
class MenuEntry:
    """A link in the main menu; `order` sorts (core uses tens)."""

    label: str
    url: str
    order: int = 50


@dataclass(frozen=True)
class Panel:
    """A box beside a page: a heading, a template and what it shows."""

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PageAction:
    """Something to do with a page, as a link in its heading. `key` is its one-key shortcut, `sign` an icon, both may be empty."""

    label: str
    url: str
    key: str = ""
    sign: str = ""
    order: int = 50


@dataclass(frozen=True)
class SaveButton:
    """A button beside Save at the foot of the edit form; pressed, `value` is what `save_instead` gets as `do`.

    `kind` is 'plain' or 'quiet'; Save alone is primary, and stands first. With `is_instead` Save is not offered: this button
    is the primary one, and the one that Enter presses.
    """

    value: str
    label: str
    kind: str = "plain"
    order: int = 50
    is_instead: bool = False


@dataclass(frozen=True)
class Card:
    """A box on the desk (the signed-in home page)."""

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50


@dataclass(frozen=True)
class GroupHome:
    """What a group's home page shows above its pages."""

    group: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ScheduledJob:
    """Work at set times. `minute`, `hour`, `day_of_week` as in crontab.

    `run(site)` is called in the jobs process; it may be called again after a
    crash, so it must not mind.
    """

    name: str
    run: Callable[[Any], None]
    minute: str = "0"
    hour: str = "3"
    day_of_week: str = "*"


@dataclass(frozen=True)
class Loop:
    """Work looked for again and again in the jobs process, every few moments.

    `run(site)` returns whether it found something to do.
    """

    name: str
    run: Callable[[Any], bool]
    every_seconds: float = 1.0


@dataclass(frozen=True)
class PageType:
    """A content type that a plugin adds to the standard's own (a standard.ContentType)."""

    plugin: str
    content_type: Any


@dataclass(frozen=True)
class MarkdownBlock:
    """A block `::: name words` … `:::` in page text.

    `show(site, actor, arguments: str, inner: str) -> Panel | None` gives the
    template and context drawn in its place when a page is read.
    """

    name: str
    help: str
    show: Callable[..., Panel | None]


@dataclass(frozen=True)
class SettingField:
    """One field of a plugin's settings form.

    `kind` is 'line', 'number', 'choice', 'choices' or 'yes_no'; `choices` are
    (value, label) pairs.
    """

    name: str
    label: str
    kind: str = "line"
    default: Any = ""
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SettingsForm:
    """What a partnership administrator may set for a plugin.

    `check(values)` returns the values to keep or raises BadInput(sentence, field).
    """

    plugin: str
    fields: tuple[SettingField, ...]
    check: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict


@dataclass(frozen=True)
class DataSet:
    """Rows a plugin gives to an export and takes at an import.

    `rows(site)` yields JSON-able dicts; `load(site, rows)` brings them into an
    empty or older table and returns how many were taken.
    """

    plugin: str
    name: str
    rows: Callable[[Any], Any]
    load: Callable[[Any, Any], int]
