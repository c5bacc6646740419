"""Lines whose first signs say how deep in which list they are, as HTML lists. Both wikis write lists so."""

from __future__ import annotations

from collections.abc import Iterable


def nested(items: Iterable[tuple[str, str]]) -> str:
    """HTML of (kinds, words): kinds is a letter for each depth, u or o, outermost first; words are HTML."""
    parts: list[str] = []
    open_lists = ""
    for kinds, words in items:
        same = 0
        while same < min(len(kinds), len(open_lists)) and kinds[same] == open_lists[same]:
            same += 1
        parts += [f"</li></{kind}l>" for kind in reversed(open_lists[same:])]
        new = kinds[same:]
        if not new:
            parts.append("</li><li>")
        parts += [f"<{kind}l><li>" for kind in new]
        parts.append(words)
        open_lists = kinds
    return "".join([*parts, *(f"</li></{kind}l>" for kind in reversed(open_lists))])
