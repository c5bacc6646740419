"""Markdown that comes in as Markdown: kept as it was typed, with headings from ##, our links, and without HTML that does something."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from .limits import words_of
from .markdown import Written, link, picture

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?:(?!\1).)+?\1(?!`)")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_LINK = re.compile(r"(!?)\[((?:[^\[\]\n]|\\.)*)\]\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)")
_WIKI_LINK = re.compile(r"\[\[([^\[\]|#\n]{1,200})(?:#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_REFERENCE = re.compile(r"^ {0,3}\[([^\]^\n]+)\]:\s*<?([^\s>]+)>?.*$")
_REFERRING = re.compile(r"(!?)\[([^\[\]\n]+)\](?:\[([^\[\]\n]*)\])(?!\()")
_SHUT = re.compile(r"<(script|style|iframe|object|svg|form|noscript|template|textarea|select)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_REMARK = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)(?:\s[^<>]*)?/?>")
_PLAIN_TAGS = {"br", "sub", "sup", "kbd"}


def read_markdown(path: Path) -> Written:
    return write_markdown(words_of(path.read_bytes(), path.name))


def write_markdown(text: str, title: str = "") -> Written:
    """The text as a page of ours. Front matter gives its fields; the first line, where it is the only highest heading, its title."""
    into = Written(title=title)
    text = _front_matter(text, into)
    lines = _without_active(text, into).split("\n")
    lines = _without_references(lines)
    into.body = "\n".join(_headings_from_two(_with_marks(lines, into), into)).strip() + "\n"
    return into


def _front_matter(text: str, into: Written) -> str:
    found = _FRONT.match(text)
    if not found or len(found[1]) > 20_000 or re.search(r"(?:^|[\s,\[{])[&*]\w", found[1]):  # an alias may double itself for ever
        return text
    try:
        fields = yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError):
        return text
    if not isinstance(fields, dict):
        return text
    for name in ("tags", "categories", "category", "labels"):
        given = fields.pop(name, None) or []
        kind = "category" if name.startswith("categor") else "label"
        into.labels += [(kind, str(one)) for one in (given if isinstance(given, list) else str(given).split(","))][:30]
    into.title = str(fields.pop("title", "") or into.title)[:200]
    into.fields = {str(name): value for name, value in fields.items() if _is_plain(value)}
    return text[found.end() :]


def _is_plain(value) -> bool:
    return isinstance(value, (str, int, float, bool)) or isinstance(value, list) and all(isinstance(one, (str, int, float)) for one in value)


def _pieces(lines: list[str]):
    """(is it code, lines) in turn: code between fences is left as it is."""
    piece, fence = [], ""
    for line in lines:
        found = _FENCE.match(line)
        if found and not fence:
            yield False, piece
            piece, fence = [line], found[1]
        elif found and fence and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            yield True, [*piece, line]
            piece, fence = [], ""
        else:
            piece.append(line)
    yield bool(fence), piece


def _without_active(text: str, into: Written) -> str:
    parts = []
    for is_code, lines in _pieces(text.split("\n")):
        part = "\n".join(lines)
        if not is_code and "<" in part:
            part = _around_code(part, lambda words: _clean(words, into))
        parts.append(part)
    return "\n".join(part for part in parts if part)


def _clean(words: str, into: Written) -> str:
    for pattern, what in ((_SHUT, "A script, frame, form or drawing was left out."), (_REMARK, "")):
        words, count = pattern.subn("", words)
        if count and what:
            into.remark(what)

    def kept(found: re.Match) -> str:
        name = found[1].lower()
        if name not in _PLAIN_TAGS:
            into.remark("Tags of HTML were left out; the words in them stayed.")
            return ""
        return f"</{name}>" if found[0].startswith("</") else f"<{name}>"

    return _TAG.sub(kept, words)


def _around_code(text: str, change) -> str:
    """The text with everything but its spans of code changed."""
    done, at = [], 0
    for found in _CODE.finditer(text):
        done += [change(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*done, change(text[at:])])


def _without_references(lines: list[str]) -> list[str]:
    """Links whose address stands elsewhere in the text, with the address beside their words."""
    found = {}
    for is_code, piece in _pieces(lines):
        if not is_code:
            found |= {one[1].lower(): one[2] for line in piece if (one := _REFERENCE.match(line))}
    if not found:
        return lines

    def here(one: re.Match) -> str:
        address = found.get((one[3] or one[2]).lower())
        return f"{one[1]}[{one[2]}](<{address}>)" if address else one[0]

    return [
        line if is_code else _REFERRING.sub(here, line)
        for is_code, piece in _pieces(lines)
        for line in piece
        if is_code or not _REFERENCE.match(line)
    ]


def _with_marks(lines: list[str], into: Written) -> list[tuple[bool, str]]:
    marked = []
    for is_code, piece in _pieces(lines):
        text = "\n".join(piece)
        if not is_code:
            text = _around_code(text, lambda words: _marks(words, into))
        marked += [(is_code, line) for line in text.split("\n")] if piece else []
    return marked


def _marks(words: str, into: Written) -> str:
    def linked(found: re.Match) -> str:
        address = found[3] if found[3] is not None else found[4]
        if found[1]:
            return picture(into, address, re.sub(r"\\(.)", r"\1", found[2]))
        return link(into, address, found[2], re.sub(r"[*_`\\]", "", found[2]))

    def named(found: re.Match) -> str:
        said = (found[2] or found[1]).strip()
        return into.mark(kind="link", to=found[1].strip(), words=said, plain=said, is_name=True)

    return _LINK.sub(linked, _WIKI_LINK.sub(named, words))


def _headings_from_two(lines: list[tuple[bool, str]], into: Written) -> list[str]:
    lines = _underlined(lines)
    heads = [len(found[1]) for is_code, line in lines if not is_code and (found := _HEADING.match(line))]
    first = next((number for number, (_, line) in enumerate(lines) if line.strip()), None)
    top = _HEADING.match(lines[first][1]) if first is not None and not lines[first][0] else None
    if top and len(top[1]) == min(heads) and heads.count(min(heads)) == 1:
        said = re.sub(r"[*_`\\]|\x02\d+\x03", "", top[2]).strip()
        if not into.title or said.lower() == into.title.lower():
            into.title, lines, heads = into.title or said[:200], lines[first + 1 :], heads[1:]
    known = sorted(set(heads))

    def at_level(line: str) -> str:
        found = _HEADING.match(line)
        return f"{'#' * min(6, 2 + known.index(len(found[1])))} {found[2]}" if found else line

    return [line if is_code else at_level(line) for is_code, line in lines]


def _underlined(lines: list[tuple[bool, str]]) -> list[tuple[bool, str]]:
    """Headings that are underlined, written with hashes."""
    done: list[tuple[bool, str]] = []
    for is_code, line in lines:
        rule = re.fullmatch(r"(=+|-{2,})[ \t]*", line)
        if rule and not is_code and done and not done[-1][0] and re.match(r"[^\s#>|\-*+]", done[-1][1]) and (len(done) < 2 or not done[-2][1].strip()):
            done[-1] = (False, f"{'#' if line[0] == '=' else '##'} {done[-1][1]}")
        else:
            done.append((is_code, line))
    return done
