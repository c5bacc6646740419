"""The standard's fields as a form, and a form as fields again. No Flask: `form` is any mapping with `getlist`.

A control's name is the dotted path of its field ("steps.2.instruction"), which is also what a fault of the standard names.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from extranet.standard import Field, UnreadableContent, Vocabularies, read_yaml, write_yaml

LISTED = ("authority", "group", "episode", "interaction")  # short lists: offered whole; services and functions are typed with help
TEXT_ROWS = {"text": 2, "block": 6, "lines": 4, "words": 3, "urls": 4}
EMPTY_ROWS = 2
ROWS_WHEN_NEW = 3
LARGE_ROW = 3  # more controls than this, and the row can be folded away
YAML = "yaml:"


@dataclass(frozen=True)
class Control:
    """One thing to fill in. `kind` names the macro that draws it; `parts` are a group's or a row's own controls."""

    name: str
    label: str
    kind: str
    value: Any = ""
    hint: str = ""
    error: str = ""
    is_optional: bool = True
    options: tuple[tuple, ...] = ()
    rows: int = 1
    vocabulary: str = ""
    parts: tuple["Control", ...] = ()
    rows_of_parts: tuple["FormRow", ...] = ()

    @property
    def has_error(self) -> bool:
        """Whether something in it has to be corrected."""
        inner = (*self.parts, *(row for row in self.rows_of_parts))
        return bool(self.error) or any(one.has_error for one in inner)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The options as (value, words), without their hints; an empty one first."""
        return (("", "Not chosen"), *((option[0], option[1]) for option in self.options))


@dataclass(frozen=True)
class FormRow:
    """One row of a field of rows. `title` is what it is about, '' for an empty one; a large row may be folded away."""

    parts: tuple[Control, ...]
    title: str = ""

    @property
    def has_error(self) -> bool:
        return any(one.has_error for one in self.parts)

    @property
    def is_large(self) -> bool:
        return len(self.parts) > LARGE_ROW


class Unreadable(str):
    """YAML as somebody typed it, which cannot be read; `fault` says why. It stays in the form, and stops the save."""

    fault: UnreadableContent


@dataclass(frozen=True)
class FormMaker:
    """Draws fields as controls. `errors` are sentences by dotted path; `more_rows` names the field that is given further empty rows."""

    known: Vocabularies
    errors: Mapping[str, str] = field(default_factory=dict)
    more_rows: str = ""

    def controls(self, fields: Iterable[Field], values: Mapping[str, Any], prefix: str = "") -> tuple[Control, ...]:
        return tuple(self.control(one, values.get(one.name), prefix + one.name) for one in fields if one.set_by == "author")

    def control(self, one: Field, value: Any, path: str) -> Control:
        error = self.errors.get(path) or self.errors.get(YAML + path, "")
        made = Control(path, one.label, "line", hint=one.help, error=error, is_optional=not one.required)
        if isinstance(value, Unreadable) or not fits(one, value):
            text = value if isinstance(value, str) else write_yaml({one.name: value})
            return replace(made, name=YAML + path, kind="textarea", value=text, rows=6, hint=f"{one.help} Written as YAML, as it came in.".strip())
        return self._filled(one, value, made)

    def _filled(self, one: Field, value: Any, made: Control) -> Control:
        match one.kind:
            case "rows" | "steps" | "nodes":
                return replace(made, kind="rows", rows_of_parts=self._rows(one, value or [], made.name))
            case "mapping":
                return replace(made, kind="group", parts=self.controls(one.rule.columns, value or {}, made.name + "."))
            case "enum":
                return replace(made, kind="select", value=value or "", options=_choices(one))
            case "choices":
                return replace(made, kind="checkboxes", value=tuple(value or ()), options=_choices(one))
            case "yes_no":
                said = {True: "yes", False: "no"}.get(value, "")
                return replace(made, kind="select", value=said, options=(("yes", "Yes"), ("no", "No")))
            case "ref" | "refs":
                return self._reference(one, value, made)
            case "text" | "block" | "lines" | "words" | "urls":
                hint = f"{one.help} One a line.".strip() if one.kind in ("lines", "words") else one.help
                hint = f"{one.help} Authority and address, one a line." if one.kind == "urls" else hint
                return replace(made, kind="textarea", value=_typed_text(one, value), rows=TEXT_ROWS[one.kind], hint=hint)
            case "date":
                return replace(made, kind="date", value=value.isoformat() if isinstance(value, date) else value or "")
        return replace(made, value="" if value is None else value)

    def _reference(self, one: Field, value: Any, made: Control) -> Control:
        name = one.rule.vocabulary
        several = one.kind == "refs"
        values = tuple(str(each) for each in (value if isinstance(value, list) else [value] if value not in (None, "") else []))
        if name in LISTED:
            options = tuple((word, word.capitalize()) for word in one.rule.words_allowed) + self._terms(name)
            return replace(made, kind="checkboxes" if several else "select", value=values if several else (values or ("",))[0], options=options)
        if name in ("service", "function"):
            labels = dict(self._terms(name))
            shown = tuple(f"{each} {labels[each]}" if each in labels else each for each in values)
            blank = ("",) * (min(one.rule.max_items or 6, len(shown) + EMPTY_ROWS) - len(shown) if several else 1 - len(shown))
            return replace(made, kind="terms", value=(*shown, *blank), vocabulary=name)
        hint = f"{one.help} Page addresses, one a line.".strip() if several else f"{one.help} A page’s address.".strip()
        return replace(made, kind="textarea" if several else "line", value="\n".join(values), rows=3, hint=hint)

    def _terms(self, vocabulary: str) -> tuple[tuple[str, str], ...]:
        return tuple((str(key), term.name) for key, term in self.known.terms(vocabulary).items())

    def _rows(self, one: Field, rows: list, path: str) -> tuple[FormRow, ...]:
        most = one.rule.max_items or 80
        blank = EMPTY_ROWS + 3 if path == self.more_rows else 1 if rows else ROWS_WHEN_NEW
        filled = [row if isinstance(row, dict) else {one.rule.bare: row} for row in rows] + [{}] * max(0, min(blank, most - len(rows)))
        return tuple(FormRow(self.controls(one.rule.columns, row, f"{path}.{place}."), _title(one, row)) for place, row in enumerate(filled))


def fits(one: Field, value: Any) -> bool:
    """Whether the form can show this value without losing any of it; else it is shown as YAML."""
    if value is None:
        return True
    columns = {column.name: column for column in one.rule.columns}
    if one.rendered == "rows":
        return isinstance(value, list) and all(isinstance(row, str) and one.rule.bare or _row_fits(columns, row) for row in value)
    if one.rendered == "mapping":
        return _row_fits(columns, value)
    if one.kind == "urls":
        return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    if one.kind in ("lines", "words"):
        return isinstance(value, list) and all(isinstance(each, str) and "\n" not in each for each in value)
    if one.kind in ("refs", "choices"):
        return not isinstance(value, dict)
    return not isinstance(value, (dict, list))


def read_fields(fields: Iterable[Field], form, prefix: str = "") -> dict[str, Any]:
    """The values of these fields as typed; what was left empty is not in the answer."""
    found = {}
    for one in fields:
        if one.set_by == "author":
            value = _read(one, form, prefix + one.name)
            if value not in (None, "", [], {}):
                found[one.name] = value
    return found


def _read(one: Field, form, path: str) -> Any:
    if YAML + path in form:
        return _read_yaml(one, form[YAML + path], path)
    if one.rendered == "rows":
        places = sorted({int(found[1]) for key in form for found in [re.match(re.escape(path) + r"\.(\d{1,4})\.", key)] if found})
        return [row for place in places if (row := read_fields(one.rule.columns, form, f"{path}.{place}."))]
    if one.rendered == "mapping":
        return read_fields(one.rule.columns, form, path + ".")
    if one.kind in ("choices", "refs"):
        return _read_several(one, form, path)
    return _typed(one, str(form.get(path, "")).replace("\r\n", "\n").strip())


def _typed(one: Field, text: str) -> Any:
    """One typed text as the value of its kind; what cannot be read stays text, so that a check can say so."""
    if not text:
        return None
    match one.kind:
        case "number":
            return int(text) if re.fullmatch(r"-?\d{1,9}", text) else text
        case "yes_no":
            return {"yes": True, "no": False}.get(text, text)
        case "date":
            return _date(text)
        case "lines" | "words":
            return [line.strip() for line in text.split("\n") if line.strip()]
        case "urls":
            pairs = (line.split(None, 1) for line in text.split("\n") if line.strip())
            return {pair[0]: pair[1].strip() if len(pair) > 1 else "" for pair in pairs}
        case "ref":
            return _term(one, text)
    return text


def _read_several(one: Field, form, path: str) -> Any:
    typed = [line.strip() for value in form.getlist(path) for line in str(value).split("\n") if line.strip()]
    if one.kind == "choices":
        return typed
    terms = [_term(one, text) for text in typed]
    return next((term for term in terms if term in one.rule.words_allowed), terms)


def _term(one: Field, text: str) -> Any:
    """'524 Refuse collection' is term 524 of the services; other vocabularies go by words."""
    if one.rule.vocabulary in ("service", "function", "interaction"):
        number = re.match(r"\d{1,9}", text)
        return int(number[0]) if number else text
    return text


def _read_yaml(one: Field, text: str, path: str) -> Any:
    try:
        read = read_yaml(text).value
    except UnreadableContent as fault:
        kept = Unreadable(text)
        kept.fault = UnreadableContent(f"{one.label}: {fault.sentence}")
        kept.fault.field = YAML + path
        return kept
    return read.get(one.name) if isinstance(read, dict) and set(read) == {one.name} else read


def check_readable(value: Any) -> None:
    """UnreadableContent for the first YAML among these values that could not be read."""
    if isinstance(value, Unreadable):
        raise value.fault
    for one in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        check_readable(one)


def _title(one: Field, row: Mapping[str, Any]) -> str:
    names = ("title", one.rule.bare, *(column.name for column in one.rule.columns if column.kind in ("line", "text")))
    return next((str(row[name])[:80] for name in names if row.get(name)), "")


def in_old_order(new: Any, old: Any) -> Any:
    """The same terms, those that were there before in their old order: boxes are sent in the order of the form."""
    if not isinstance(new, list) or not isinstance(old, list):
        return new
    return [one for one in old if one in new] + [one for one in new if one not in old]


def _row_fits(columns: Mapping[str, Field], row: Any) -> bool:
    return isinstance(row, dict) and all(name in columns and fits(columns[name], value) for name, value in row.items())


def _choices(one: Field) -> tuple[tuple[str, str, str], ...]:
    return tuple((choice.value, choice.label, choice.help) for choice in one.rule.choices)


def _typed_text(one: Field, value: Any) -> str:
    if value is None:
        return ""
    if one.kind == "urls":
        return "\n".join(f"{authority} {url}" for authority, url in value.items())
    return "\n".join(value) if isinstance(value, list) else str(value)


def _date(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
