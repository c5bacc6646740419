"""Reasons why a warning may stand: asked for when a page goes live, kept until the text they are about changes."""

from collections.abc import Iterable, Mapping

from extranet.standard import tables
from extranet.standard.model import ERROR, WARNING, Fault, Reason

SHORTEST_REASON, LONGEST_REASON = 10, 500


def needs_reason(fault: Fault) -> bool:
    """Whether the fault may stand with a reason, and needs one."""
    return fault.severity == WARNING or (fault.severity == ERROR and fault.may_be_kept)


def blocks(fault: Fault) -> bool:
    """Whether the fault keeps a page from going live whatever anybody says."""
    return fault.severity == ERROR and not fault.may_be_kept


def kept_reasons(site, page_id: int | None, slug: str) -> Mapping[str, Reason]:
    """Reasons kept for this page, by the key of the fault they are about."""
    with site.db.reading() as connection:
        return tables.reasons_of(connection, page_id, slug)


def adopt_reasons(tx, page_id: int, slug: str) -> None:
    """Give the page, now that it is there, the reasons kept for its address."""
    tables.adopt_reasons(tx, page_id, slug)


def reasons_in(connection, page_id: int | None, slug: str) -> Mapping[str, Reason]:
    """As `kept_reasons`, within the caller's transaction."""
    return tables.reasons_of(connection, page_id, slug)


def keep_reasons(site, actor, page_id: int | None, slug: str, given: Iterable[tuple[Fault, str]]) -> None:
    """Keep why these faults stand, with who said so and when."""
    now = site.clock.now()
    rows = [
        {"page_id": page_id, "slug": slug, "key": fault.key, "check_id": fault.check, "sentence": fault.sentence, "reason": why.strip()[:LONGEST_REASON],
         "person_id": actor.id or 0, "person_name": actor.name, "given_at": now}
        for fault, why in given
    ]
    if rows:
        with site.db.writing() as tx:
            tables.add_reasons(tx, rows)
