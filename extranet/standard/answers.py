"""What the standard answers to the hooks."""

from extranet.plugin import MenuEntry as _MenuEntry
from extranet.standard import ruling as _ruling


def rules(site):
    return {"standard.propose": _ruling.may_propose, "standard.decide": _ruling.may_decide}


def menu_entries(site, actor):
    return _MenuEntry("Standard", "/-/standard", order=60)
