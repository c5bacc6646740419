"""Hooks of the frame around every page."""

from extranet.hooks import collect


@collect
def menu_entries(site, actor):
    """MenuEntry (or a list of them) for the main menu; actor is never None."""
