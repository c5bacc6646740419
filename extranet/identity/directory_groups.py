"""Which directory groups a person belongs to, nested ones included, and the roles they give.

Walks are bounded (LEVELS deep, GROUPS in all) and cut cycles, so that no
directory can keep a sign-in waiting. Names are compared as normal DNs.
"""

from collections.abc import Callable, Iterable

from extranet.actor import Grant
from extranet.identity.directory import Entry, Line
from extranet.identity.directory_settings import DirectorySettings, RoleRule
from extranet.identity.directory_words import equals, normal_dn

LEVELS = 10
GROUPS = 200
IN_CHAIN = "member:1.2.840.113556.1.4.1941:"


def groups_of(line: Line, settings: DirectorySettings, entry: Entry) -> frozenset[str]:
    """Normal DNs of every group this person's entry is in, directly or by nesting."""
    if settings.group_mode == "none":
        return frozenset()
    if settings.nested == "in_chain":
        return _normal(one.dn for one in _holding(line, settings, IN_CHAIN, entry.dn)) | _normal(entry.texts("memberOf"))
    direct = _direct(line, settings, entry)
    if settings.nested == "no" or settings.group_mode == "memberUid":
        return _normal(direct)
    return _walk(direct, lambda dn: _parents(line, settings, dn))


def _direct(line: Line, settings: DirectorySettings, entry: Entry) -> tuple[str, ...]:
    match settings.group_mode:
        case "memberOf":
            return entry.texts("memberOf")
        case "memberUid":
            names = entry.texts("uid")
            return tuple(one.dn for name in names for one in _holding(line, settings, "memberUid", name))
    return tuple(one.dn for one in _holding(line, settings, settings.group_mode, entry.dn))


def _parents(line: Line, settings: DirectorySettings, dn: str) -> tuple[str, ...]:
    if settings.group_mode == "memberOf":
        group = line.read(dn, ("memberOf",))
        return group.texts("memberOf") if group else ()
    return tuple(one.dn for one in _holding(line, settings, settings.group_mode, dn))


def _holding(line: Line, settings: DirectorySettings, attribute: str, value: str) -> tuple[Entry, ...]:
    filter_text = f"(&{settings.group_filter}{equals(attribute, value)})"
    return line.search(settings.group_base, filter_text, ("1.1",), GROUPS)


def _walk(start: Iterable[str], parents: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Breadth-first upwards from `start`: each group once, LEVELS deep, GROUPS in all."""
    found: dict[str, str] = {}
    level = list(start)
    for _depth in range(LEVELS):
        new = {normal: dn for dn in level if (normal := normal_dn(dn)) and normal not in found}
        found |= dict(list(new.items())[: GROUPS - len(found)])
        if not new or len(found) >= GROUPS:
            break
        level = [parent for dn in new.values() for parent in parents(dn)]
    return frozenset(found)


def _normal(dns: Iterable[str]) -> frozenset[str]:
    return frozenset(normal for dn in dns if (normal := normal_dn(dn)))


def granted_by(rules: Iterable[RoleRule], groups: frozenset[str]) -> dict[Grant, str]:
    """The grants these groups give, each with the first group that gives it."""
    granted: dict[Grant, str] = {}
    for rule in rules:
        if normal_dn(rule.group) in groups:
            granted.setdefault(rule.grant, rule.group)
    return granted
