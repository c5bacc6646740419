"""The site's renderer: child processes that can be ended when a text takes too long."""

from extranet.hooks import answers_only
from extranet.pages.rendering import BlockKind, Rendered, RenderSource, RenderWorker

PART = "render_worker"


def render_source(site, source: RenderSource) -> Rendered:
    """The text rendered within the site's limit of time; past it, as plain text with a sentence."""
    worker = site.part(PART, lambda: RenderWorker(seconds=site.settings.render_seconds))
    return worker.render_safely(source, block_kinds(site))


def render_text(site, text: str) -> list:
    """Finished parts of a text that is no page, such as a comment; `Reading.markup` joins them for a reader."""
    return render_source(site, RenderSource(text)).body


def block_kinds(site) -> dict[str, BlockKind]:
    """The blocks that plugins offer to authors. What they show is asked when a page is read."""
    return {one.name: BlockKind(one.name, one.help) for one in markdown_blocks(site)}


def markdown_blocks(site) -> list:
    """Every MarkdownBlock of every plugin that is on."""
    answers = answers_only(site.hooks.markdown_blocks())
    return [one for given in answers for one in (given if isinstance(given, (list, tuple)) else [given])]
