"""The map: which category, folder, namespace or label of the source becomes which fields of the standard. TOML or YAML.

    [defaults]
    type = "guidance"

    [[rule]]
    category = "Waste*"
    working_group = "front-line-forum"
    lgsl_ids = [524]

A rule holds when all its conditions do; later rules go over earlier ones; `skip = true` leaves a page out.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import yaml

from extranet.errors import BadInput
from extranet.standard import COMMON_FIELDS, CONTENT_TYPES, fields_of

CONDITIONS = ("category", "folder", "namespace", "book", "chapter", "tag", "label", "title", "path")
NOT_MAPPED = frozenset({"title", "status", "confidence", "change_note", "update_type", "status_note", "redirect_to"})
# What a document may say of itself; whose it is and who reads it is for the person who brings it in.
OWN_FIELDS = frozenset({
    "summary", "everyday_terms", "reader_role", "functions", "lgsl_ids", "lgil_codes", "life_episodes", "area", "legal_basis", "key_points",
})  # fmt: skip
LONGEST_MAP = 200_000


@dataclass(frozen=True)
class Rule:
    conditions: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, Any]
    skip: bool = False

    def holds(self, labels: Mapping[str, list[str]]) -> bool:
        """Whether some value of each kind it asks for fits; capitals do not count."""
        return all(
            any(fnmatchcase(value.casefold(), pattern.casefold()) for value in labels.get(kind, ()) for pattern in patterns)
            for kind, patterns in self.conditions.items()
        )


@dataclass(frozen=True)
class FieldMap:
    defaults: Mapping[str, Any]
    rules: tuple[Rule, ...] = ()


def read_map(text: str) -> FieldMap:
    """The map a person wrote; an empty one for no text. BadInput (field 'map') says what is wrong with it."""
    if not text.strip():
        return FieldMap({})
    if len(text) > LONGEST_MAP:
        raise BadInput("The map is too long to be one.", "map")
    given = _parsed(text)
    extra = set(given) - {"defaults", "rule", "rules"}
    if extra:
        raise BadInput(f"The map holds [defaults] and [[rule]], not “{sorted(extra)[0]}”.", "map")
    rules = given.get("rule", given.get("rules", []))
    if not isinstance(rules, list) or not all(isinstance(one, dict) for one in rules):
        raise BadInput("Each rule of the map begins with [[rule]].", "map")
    return FieldMap(_fields(given.get("defaults", {}), "[defaults]"), tuple(_rule(one, number) for number, one in enumerate(rules, 1)))


def fields_for(mapping: FieldMap, defaults: Mapping[str, Any], labels: Iterable[tuple[str, str]], own: Mapping[str, Any]) -> dict[str, Any] | None:
    """The fields of one page; None when a rule leaves it out. Rules go over what the document says of itself."""
    of_kind: dict[str, list[str]] = {}
    for kind, value in labels:
        of_kind.setdefault(kind, []).append(value)
    fields = {**defaults, **mapping.defaults, **{name: value for name, value in own.items() if name in OWN_FIELDS}}
    for rule in mapping.rules:
        if rule.holds(of_kind):
            if rule.skip:
                return None
            fields |= rule.fields
    return fields


def _parsed(text: str) -> dict:
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        if any(line.lstrip().startswith("[") and line.rstrip().endswith("]") for line in text.splitlines()):
            raise BadInput(f"The map cannot be read: {fault}.", "map") from fault
        given = _parsed_yaml(text)
    if not isinstance(given, dict):
        raise BadInput("The map holds [defaults] and [[rule]].", "map")
    return given


def _parsed_yaml(text: str):
    if "&" in text and "*" in text:  # an alias may double itself for ever
        raise BadInput("The map may not use YAML's anchors (&).", "map")
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise BadInput("The map is neither TOML nor YAML that can be read.", "map") from fault


def _rule(given: dict, number: int) -> Rule:
    conditions = {name: _patterns(given[name], name, number) for name in CONDITIONS if name in given}
    if not conditions:
        raise BadInput(f"Rule {number} of the map says for which pages it is with one of: {', '.join(CONDITIONS)}.", "map")
    rest = {name: value for name, value in given.items() if name not in CONDITIONS and name != "skip"}
    return Rule(conditions, _fields(rest, f"rule {number}"), given.get("skip") is True)


def _patterns(given, name: str, number: int) -> tuple[str, ...]:
    patterns = given if isinstance(given, list) else [given]
    if not patterns or not all(isinstance(one, str) and one for one in patterns):
        raise BadInput(f"Rule {number} of the map: {name} is words in quotes, or a list of them; * stands for any letters.", "map")
    return tuple(patterns)


def _fields(given, where: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise BadInput(f"{where} of the map is a list of fields.", "map")
    known = {field.name for field in COMMON_FIELDS} | {field.name for name in CONTENT_TYPES for field in fields_of(name)}
    for name in given:
        if name in NOT_MAPPED:
            raise BadInput(f"{where} of the map sets “{name}”. Pages come in as drafts that nobody has confirmed; their title is their own.", "map")
        if name not in known:
            raise BadInput(f"{where} of the map sets “{name}”, which is no field of the standard.", "map")
    return dict(given)
