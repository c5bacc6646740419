"""Asks every check about one page and puts the answers in the order of the file."""

from collections.abc import Iterable
from datetime import date

from extranet.standard.checks import decision_guide, fields, metadata, types
from extranet.standard.checks.model import Check, Subject
from extranet.standard.model import Fault, Vocabularies

CHECKS: tuple[Check, ...] = (*fields.CHECKS, *metadata.CHECKS, *types.CHECKS, *decision_guide.CHECKS)
_SEVERITIES = ("error", "warning", "advice")


def check_metadata(vocabularies: Vocabularies, values: dict, *, slug: str | None = None, today: date | None = None,
                   body: str | None = None) -> list[Fault]:
    """What is wrong with these fields, one sentence each, in the order of the file and gravest first on a line.

    `values` is a page's metadata; when it came from `read_front_matter` every fault has its line. Without `today` nothing is
    said about dates that depend on it, without `slug` nothing about the address, without `body` nothing about the text.
    """
    return run_checks(Subject(vocabularies, values, body, slug, today))


def run_checks(subject: Subject, checks: Iterable[Check] = CHECKS) -> list[Fault]:
    """As `check_metadata`, for a chosen set of checks."""
    lines = getattr(subject.metadata, "lines", {})
    faults = [
        Fault(finding.field, line_of(lines, finding.field), finding.sentence, finding.severity or check.severity, check.id)
        for check in checks
        if check.applies_to(subject)
        for finding in check.run(subject)
    ]
    return sorted(faults, key=lambda fault: (fault.line or 0, _SEVERITIES.index(fault.severity)))


def line_of(lines: dict[str, int], path: str | None) -> int | None:
    """The line of the nearest part of the path that stands in the file; None without lines."""
    while path:
        if path in lines:
            return lines[path]
        path = path.rpartition(".")[0]
    return lines.get("")
