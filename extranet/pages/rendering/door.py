"""Rendering inside this process: for tests, exports and tools that may wait. The web asks a RenderWorker."""

from __future__ import annotations

from collections.abc import Mapping

from .model import BlockKind, Rendered, RenderSource


def render(source: RenderSource, blocks: Mapping[str, BlockKind] | None = None) -> Rendered:
    """Finished parts of this source. Never raises for any text, but may take long: it has no limit of its own."""
    from .page import Renderer  # here, so that showing pages does not load Markdown and two sanitisers

    return Renderer(blocks).render(source)
