"""The hooks of the standard."""

from extranet.hooks import collect, first


@collect
def page_types(site):
    """A PageType, or a list of them: content types that a plugin adds to the standard's own.

    The name may not be one of the standard's. Switched off, pages of that type stay readable with their common fields.
    """


@first
def check_figures(site, actor):
    """On how many pages each check speaks today, of those this actor may read: {'R1': 12}. Shown beside the checks."""
