"""The one list: which HTML an author's text may become. Bleach and nh3 are both built from it.

Source of the rules: security-reliability.md 2 (no style, no svg, no form, no frame; schemes; classes; ids).
"""

from __future__ import annotations

import re

INLINE_TAGS = frozenset({
    "a", "abbr", "b", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})  # fmt: skip
BLOCK_TAGS = frozenset({
    "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4", "h5",
    "h6", "hr", "li", "ol", "p", "pre", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
TAGS = INLINE_TAGS | BLOCK_TAGS

ATTRIBUTES = {
    "*": frozenset({"class", "id", "lang", "dir"}),
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "title", "width", "height"}),
    "ol": frozenset({"start", "type"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
ATTACHMENT_SCHEME = "attachment"
SCHEMES = LINK_SCHEMES | {ATTACHMENT_SCHEME}
"""`attachment:name` never reaches a reader: splitting.py turns it into a part."""

PROSE_CLASSES = frozenset({"compact", "lead", "number", "quiet", "say", "wide"})
"""What an author may ask for with `{.lead}`; docs/markdown.md says what each looks like."""

CALL_OUTS = frozenset({"note", "tip", "important", "warning", "danger", "example"})

MADE_CLASSES = frozenset({
    "admonition", "admonition-title", "align-left", "align-center", "align-right", "external", "footnote",
    "footnote-backref", "footnote-ref", "task", "task-done", "task-mark",
})  # fmt: skip
CLASSES = PROSE_CLASSES | CALL_OUTS | MADE_CLASSES
LANGUAGE_CLASS = re.compile(r"language-[a-z0-9+-]{1,30}")

ID_PREFIX = "user-content-"
"""Every id but a heading's starts with this, so no text can name a part of the page around it."""

PICTURE_FOLDER = "/-/"
"""Pictures come from this site's own addresses, or are attachments."""

LINK_REL = "noopener noreferrer"
