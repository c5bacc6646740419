"""Rendering: an author's Markdown becomes finished, sanitised parts at save; a request only joins them.

    model.py        what goes in (RenderSource) and what is stored with a revision (Rendered)
    allowed.py      the one list of tags, attributes, classes and schemes
    judge.py        one attribute or address: kept, changed or refused
    sanitise.py     Bleach, then nh3, both over that list
    fences.py       finds `::: for` rows, blocks and includes, before Markdown sees the text
    rows.py         the head of a `::: for` row, and the faults of a group of rows
    marks.py        how a fact or a block passes through Markdown and the sanitisers
    dialect.py      the Markdown we speak: which extensions, and our own
    splitting.py    sanitised HTML cut into parts; ids of headings, wide tables
    fields.py       the texts within the fields of a page's type
    page.py         all of the above in order: Renderer
    plain.py        what is stored when a text could not be rendered
    worker.py       the child process that renders; supervisor.py starts, times and ends it; pipe.py joins them
    door.py         rendering in this process
    view.py         what a reader's request knows: customer, day, facts, page titles
    facts.py        how a fact's value is shown
    choosing.py     which row a customer's authority gets
    assemble.py     parts and a view become the markup of a page
    words.py        parts become plain text: passages for search, exports

Markdown, Bleach and nh3 are imported by the child process alone: `render` imports them when called, so a
web process that only shows pages never holds them in memory.

Needs nothing of Extranet above the ground, and neither Flask nor a database.
"""

from .assemble import assemble
from .door import render
from .model import BlockKind, FieldSource, Rendered, RenderSource
from .supervisor import RenderWorker
from .view import FactValue, ViewContext
from .words import passages, plain_text

__all__ = [
    "BlockKind",
    "FactValue",
    "FieldSource",
    "RenderSource",
    "RenderWorker",
    "Rendered",
    "ViewContext",
    "assemble",
    "passages",
    "plain_text",
    "render",
]
