"""Content files: YAML front matter between two lines of `---`, then Markdown.

The YAML is a small, safe part of YAML 1.2: text, numbers, `true`/`false`, dates written 2027-05-01, lists and mappings.
So `9:00` and `01483 755855` stay text, and `no` is a word. Anchors, aliases, tags and merge keys are refused, which
also bounds how large a small file can grow. Every value's line is kept, for faults that name a line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import yaml

from extranet.standard.content_types import CONTENT_TYPES, field_order
from extranet.standard.model import ContentType, UnreadableContent

SOURCE_LIMIT_BYTES = 256 * 1024
DEPTH_LIMIT = 12
FENCE = "---"

_Fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_STANDARD_TAGS = frozenset(_TAG + name for name in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp"))


class Metadata(dict):
    """The front matter; `lines` maps a dotted path ("steps.2.instruction") to its line in the file, from 1."""

    lines: dict[str, int]

    def __init__(self, values=(), lines: dict[str, int] | None = None):
        super().__init__(values)
        self.lines = lines or {}


class ContentFile(NamedTuple):
    """`body_line` is the line in the file where the body starts, from 1."""

    metadata: Metadata
    body: str
    body_line: int


def read_front_matter(text: str) -> ContentFile:
    """Split a content file into metadata and body. No front matter at all gives empty metadata.

    UnreadableContent, with its line, for text over 256 KB, a missing closing line, or YAML we do not accept.
    """
    if len(text.encode("utf-8", "replace")) > SOURCE_LIMIT_BYTES:
        raise UnreadableContent(f"The file is over {SOURCE_LIMIT_BYTES // 1024} KB. Split it into several pages.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.startswith(FENCE + "\n"):
        return ContentFile(Metadata(), text, 1)
    head, body = _split(text)
    gap = 1 if body.startswith("\n") else 0
    return ContentFile(read_yaml_mapping(head, first_line=2), body[gap:], head.count("\n") + 3 + gap)


def _split(text: str) -> tuple[str, str]:
    end = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, len(FENCE) + 1)
    if end is None:
        raise UnreadableContent("The front matter opens with --- but no line of --- closes it. Add one before the text.")
    return text[len(FENCE) + 1 : end.start()], text[end.end() :]


def read_yaml_mapping(text: str, first_line: int = 1) -> Metadata:
    """The mapping a YAML text holds, with lines counted from `first_line`. UnreadableContent as above."""
    found = read_yaml(text, first_line)
    if found.value is None:
        return Metadata()
    if not isinstance(found.value, dict):
        raise UnreadableContent("The front matter must be fields, one a line, such as `title: Missed bin collection`.", first_line)
    return Metadata(found.value, found.lines)


@dataclass
class ReadYaml:
    value: Any
    lines: dict[str, int] = field(default_factory=dict)


def read_yaml(text: str, first_line: int = 1) -> ReadYaml:
    """Any YAML value, with the line of every part by its dotted path."""
    try:
        _refuse_tricks(text, first_line)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            found = ReadYaml(None)
            if node is not None:
                found.value = _value(loader, node, "", found.lines, first_line)
            return found
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise UnreadableContent(
            f"The front matter cannot be read: {fault.problem}. Text that holds a colon, # or a quote needs quotes around it.",
            first_line + (mark.line if mark else 0),
        ) from fault
    except (yaml.YAMLError, UnicodeEncodeError) as fault:
        raise UnreadableContent("The front matter holds a character that YAML does not allow. Remove it.", first_line) from fault


def _refuse_tricks(text: str, first_line: int) -> None:
    """Walk the events, which nest nothing, before anything recursive sees the text."""
    depth = 0
    for event in yaml.parse(text, Loader=_Fast):
        line = first_line + event.start_mark.line
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise UnreadableContent("Anchors and aliases (& and *) are not used in content files. Write the value out.", line)
        if (getattr(event, "tag", None) or "!") not in ("!", *_STANDARD_TAGS):
            raise UnreadableContent(f"The tag {event.tag} is not used in content files. Remove it.", line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEPTH_LIMIT:
                raise UnreadableContent(f"The front matter is nested more than {DEPTH_LIMIT} deep. Make it flatter.", line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Loader(_Fast):
    """Resolves plain scalars by YAML 1.2's rules, and dates."""

    yaml_implicit_resolvers: dict = {}


for _tag, _pattern, _first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)", "tTfF"),
    ("int", r"(?:0|-?[1-9][0-9]{0,17})", "-0123456789"),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?", "-0123456789"),
    ("null", r"(?:~|null|Null|NULL|)", ["~", "n", "N", ""]),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
):
    _Loader.add_implicit_resolver(_TAG + _tag, re.compile(rf"^{_pattern}\Z"), list(_first))


def _value(loader, node, path: str, lines: dict[str, int], first_line: int):
    lines[path] = first_line + node.start_mark.line
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, path, lines, first_line)
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, part, _join(path, place), lines, first_line) for place, part in enumerate(node.value)]
    if node.tag == _TAG + "timestamp":
        return _date(node.value)
    try:
        return loader.construct_object(node)
    except ValueError as fault:
        raise UnreadableContent(f"{node.value!r} cannot be read as {node.tag.removeprefix(_TAG)}.", lines[path]) from fault


def _mapping(loader, node, path, lines, first_line) -> dict:
    found: dict = {}
    for key_node, value_node in node.value:
        line = first_line + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            raise UnreadableContent("The name of a field must be one word.", line)
        key = str(key_node.value)
        if key in found:
            raise UnreadableContent(f"The field {key} is given twice. Keep one of the two.", line)
        found[key] = _value(loader, value_node, _join(path, key), lines, first_line)
        lines[_join(path, key)] = line
    return found


def _date(text: str):
    """The date; the text itself when there is no such day, so that a check can say so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _join(path: str, part) -> str:
    return f"{path}.{part}" if path else str(part)


# --- writing ------------------------------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """Short flat lists on one line, long text as a block; quotes whatever any YAML reader might take for a number."""

    def ignore_aliases(self, data) -> bool:
        return True

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def _represent_list(dumper, values):
    flat = all(isinstance(value, (int, str)) and "\n" not in str(value) for value in values)
    short = sum(len(str(value)) + 2 for value in values) <= 100 and all(len(str(value)) <= 40 for value in values)
    return dumper.represent_sequence(_TAG + "seq", values, flow_style=flat and short)


def _represent_text(dumper, text):
    # YAML counts these three as line ends too, and would fold them away outside double quotes
    odd = any(end in text for end in "\x85\u2028\u2029")
    return dumper.represent_scalar(_TAG + "str", text, style='"' if odd else "|" if "\n" in text else None)


_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(tuple, _represent_list)
_Dumper.add_representer(str, _represent_text)


def write_content_file(metadata: dict, body: str, types: Mapping[str, ContentType] = CONTENT_TYPES) -> str:
    """The text of a content file: fields in the standard's order (others last, by name), then the body.

    Reading it back gives the same metadata and body, as long as the body uses plain line ends.
    """
    order = field_order(metadata.get("type"), types)
    known = [name for name in order if name in metadata]
    rest = sorted(name for name in metadata if name not in order)
    return f"{FENCE}\n{write_yaml({name: metadata[name] for name in known + rest})}{FENCE}\n\n{body}"


def write_yaml(mapping: dict) -> str:
    """Fields as YAML text in the order given; "" when there are none."""
    if not mapping:
        return ""
    return yaml.dump(dict(mapping), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf"))
