"""What the administration pages answer to the hooks."""

from extranet.plugin import MenuEntry as _MenuEntry
from extranet.rights import Allowed as _Allowed
from extranet.rights import Refused as _Refused


def rules(site):
    return {"plugin.set": _may_set}


def menu_entries(site, actor):
    if not actor.is_partnership_administrator:
        return None
    return _MenuEntry("Settings", "/-/settings/plugins", order=90)


def _may_set(actor, plugin):
    if actor is not None and actor.is_partnership_administrator:
        return _Allowed()
    return _Refused("Only a partnership administrator may switch or set plugins.")
