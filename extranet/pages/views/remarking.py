"""What the standard says while one writes, and the reasons asked for before a page goes live with a warning."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from extranet.errors import BadInput
from extranet.pages.actions.drafting import completed, faults_of
from extranet.pages.model import FaultyPage, PageDraft, slug_from
from extranet.pages.model import Page as WikiPage
from extranet.standard import (
    ADVICE,
    ERROR,
    WARNING,
    Fault,
    Reason,
    all_content_types,
    blocks,
    check_by_id,
    keep_reasons,
    kept_reasons,
    needs_reason,
)

SHORTEST_REASON = 10
MOST_PLACES = 5
AT_SAVE = frozenset({"C1"})  # the change note is asked for when it is time to write it
TITLE_CHECK = "T2"  # a title is changed, not explained
_ORDER = (ERROR, WARNING, ADVICE)


@dataclass(frozen=True)
class Remark:
    """One check that speaks: its places, and what stands or stood about it. `tick` and `why` are what was typed in the form."""

    check: str
    severity: str
    asks: str
    places: tuple[Fault, ...]
    needs_reason: bool
    reasons: tuple[Reason, ...]
    tick: bool
    why: str

    @property
    def shown(self) -> tuple[Fault, ...]:
        return self.places[:MOST_PLACES]

    @property
    def more(self) -> int:
        return len(self.places) - len(self.shown)

    @property
    def is_settled(self) -> bool:
        return not self.needs_reason or (self.tick and len(self.why.strip()) >= SHORTEST_REASON)


class UnsettledRemarks(BadInput):
    """Warnings that would go live without a reason."""

    def __init__(self, remarks):
        names = ", ".join(one.check for one in remarks)
        what = f"tick it and say why it may stand, in at least {SHORTEST_REASON} characters."
        super().__init__(f"Mend or explain what the standard remarks ({names}): {what}", "remarks")


def remarks_on(site, page: WikiPage | None, typed_slug: str, typed: PageDraft, form: Mapping[str, str]) -> tuple[Remark, ...]:
    """Everything said of what was typed, gravest first, each check once. Nothing is asked about places that were live as they are."""
    draft = completed(typed, all_content_types(site))
    slug = page.slug if page else typed_slug or slug_from(str(draft.metadata.get("title") or ""))
    kept = kept_reasons(site, page.id if page else None, slug)
    stood = _stood(site, page)
    found: dict[str, list[Fault]] = {}
    for fault in faults_of(site, slug, draft):
        if fault.check in AT_SAVE:
            continue
        found.setdefault(fault.check, []).append(fault)
    made = [_remark(check, faults, kept, stood, form) for check, faults in found.items()]
    return tuple(sorted(made, key=lambda one: (not one.needs_reason if one.severity != ERROR else False, _ORDER.index(one.severity))))


def _remark(check: str, faults: list[Fault], kept: Mapping[str, Reason], stood: frozenset[str], form: Mapping[str, str]) -> Remark:
    described = check_by_id(check)
    asked = any(needs_reason(one) and one.key not in kept and one.key not in stood for one in faults)
    severity = min((one.severity for one in faults), key=_ORDER.index)
    reasons = {kept[one.key] for one in faults if one.key in kept}
    return Remark(check, severity, described.asks if described else "", tuple(faults), asked and not any(map(blocks, faults)),
                  tuple(sorted(reasons, key=lambda one: one.given_at)), form.get(f"keep-{check}") == "yes", form.get(f"why-{check}", "")[:500])


def _stood(site, page: WikiPage | None) -> frozenset[str]:
    """Keys of what the standard says of the text that is live now."""
    if page is None or page.status != "live":
        return frozenset()
    return frozenset(one.key for one in faults_of(site, page.slug, PageDraft(page.metadata, page.body)))


def settle_remarks(site, actor, page: WikiPage | None, typed_slug: str, typed: PageDraft, is_sent_on: bool = False) -> None:
    """Keep the reasons given in the form. UnsettledRemarks when a page that is to be live, or is sent on to become so, lacks one."""
    if not is_sent_on and typed.metadata.get("status") != "live":
        return
    said = remarks_on(site, page, typed_slug, typed, request.form)
    taken = [fault for one in said if one.check == TITLE_CHECK and one.needs_reason for fault in one.places]
    if taken:
        raise FaultyPage(taken)
    lacking = [one for one in said if not one.is_settled]
    if lacking:
        raise UnsettledRemarks(lacking)
    slug = page.slug if page else typed_slug or slug_from(str(typed.metadata.get("title") or ""))
    given = [(fault, one.why) for one in said if one.needs_reason for fault in one.places if needs_reason(fault)]
    keep_reasons(site, actor, page.id if page else None, slug, given)
