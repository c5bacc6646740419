"""Checks that need the whole folder: pages that name pages, facts that exist, titles and addresses that are used once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from extranet.standard.checks.fields import SLUG
from extranet.standard.checks.model import Check, Subject
from extranet.standard.front_matter import read_yaml
from extranet.standard.model import ERROR, WARNING, Fault, UnreadableContent, Vocabularies

FACT = re.compile(r"\{\{\s*fact:([^}\s]+)\s*\}\}")
INCLUDE = re.compile(r"\{\{\s*include:([^}\s#]+)[^}]*\}\}")
PAGE_LINK = re.compile(r"\[\[([^\]|#]+)(?:#[^\]|]*)?(?:\|[^\]]*)?\]\]")
STATEMENT, WHOLE_BOOK = "accessibility", 50
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def across_files(checked: Iterable, folder: Path) -> dict[Path, list[Fault]]:
    """Faults by file that only show when all files are looked at together."""
    files = [one for one in checked if one.metadata is not None]
    faults: dict[Path, list[Fault]] = defaultdict(list)
    for path, fault in (*_twice(files), *_lost_pages(files), *_lost_facts(files, _fact_keys(folder)), *_statement(files)):
        faults[path].append(fault)
    return faults


def _twice(files) -> Iterator[tuple[Path, Fault]]:
    titles, slugs = defaultdict(list), defaultdict(list)
    for one in files:
        slugs[one.slug].append(one)
        titles[re.sub(r"\W+", " ", str(one.metadata.get("title") or one.slug)).casefold().strip()].append(one)
    for found in titles.values():
        for one in found[1:]:
            yield one.path, _fault(one, "title", f"{found[0].slug} has the same title. Say in each what is particular to it.", ERROR, "T2")
    for found in slugs.values():
        for one in found[1:]:
            yield one.path, _fault(one, None, f"The address {one.slug} is used twice, here and in {found[0].path}.", ERROR, "META-11")


def _lost_pages(files) -> Iterator[tuple[Path, Fault]]:
    known = {one.slug for one in files}
    for one in files:
        for field, slug in _named_pages(one):
            if SLUG.match(slug) and slug not in known:
                yield one.path, _fault(one, field, f"No page of this folder has the address {slug}. Write it, or correct the link.", WARNING, "L8")
        for match in _body_matches(one, PAGE_LINK, INCLUDE):
            slug = match.group(1).strip()
            if slug not in known:
                sentence = f"The text names the page {slug}, which is not in this folder."
                yield one.path, Fault(None, _line(one, match), sentence, WARNING, "L8")


def _statement(files) -> Iterator[tuple[Path, Fault]]:
    """The accessibility statement of a whole answer book; a folder of a few pages needs none."""
    if len(files) < WHOLE_BOOK:
        return
    statement = next((one for one in files if one.slug == STATEMENT), None)
    if statement is None:
        one = files[0]
        yield one.path, Fault(None, None, "There is no page called accessibility. The law asks for an accessibility statement; write it.", WARNING, "A11Y-1")


def _named_pages(one) -> Iterator[tuple[str, str]]:
    for path, field, value in Subject(Vocabularies(), one.metadata).values:
        if field.rule.vocabulary == "page":
            yield from ((path, slug) for slug in (value if isinstance(value, list) else [value]) if isinstance(slug, str))


def _lost_facts(files, known: set[str] | None) -> Iterator[tuple[Path, Fault]]:
    if known is None:
        return
    for one in files:
        for match in _body_matches(one, FACT):
            if match.group(1) not in known:
                yield one.path, Fault(None, _line(one, match), _no_fact(match.group(1)), ERROR, "FACT-1")
        for name, value in one.metadata.items():
            for key in FACT.findall(str(value)):
                if key not in known:
                    yield one.path, _fault(one, name, _no_fact(key), ERROR, "FACT-1")


def _no_fact(key: str) -> str:
    return f"There is no fact called {key}. Add it to facts.yaml, or correct the key."


def _fact_keys(folder: Path) -> set[str] | None:
    """Keys of the folder's facts.yaml; None when it has none or it cannot be read."""
    try:
        found = read_yaml((folder / "facts.yaml").read_text(encoding="utf-8")).value
    except (OSError, UnreadableContent):
        return None
    return set(found) if isinstance(found, dict) else None


def _body_matches(one, *patterns) -> Iterator[re.Match]:
    # code stays in place as blanks, so that lines still count right
    body = FENCED.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), one.body)
    return (match for pattern in patterns for match in pattern.finditer(body))


def _line(one, match: re.Match) -> int:
    return one.body_line + one.body.count("\n", 0, match.start())


def _fault(one, field: str | None, sentence: str, severity: str, check: str) -> Fault:
    return Fault(field, getattr(one.metadata, "lines", {}).get(field or ""), sentence, severity, check)


def _asked_elsewhere(subject: Subject) -> Iterator:
    """What these ask needs the other pages: a folder's here, the live ones in conformance."""
    return iter(())


CHECKS = (
    Check("T2", ERROR, "GOV.UK guidance", "No two live pages have the same title, whatever their capitals and marks.", _asked_elsewhere, since="2"),
    Check(
        "L8",
        WARNING,
        "GOV.UK guidance; project",
        "Links lead to pages that are there; links to other sites are tried by a job where that is switched on.",
        _asked_elsewhere,
        since="2",
    ),
    Check("FACT-1", ERROR, "content-standard 5.4", "Every fact that a text names is kept.", _asked_elsewhere),
    Check(
        "A11Y-1",
        WARNING,
        "content-standard 1.7; accessibility regulations 2018",
        "There is an accessibility statement, looked at within 12 months.",
        _asked_elsewhere,
        since="2",
    ),
)
