"""The hook of the standard."""

from extranet.hooks import collect


@collect
def page_types(site):
    """A PageType, or a list of them: content types that a plugin adds to the standard's own.

    The name may not be one of the standard's. Switched off, pages of that type stay readable with their common fields.
    """
