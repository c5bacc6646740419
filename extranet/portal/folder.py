"""A content folder: what `extranet export` writes and `extranet import` reads.

pages/<slug>.md              one page: its fields as YAML, its text as Markdown
facts.yaml                   facts and their values by authority
attachments/<slug>/<name>    attached files, as they are now
history/<slug>.jsonl         who changed the page, when and why, oldest first, without the old texts
plugins/<plugin>/<name>.jsonl   rows of a plugin's own
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from extranet.pages import FactKey, FactValue
from extranet.standard import write_yaml

FACTS, ATTACHMENTS, HISTORY, PLUGINS = "facts.yaml", "attachments", "history", "plugins"
LARGEST_FACTS_BYTES = 8 * 1024 * 1024
KEY_FIELDS = ("label", "type", "owner_group", "note")
VALUE_FIELDS = ("value", "source_url", "valid_from", "valid_to", "last_confirmed")
LINE_FIELDS = ("number", "author", "author_authority", "update_type", "change_note", "made_at")


@dataclass(frozen=True)
class FolderFault:
    """What is wrong in a folder, and where; `line` counts from 1."""

    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


@dataclass(frozen=True)
class FactsFile:
    """The facts of a folder, and what could not be read of them."""

    keys: tuple[FactKey, ...] = ()
    values: tuple[FactValue, ...] = ()
    faults: tuple[FolderFault, ...] = ()


@dataclass(frozen=True)
class AttachedFile:
    slug: str
    path: Path


def read_facts(folder: Path, authorities: Iterable[str]) -> FactsFile:
    """The folder's facts; nothing at all when it has no facts.yaml."""
    path = folder / FACTS
    if not path.is_file():
        return FactsFile()
    if path.stat().st_size > LARGEST_FACTS_BYTES:
        return FactsFile(faults=(FolderFault(FACTS, 1, "The file is too large to be a list of facts."),))
    try:
        text = path.read_text(encoding="utf-8")
        found = yaml.safe_load(text) or {}
        lines = _lines_of_keys(text)
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        mark = getattr(fault, "problem_mark", None)
        return FactsFile(faults=(FolderFault(FACTS, mark.line + 1 if mark else 1, "This is not YAML that can be read. Correct it."),))
    if not isinstance(found, dict):
        return FactsFile(faults=(FolderFault(FACTS, 1, "The file must be fact keys with their labels and values."),))
    return _facts_of(found, lines, frozenset(authorities))


def write_facts(folder: Path, keys: Iterable[FactKey], values: Iterable[FactValue]) -> None:
    """Write facts.yaml; nothing when there are no facts."""
    of_key: dict[str, dict[str, list]] = {}
    for one in sorted(values, key=lambda one: (one.key, one.authority, one.valid_from or date.min)):
        of_key.setdefault(one.key, {}).setdefault(one.authority, []).append(_fields(one, VALUE_FIELDS))
    entries = {one.key: _fields(one, KEY_FIELDS) | {"values": _short(of_key.get(one.key, {}))} for one in sorted(keys, key=lambda one: one.key)}
    if entries:
        (folder / FACTS).write_text(write_yaml(entries), encoding="utf-8")


def attached_files(folder: Path) -> Iterator[AttachedFile]:
    """Every attached file of the folder, by page and name; hidden ones are left out."""
    for path in sorted((folder / ATTACHMENTS).glob("*/*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield AttachedFile(path.parent.name, path)


def read_history(folder: Path, slug: str) -> list[dict[str, Any]]:
    """The lines of a page's history, oldest first; none without a file. ValueError says which line is wrong."""
    path = folder / HISTORY / f"{slug}.jsonl"
    if not path.is_file():
        return []
    return [_history_line(place, text) for place, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)]


def history_faults(folder: Path) -> Iterator[FolderFault]:
    """What cannot be read of the histories in the folder."""
    for path in sorted((folder / HISTORY).glob("*.jsonl")):
        try:
            read_history(folder, path.stem)
        except ValueError as fault:
            line, sentence = fault.args
            yield FolderFault(f"{HISTORY}/{path.name}", line, sentence)


def write_history(folder: Path, slug: str, lines: Iterable[Mapping[str, Any]]) -> None:
    _write_lines(folder / HISTORY / f"{slug}.jsonl", ({**line, "made_at": line["made_at"].isoformat()} for line in lines))


def read_rows(folder: Path, plugin: str, name: str) -> Iterator[dict] | None:
    """The rows of a plugin's data set; None when the folder has none."""
    path = folder / PLUGINS / plugin / f"{name}.jsonl"
    if not path.is_file():
        return None
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)


def write_rows(folder: Path, plugin: str, name: str, rows: Iterable[Mapping]) -> int:
    return _write_lines(folder / PLUGINS / plugin / f"{name}.jsonl", rows)


def _write_lines(path: Path, rows: Iterable[Mapping]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
            count += 1
    return count


def _history_line(place: int, text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
        line = {name: found[name] for name in LINE_FIELDS}
        line["made_at"] = datetime.fromisoformat(line["made_at"])
        if line["made_at"].tzinfo is None or line["number"] != place:
            raise ValueError
    except (ValueError, TypeError, KeyError):
        raise ValueError(place, f"This line is not one revision with {', '.join(LINE_FIELDS)}, numbered from 1.") from None
    return line


def _facts_of(found: dict, lines: dict[str, int], authorities: frozenset[str]) -> FactsFile:
    keys, values, faults = [], [], []
    for key, entry in found.items():
        try:
            fact_key, fact_values = _fact(str(key), entry, authorities)
        except ValueError as fault:
            faults.append(FolderFault(FACTS, lines.get(str(key), 1), f"{key}: {fault}"))
            continue
        keys.append(fact_key)
        values += fact_values
    return FactsFile(tuple(keys), tuple(values), tuple(faults))


def _fact(key: str, entry: Any, authorities: frozenset[str]) -> tuple[FactKey, list[FactValue]]:
    if not isinstance(entry, dict):
        raise ValueError("write label, type, owner_group and values under it.")
    for name in ("label", "type", "owner_group"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise ValueError(f"{name} is missing.")
    if unknown := sorted(set(entry) - {*KEY_FIELDS, "values"}):
        raise ValueError(f"{unknown[0]} is not a field of a fact.")
    known = FactKey(key, entry["label"], entry["type"], entry["owner_group"], str(entry.get("note") or ""))
    return known, [value for slug, given in (entry.get("values") or {}).items() for value in _values(key, slug, given, authorities)]


def _values(key: str, authority: str, given: Any, authorities: frozenset[str]) -> Iterator[FactValue]:
    if authority not in authorities:
        raise ValueError(f"there is no authority {authority!r}.")
    for one in given if isinstance(given, list) else [given]:
        if not isinstance(one, dict) or one.get("value") in (None, ""):
            raise ValueError(f"the value for {authority} is missing; leave the authority out when nothing is confirmed.")
        if unknown := sorted(set(one) - set(VALUE_FIELDS)):
            raise ValueError(f"{unknown[0]} is not known in a value for {authority}.")
        days = {name: _day(one.get(name), name, authority) for name in ("valid_from", "valid_to", "last_confirmed")}
        yield FactValue(key, authority, str(one["value"]), str(one.get("source_url") or ""), **days)


def _day(value: Any, name: str, authority: str) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise ValueError(f"{name} for {authority} must be a day such as 2026-11-21.")


def _lines_of_keys(text: str) -> dict[str, int]:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return {str(key.value): key.start_mark.line + 1 for key, _ in node.value} if isinstance(node, yaml.MappingNode) else {}


def _fields(one: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names if getattr(one, name) not in (None, "")}


def _short(values: dict[str, list]) -> dict[str, Any]:
    """One value as itself, several as a list."""
    return {authority: given[0] if len(given) == 1 else given for authority, given in values.items()}
