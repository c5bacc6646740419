"""Asks every check about one page and puts the answers in the order of the file."""

from collections.abc import Iterable
from datetime import date
from itertools import islice

from extranet.standard.checks import (
    access,
    decision_guide,
    emphasis,
    fields,
    figures,
    folder,
    headings,
    links,
    lists,
    metadata,
    naming,
    personal,
    reading,
    types,
    wording,
)
from extranet.standard.checks.model import Check, Finding, Subject
from extranet.standard.model import Fault, Vocabularies

VERSION = "2"  # of the standard: 2 added the checks of style to those of metadata
METADATA_CHECKS: tuple[Check, ...] = (*fields.CHECKS, *metadata.CHECKS, *types.CHECKS, *decision_guide.CHECKS)
STYLE_CHECKS: tuple[Check, ...] = (
    *naming.CHECKS, *reading.CHECKS, *wording.CHECKS, *emphasis.CHECKS, *headings.CHECKS, *links.CHECKS, *lists.CHECKS, *figures.CHECKS,
    *access.CHECKS, *personal.CHECKS, *folder.CHECKS,
)
CHECKS: tuple[Check, ...] = (*METADATA_CHECKS, *STYLE_CHECKS)
MOST_FINDINGS = 30  # of one check on one page: the next ones would say nothing new
_SEVERITIES = ("error", "warning", "advice")


def check_metadata(vocabularies: Vocabularies, values: dict, *, slug: str | None = None, today: date | None = None,
                   body: str | None = None) -> list[Fault]:
    """What is wrong with this page, one sentence each, in the order of the file and gravest first on a line.

    `values` is a page's metadata; when it came from `read_front_matter` every fault has its line. Without `today` nothing is
    said about dates that depend on it, without `slug` nothing about the address, without `body` nothing about the text.
    """
    return run_checks(Subject(vocabularies, values, body, slug, today))


def run_checks(subject: Subject, checks: Iterable[Check] = CHECKS) -> list[Fault]:
    """As `check_metadata`, for a chosen set of checks. Checks that were switched off are silent."""
    off, severities = subject.vocabularies.ruling.off, subject.vocabularies.ruling.severities
    faults = [
        _fault(subject, check, finding, severities.get(check.id))
        for check in checks
        if check.id not in off and check.applies_to(subject)
        for finding in islice(check.run(subject), MOST_FINDINGS)
    ]
    return sorted(faults, key=lambda fault: (fault.field == "body", fault.line or 0, _SEVERITIES.index(fault.severity)))


def _fault(subject: Subject, check: Check, finding: Finding, decided: str | None) -> Fault:
    lines = getattr(subject.metadata, "lines", {})
    line = finding.line if finding.field == "body" else line_of(lines, finding.field)
    place = finding.place or _text_at(subject.metadata, finding.field)
    return Fault(finding.field, line, finding.sentence, decided or finding.severity or check.severity, check.id, place=place, may_be_kept=check.may_be_kept)


def _text_at(metadata: dict, path: str | None) -> str:
    """The value at a dotted path as text; "" when there is none."""
    value = metadata
    for part in (path or "").split("."):
        if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        elif isinstance(value, dict) and part in value:
            value = value[part]
        else:
            return "" if value is metadata else str(value)
    return str(value)


def line_of(lines: dict[str, int], path: str | None) -> int | None:
    """The line of the nearest part of the path that stands in the file; None without lines."""
    while path:
        if path in lines:
            return lines[path]
        path = path.rpartition(".")[0]
    return lines.get("")


