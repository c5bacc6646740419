"""What review answers to hooks."""

from extranet.rights import Allowed as _Allowed


def rules(site):
    return {"page.publish": lambda actor, thing: _Allowed()}
