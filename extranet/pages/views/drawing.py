"""Parts that plugins add to a page, drawn one by one: one that fails says so in its place and the rest stands."""

import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from extranet.hooks import Failure
from extranet.pages.actions.rendering import markdown_blocks
from extranet.web import current_site
from extranet.web.frame import Frame

log = logging.getLogger(__name__)
NOT_AVAILABLE = Markup('<p class="quiet">This part is not available just now. Reference: {}</p>')


@dataclass(frozen=True)
class Drawn:
    """A titled box; `html` is finished markup."""

    title: str
    html: Markup


def draw_all(parts: Iterable) -> tuple[Drawn, ...]:
    """Panels or cards as their plugins gave them, failures among them, as boxes."""
    parts = list(parts)
    frame = Frame() if parts else None
    return tuple(Drawn("Not available", NOT_AVAILABLE.format(p.reference)) if isinstance(p, Failure) else Drawn(p.title, draw(p, frame)) for p in parts)


def draw(part, frame=None) -> Markup:
    """The template of a Panel, Card or GroupHome with its context, and `frame`."""
    try:
        html = current_app.jinja_env.get_template(part.template).render(frame=frame or Frame(), **part.context)
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("the part %s could not be drawn, reference %s", part.template, reference)
        return NOT_AVAILABLE.format(reference)
    return Markup(html)


def block_drawer(actor):
    """A function that draws plugins' Markdown blocks for this reader."""
    site = current_site()

    def draw_block(name: str, arguments: str, source: str, inner: Markup) -> Markup:
        block = next((one for one in markdown_blocks(site) if one.name == name), None)
        panel = _show(block, site, actor, arguments, inner or source) if block else None
        return draw(panel) if panel else inner

    return draw_block


def _show(block, site, actor, arguments: str, inner: str):
    try:
        return block.show(site, actor, arguments, inner)
    except Exception:
        log.exception("the block %s could not be shown", block.name)
        return None
