"""The settings file of a demonstration: only the directories; everything else keeps its default."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FIRST_LINE = "# Written afresh by `extranet demo` at every start. Made-up people, printed passwords: never for real use.\n"


def write_settings(path: Path, tables: Mapping[str, Mapping[str, Any]]) -> None:
    """The tables as TOML, readable by their owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = FIRST_LINE + "".join(_table(f"directory.{slug}", table) for slug, table in tables.items())
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


def _table(name: str, table: Mapping[str, Any]) -> str:
    return f"\n[{name}]\n" + "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in table.items())


def _value(value: Any) -> str:
    """A TOML value. Texts, whole numbers and lists of them look the same in JSON."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_value(one)}" for key, one in value.items()) + " }"
    return json.dumps(value)
