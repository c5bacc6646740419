"""DokuWiki's signs to Markdown: first to HTML of what is kept, then by markdown.py. Source: dokuwiki.org/wiki:syntax."""

from __future__ import annotations

import re
from html import escape

from .lines import nested
from .markdown import Written, write

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_HEADING = re.compile(r"^\s*(={2,6})\s*(.+?)\s*={2,}\s*$")
_ITEM = re.compile(r"^((?:  |\t)+)([*-])\s*(.*)$")
_BLOCK = re.compile(r"<(code|file|html|HTML|php|PHP|hidden|WRAP)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_PLAIN = re.compile(r"<nowiki>(.*?)</nowiki>|%%(.*?)%%", re.DOTALL)
_INLINE = re.compile(
    r"\[\[(?P<to>[^\]|\n]+)(?:\|(?P<said>[^\n]*?))?\]\]|\{\{(?P<file>[^}|\n]+)(?:\|(?P<alt>[^}\n]*))?\}\}|\(\((?P<note>.+?)\)\)"
    r"|(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)])|(?P<line>\\\\(?:\s|$))|\x04(?P<kept>\d+)\x04"
)
_LOOKS = (("**", "strong"), ("//", "em"), ("__", ""), ("''", "code"))
_TAGS = re.compile(r"&lt;(/?)(sub|sup)&gt;")


def write_dokuwiki(text: str, key: str) -> Written:
    """A page of DokuWiki. `key` is its id, such as 'waste:bins': links and files are named from its namespace."""
    return write(_Reader(key).read(text), _with_labels(text, Written()))


def _with_labels(text: str, into: Written) -> Written:
    for found in re.findall(r"\{\{tag>([^}]*)\}\}", text):
        into.labels += [("label", one.strip().strip('"')) for one in re.findall(r'"[^"]+"|\S+', found)]
    if re.search(r"<(?:html|php)\b", text, re.IGNORECASE):
        into.remark("A block of HTML or PHP was left out.")
    return into


def full_id(name: str, key: str) -> str:
    """The page or file this name means on the page `key`. Source: dokuwiki.org/namespaces."""
    space = key.rpartition(":")[0]
    name = name.strip().replace("/", ":")
    if name.startswith((".", "~")):
        up = len(name) - len(name.lstrip("."))
        base = space.split(":") if space else []
        base = base[: len(base) - (up - 1)] if up > 1 else base
        name = ":".join([*base, name.lstrip(".~:")])
    elif ":" not in name and space:
        name = f"{space}:{name}"
    return clean_id(name)


def clean_id(name: str) -> str:
    """The id as DokuWiki writes file names: small letters, _ for what is neither letter nor digit."""
    parts = (re.sub(r"_+", "_", re.sub(r"[^\w.\-]+", "_", part.lower())).strip("_.-") for part in name.split(":"))
    return ":".join(part for part in parts if part)


class _Reader:
    def __init__(self, key: str):
        self.key, self.kept = key, []

    def read(self, text: str) -> str:
        text = _BLOCK.sub(self._set_apart, text)
        text = _PLAIN.sub(lambda found: self._keep(escape(found[1] or found[2] or "", quote=False)), text)
        text = re.sub(r"^~~[^\n]*~~\s*$|~~[A-Z][A-Z0-9:_-]*~~|\{\{(?:tag|page|section|topic|blog)>[^}\n]*\}\}", "", text, flags=re.MULTILINE)
        parts, run, points, rows = [], [], [], []

        def end() -> None:
            parts.extend([f"<p>{self.line(' '.join(run))}</p>"] if run else [])
            parts.extend([nested(points)] if points else [])
            parts.extend(["<table>" + "".join(rows) + "</table>"] if rows else [])
            for one in (run, points, rows):
                one.clear()

        for line in text.split("\n"):
            heading, item = _HEADING.match(line), _ITEM.match(line)
            block = re.fullmatch(r"\s*\x05(\d+)\x05\s*", line)
            is_row = bool(re.match(r"[|^].*[|^]\s*$", line))
            goes_on = rows if is_row else points if item else None if heading or block else run
            if not goes_on:
                end()
            if heading:
                level = 7 - len(heading[1])
                parts.append(f"<h{level}>{self.line(heading[2])}</h{level}>")
            elif block:
                parts.append(self.kept[int(block[1])])
            elif item:
                depth = len(item[1].replace("\t", "  ")) // 2
                outer = points[-1][0][: depth - 1] if points else ""
                points.append((outer.ljust(depth - 1, "u") + ("u" if item[2] == "*" else "o"), self.line(item[3])))
            elif is_row:
                rows.append(self._row(line.strip()))
            elif re.fullmatch(r"-{4,}\s*", line):
                end()
                parts.append("<hr>")
            elif line.startswith(">"):
                end()
                parts.append(f"<blockquote>{self.line(line.lstrip('> '))}</blockquote>")
            elif line.strip():
                run.append(line.strip())
            else:
                end()
        end()
        return "".join(parts)

    def _set_apart(self, found: re.Match) -> str:
        if found[1].lower() in ("html", "php"):
            return ""
        if found[1] in ("hidden", "WRAP"):
            return f"\n{found[3]}\n"
        self.kept.append(f"<pre>{escape(found[3].strip(chr(10)), quote=False)}</pre>")
        return f"\n\x05{len(self.kept) - 1}\x05\n" if "\n" in found[3] else self._keep(f"<code>{escape(found[3], quote=False)}</code>")

    def _keep(self, html: str) -> str:
        self.kept.append(html)
        return f"\x04{len(self.kept) - 1}\x04"

    def _row(self, line: str) -> str:
        line = _INLINE.sub(lambda found: self._keep(self._inline(found)), line)
        cells = re.findall(r"([|^])([^|^]*)(?=[|^])", line)
        html, waiting = [], 0
        for sign, words in reversed(cells):
            if words == "" and cells[0] != (sign, words):
                waiting += 1
                continue
            tag = "th" if sign == "^" else "td"
            html.append(f'<{tag} colspan="{waiting + 1}">{self.line(words.strip())}</{tag}>')
            waiting = 0
        return f"<tr>{''.join(reversed(html))}</tr>"

    def line(self, text: str) -> str:
        """HTML of the words of one line."""
        parts, at = [], 0
        for found in _INLINE.finditer(text):
            parts += [escape(text[at : found.start()], quote=False), self._keep(self._inline(found))]
            at = found.end()
        html = "".join([*parts, escape(text[at:], quote=False)])
        for sign, tag in _LOOKS:
            before = r"(?<!:)" if sign == "//" else ""
            html = re.sub(before + re.escape(sign) + r"(\S(?:.*?\S)?)" + re.escape(sign), rf"<{tag}>\1</{tag}>" if tag else r"\1", html)
        html = _TAGS.sub(r"<\1\2>", html)
        for _ in range(4):  # what was set apart may hold what was set apart before
            html = re.sub(r"\x04(\d+)\x04", lambda found: self.kept[int(found[1])], html)
        return html

    def _inline(self, found: re.Match) -> str:
        if found["kept"]:
            return self.kept[int(found["kept"])]
        if found["to"]:
            return self._link(found["to"].strip(), found["said"])
        if found["file"]:
            return self._file(found["file"], found["alt"])
        if found["note"]:
            return f" ({escape(found['note'], quote=False)})"
        if found["url"]:
            return f'<a href="{escape(found["url"])}">{escape(found["url"])}</a>'
        return "<br>"

    def _link(self, to: str, said: str | None) -> str:
        words = said.strip() if said else to.rpartition(":")[2].rpartition("/")[2] if "://" not in to else to
        shown = self._file(words[2:-2].partition("|")[0], "") if words.startswith("{{") else escape(words or to, quote=False)
        if re.match(r"(?:https?|mailto|ftp|tel):", to) or "@" in to and ":" not in to:
            return f'<a href="{escape(to if ":" in to else f"mailto:{to}")}">{shown}</a>'
        if ">" in to or to.startswith("\\\\") or to.startswith("#"):
            return shown
        return f'<a href="bring:{escape(full_id(to.partition("#")[0].partition("?")[0], self.key))}">{shown}</a>'

    def _file(self, name: str, alt: str | None) -> str:
        name = name.strip().partition("?")[0]
        if re.match(r"https?:", name):
            return f'<img src="{escape(name)}" alt="{escape(alt or "")}">'
        address = f"bring:media/{full_id(name, self.key)}"
        if name.lower().endswith(_PICTURES):
            return f'<img src="{escape(address)}" alt="{escape(alt or "")}">'
        return f'<a href="{escape(address)}">{escape(alt or name.rpartition(":")[2], quote=False)}</a>'
