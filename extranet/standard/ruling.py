"""Changes to the standard: proposed by a group, approved by the Information Managers Group, in force from a day.

The rules as written in the code are the beginning; each approved change stands beside them from its day on. Nothing is ever
deleted, so the list of changes is the standard's history.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet.identity import record
from extranet.rights import Allowed, Refused, may
from extranet.standard import tables
from extranet.standard.checks import CHECKS, Check
from extranet.standard.model import ADVICE, ERROR, WARNING, AvoidedWord, Change, Ruling

KEEPERS = "information-managers-group"
CACHED = "standard_changes"
SEVERITIES = (ERROR, WARNING, ADVICE)
KINDS = ("severity", "limit", "off", "on", "word_added", "word_removed")
_SEVERITY_WORDS = MappingProxyType({ERROR: "an error", WARNING: "a warning", ADVICE: "advice"})
LONGEST_REASON, LONGEST_WORD = 2000, 60
WORD_CHECK = "R6"


def check_by_id(check_id: str) -> Check | None:
    return next((one for one in CHECKS if one.id == check_id), None)


def changes_of(site) -> tuple[Change, ...]:
    """Every change there was, by its day; read once a process and again when one is added or decided."""

    def read():
        with site.db.reading() as connection:
            return tuple(tables.changes(connection))

    return site.cache.get(CACHED, read)


def ruling_on(changes: Iterable[Change], day: date) -> Ruling:
    """What the approved changes make of the rules on a day: later days and later proposals win."""
    severities: dict[str, str] = {}
    limits: dict[tuple[str, str], float] = {}
    off: set[str] = set()
    added: dict[str, AvoidedWord] = {}
    removed: set[str] = set()
    number = 0
    for one in changes:
        if one.state != "approved" or one.takes_effect > day:
            continue
        number += 1
        match one.kind:
            case "severity":
                severities[one.check_id] = one.detail["severity"]
            case "limit":
                limits[one.check_id, one.detail["name"]] = one.detail["value"]
            case "off":
                off.add(one.check_id)
            case "on":
                off.discard(one.check_id)
            case "word_added":
                added[one.detail["term"]] = avoided_word(one.detail)
                removed.discard(one.detail["term"])
            case "word_removed":
                removed.add(one.detail["term"])
    return Ruling(severities, limits, frozenset(off), tuple(added.values()), frozenset(removed), number)


def change_words(one: Change) -> str:
    """What a change says, in a sentence."""
    detail = one.detail
    match one.kind:
        case "severity":
            return f"{one.check_id} is {_SEVERITY_WORDS[detail['severity']]}."
        case "limit":
            return f"{one.check_id}: {detail['name']} {detail['value']:g}."
        case "off":
            return f"{one.check_id} is switched off."
        case "on":
            return f"{one.check_id} is switched on again."
        case "word_added":
            instead = f"; use {detail['use_instead']}" if detail.get("use_instead") else ""
            return f"“{detail['term']}” is a word to avoid ({detail['severity']}){instead}."
    return f"“{detail['term']}” is no longer a word to avoid."


def avoided_word(detail: Mapping) -> AvoidedWord:
    """A word of the partnership's own: found whole, in any case, and with an s behind it."""
    pattern = r"\b" + re.escape(detail["term"]).replace(r"\ ", r"\s{1,3}") + r"s?\b"
    return AvoidedWord(detail["term"], detail.get("use_instead", ""), "", detail.get("severity", WARNING), "the partnership", pattern)


def may_propose(actor, thing):
    """Authors and approvers of any group, and partnership administrators."""
    if actor is None or actor.is_guest:
        return Refused("Sign in as an author to propose a change to the standard.")
    if actor.is_partnership_administrator or any(one.role in ("author", "approver") for one in actor.grants):
        return Allowed()
    return Refused("Only authors and approvers of a working group propose changes to the standard.")


def may_decide(actor, change: Change | None):
    """An approver of the Information Managers Group, and never the person who proposed it."""
    if actor is None or actor.is_guest or not actor.has_role("approver", "group", KEEPERS):
        return Refused("Approvers of the Information Managers Group decide about changes to the standard.")
    if change is not None and change.proposed_by_id == actor.id:
        return Refused("Nobody decides about their own proposal. Ask another approver of the Information Managers Group.")
    return Allowed()


def checked_change(site, kind: str, check_id: str, detail: Mapping, takes_effect) -> tuple[str, str, dict, date]:
    """The change as it would be kept. BadInput names the field that is wrong."""
    if kind not in KINDS:
        raise BadInput("Choose what is to change.", "kind")
    if kind.startswith("word_"):
        return kind, WORD_CHECK, _checked_word(kind, detail), _checked_day(site, takes_effect)
    check = check_by_id(check_id)
    if check is None:
        raise BadInput("Choose one of the checks.", "check")
    return kind, check.id, _checked_detail(kind, check, detail), _checked_day(site, takes_effect)


def _checked_day(site, day) -> date:
    if not isinstance(day, date):
        raise BadInput("Write the day as 2027-04-01.", "takes_effect")
    if day <= site.clock.today():
        raise BadInput("A change takes effect tomorrow at the earliest, so that groups can look at their pages before.", "takes_effect")
    return day


def _checked_word(kind: str, detail: Mapping) -> dict:
    term = " ".join(str(detail.get("term") or "").split())
    if not term or len(term) > LONGEST_WORD:
        raise BadInput(f"Write the word or phrase, in at most {LONGEST_WORD} characters.", "term")
    if kind == "word_removed":
        return {"term": term}
    if detail.get("severity") not in SEVERITIES:
        raise BadInput("Choose how grave it is.", "severity")
    return {"term": term, "use_instead": str(detail.get("use_instead") or "")[:200], "severity": detail["severity"]}


def _checked_detail(kind: str, check: Check, detail: Mapping) -> dict:
    if kind == "severity":
        if detail.get("severity") not in SEVERITIES:
            raise BadInput("Choose how grave it is.", "severity")
        return {"severity": detail["severity"]}
    if kind == "limit":
        limit = next((one for one in check.limits if one.name == detail.get("name")), None)
        if limit is None:
            raise BadInput(f"{check.id} has no figure of that name." if check.limits else f"{check.id} has no figure to change.", "limit")
        return {"name": limit.name, "value": _checked_figure(detail.get("value"))}
    return {}


def _checked_figure(typed) -> float:
    try:
        value = float(str(typed).strip())
    except ValueError:
        raise BadInput("Write a figure, such as 20.", "value") from None
    if not 0 < value <= 10_000:
        raise BadInput("Write a figure between 0 and 10,000.", "value")
    return value


def propose_change(site, actor, kind: str, check_id: str, detail: Mapping, takes_effect, reason: str, group: str) -> int:
    """A proposal, waiting to be decided; its id. BadInput or Forbidden say why not."""
    _require(site, actor, "standard.propose", None)
    kind, check_id, detail, day = checked_change(site, kind, check_id, detail, takes_effect)
    reason = reason.strip()
    if len(reason) < 20:
        raise BadInput("Say why, in at least 20 characters: those who decide have only this.", "reason")
    row = {"kind": kind, "check_id": check_id, "detail": detail, "reason": reason[:LONGEST_REASON], "takes_effect": day, "state": "proposed",
           "group_slug": group, "proposed_by_id": actor.id, "proposed_by": actor.name, "proposed_at": site.clock.now()}
    with site.db.writing() as tx:
        change_id = tables.add_change(tx, row)
        record(tx, site, actor, "standard.proposed", f"{kind} {check_id}", reason[:200])
        site.cache.touch(tx, CACHED)
    return change_id


def decide_change(site, actor, change_id: int, is_approved: bool, note: str = "") -> Change:
    """Approve or refuse. Conflict when it was decided meanwhile, Forbidden to whoever may not."""
    change = read_change(site, change_id)
    _require(site, actor, "standard.decide", change)
    if is_approved and change.takes_effect <= site.clock.today():
        raise Conflict("Its day has passed while it waited. Refuse it, and propose it again for a later day.")
    if not is_approved and not note.strip():
        raise BadInput("Say why it is refused.", "note")
    return _close(site, actor, change, "approved" if is_approved else "refused", note.strip()[:LONGEST_REASON])


def withdraw_change(site, actor, change_id: int) -> Change:
    """Take one's own proposal back before it is decided."""
    change = read_change(site, change_id)
    if actor is None or change.proposed_by_id != actor.id:
        raise Forbidden("Only the person who proposed it takes it back.")
    return _close(site, actor, change, "withdrawn", "")


def _close(site, actor, change: Change, state: str, note: str) -> Change:
    with site.db.writing() as tx:
        if not tables.decide(tx, change.id, state, decided_by=actor.name, decided_at=site.clock.now(), decision_note=note):
            raise Conflict("Somebody decided about this change already. Look at it again.")
        record(tx, site, actor, f"standard.{state}", f"{change.kind} {change.check_id}", note[:200])
        site.cache.touch(tx, CACHED)
    return read_change(site, change.id)


def read_change(site, change_id: int) -> Change:
    with site.db.reading() as connection:
        found = tables.change_by_id(connection, change_id)
    if found is None:
        raise NotFound("There is no such change.")
    return found


def _require(site, actor, act: str, thing) -> None:
    decision = may(site, actor, act, thing)
    if not decision:
        raise Forbidden(decision.reason)
