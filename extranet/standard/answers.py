"""What the standard answers to the hooks."""

from extranet.plugin import MenuEntry as _MenuEntry


def menu_entries(site, actor):
    return _MenuEntry("Standard", "/-/standard", order=60)
