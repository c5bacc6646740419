"""The one place that decides: may this actor do this to this?

Two questions, one source. *Acts* ('page.edit') are decided by `may`, from
rules that slices and plugins hand in through the hook `rules`. *Reading* many
things at once (lists, counts, searches, feeds) goes by keys: every thing has
one reading key, every actor a set of them, and a thing is readable when its
key is in the set. Both come from this module, so they cannot disagree.
Default is refuse: an unknown key is in nobody's set, a rule that fails refuses.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from extranet.actor import Actor
from extranet.hooks import answers_only

log = logging.getLogger(__name__)

EVERYTHING = "*"
AUDIENCES = ("team", "authority", "all-authorities", "public")
READABLE_STATES = frozenset({"live", "superseded"})


@dataclass(frozen=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Refused:
    """No, and why, in a sentence the person may read."""

    reason: str = "You do not have the right to do this."

    def __bool__(self) -> bool:
        return False


Rule = Callable[[Actor | None, object], Allowed | Refused]


def reading_key(audience: str, owner_authority: str, working_group: str, status: str) -> str:
    """The one key that opens a thing to readers.

    'public', 'all' (everyone signed in), 'authority:<slug>', 'group:<slug>';
    a thing that is not live is open only to those who may edit it:
    'edit:<group slug>'. ValueError for an unknown audience.
    """
    if status not in READABLE_STATES:
        return f"edit:{working_group}"
    match audience:
        case "public":
            return "public"
        case "all-authorities":
            return "all"
        case "authority":
            return f"authority:{owner_authority}"
        case "team":
            return f"group:{working_group}"
    raise ValueError(f"{audience!r} is not an audience; use one of {', '.join(AUDIENCES)}")


def reading_keys(actor: Actor | None) -> frozenset[str]:
    """Every reading key this actor holds; '*' alone stands for all of them."""
    if actor is None:
        return frozenset({"public"})
    if actor.is_partnership_administrator and not actor.is_guest:
        return frozenset({EVERYTHING})
    keys = {"public"} | {f"group:{group}" for group in actor.groups}
    keys |= {f"edit:{g.scope}" for g in actor.grants if g.role in ("author", "approver")}
    if not actor.is_guest:
        keys |= {"all", f"authority:{actor.authority}"}
    return frozenset(keys)


def is_readable(actor: Actor | None, key: str) -> bool:
    """Whether a thing with this reading key is open to this actor."""
    keys = reading_keys(actor)
    return EVERYTHING in keys or key in keys


def may(site, actor: Actor | None, act: str, thing=None) -> Allowed | Refused:
    """Decide one act, such as 'page.edit'. KeyError for an act nobody declared.

    A token without the 'write' scope may only do acts that end in '.read'.
    """
    rule = rules_of(site)[act]
    if actor is not None and actor.token_scopes is not None and "write" not in actor.token_scopes and not act.endswith(".read"):
        return Refused("This token may only read.")
    try:
        return rule(actor, thing)
    except Exception:
        log.exception("the rule for %s failed; refused", act)
        return Refused("This could not be decided, so it is refused. Tell the administrators.")


def rules_of(site) -> Mapping[str, Rule]:
    """All rules of core and plugins by act; two owners of one act is a fault."""

    def gather() -> dict[str, Rule]:
        gathered: dict[str, Rule] = {}
        for rules in answers_only(site.hooks.rules()):
            twice = gathered.keys() & rules.keys()
            if twice:
                raise RuntimeError(f"two owners for the act {sorted(twice)}")
            gathered |= rules
        return gathered

    return site.part("rules", gather)
