"""Reads the vocabulary files of a content folder; what is wrong in them becomes faults with file and line.

A row that cannot be read is left out and reported, so one bad line never hides the other thousand.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extranet.standard.content_types import CONTENT_TYPES
from extranet.standard.front_matter import read_yaml
from extranet.standard.model import (
    ADVICE,
    ERROR,
    WARNING,
    AuthorityTerm,
    AvoidedWord,
    Cluster,
    Fault,
    Function,
    Interaction,
    LifeEpisode,
    Service,
    UnreadableContent,
    Vocabularies,
    WorkingGroup,
)
from extranet.standard.routes import dangling_routes, read_customer_groups, read_journeys

SERVICE_TIERS = ("county", "district", "both")
AUTHORITY_TIERS = ("county", "district", "unitary")
WORD_SEVERITIES = {"error": ERROR, "warn": WARNING, "info": ADVICE}


def load_vocabularies(folder: Path) -> Vocabularies:
    """Every list of this folder (content/vocabularies). A missing file is a fault and an empty list."""
    faults: list[Fault] = []

    def read(file: str, make: Callable, key: str) -> dict:
        return _read_csv(folder / file, make, key, faults)

    lists = {
        "functions": read("functions.csv", _function, "id"),
        "services": read("services.csv", _service, "id"),
        "life_episodes": dict(sorted(read("life_episodes.csv", _episode, "slug").items(), key=lambda one: one[1].sort_order)),
        "journeys": read_journeys(folder, faults),
        "customer_groups": read_customer_groups(folder, faults),
        "groups": read("groups.csv", _group, "slug"),
        "authorities": read("authorities.csv", _authority, "slug"),
        "interactions": read("interactions.csv", _interaction, "code"),
        "clusters": _read_clusters(folder / "clusters.yaml", faults),
        "types": CONTENT_TYPES,
        "words_to_avoid": read("words_to_avoid.csv", _avoided, "term"),
        "proper_nouns": _proper_nouns(folder / "proper_nouns.txt"),
    }
    known = Vocabularies(**lists)
    return Vocabularies(**lists, faults=(*faults, *_dangling(known), *dangling_routes(known)))


@dataclass(frozen=True)
class _Row:
    """One row of a file: its cells by heading, and where it stands."""

    cells: dict[str, str]

    def text(self, name: str) -> str:
        return (self.cells.get(name) or "").strip()

    def needed(self, name: str) -> str:
        if not self.text(name):
            raise ValueError(f"{name} is empty. Fill it in.")
        return self.text(name)

    def number(self, name: str) -> int:
        if not self.needed(name).isdecimal():
            raise ValueError(f"{name} is {self.text(name)!r}; it must be a whole number.")
        return int(self.text(name))

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text(name).split(";") if part.strip())

    def numbers(self, name: str) -> tuple[int, ...]:
        try:
            return tuple(int(word) for word in self.words(name))
        except ValueError:
            raise ValueError(f"{name} is {self.text(name)!r}; it must be whole numbers with ; between them.") from None

    def day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.text(name)) if self.text(name) else None
        except ValueError:
            raise ValueError(f"{name} is {self.text(name)!r}; write a date as 2027-04-01.") from None

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        if self.text(name) not in allowed:
            raise ValueError(f"{name} is {self.text(name)!r}; use {', '.join(allowed)}.")
        return self.text(name)


def _service(row: _Row) -> Service:
    return Service(
        id=row.number("id"), name=row.needed("name"), tier=row.one_of("tier", SERVICE_TIERS), functions=row.numbers("functions"),
        life_episodes=row.words("life_episodes"), everyday_terms=row.words("everyday_terms"), tier_evidence=row.text("tier_evidence"),
        note=row.text("note"),
    )


def _function(row: _Row) -> Function:
    return Function(row.number("id"), row.needed("name"), row.number("parent_id") if row.text("parent_id") else None)


def _episode(row: _Row) -> LifeEpisode:
    order = row.number("sort_order") if row.text("sort_order") else 0
    return LifeEpisode(row.needed("slug"), row.needed("name"), row.text("source"), row.text("scope"), order)


def _group(row: _Row) -> WorkingGroup:
    approvals = row.number("approvals") if row.text("approvals") else 1
    return WorkingGroup(row.needed("slug"), row.needed("name"), row.text("remit"), row.text("source"), approvals)


def _interaction(row: _Row) -> Interaction:
    return Interaction(row.number("code"), row.needed("name"))


def _authority(row: _Row) -> AuthorityTerm:
    return AuthorityTerm(
        slug=row.needed("slug"), name=row.needed("name"), short_name=row.text("short_name"), tier=row.one_of("tier", AUTHORITY_TIERS),
        gss=row.text("gss"), valid_from=row.day("valid_from"), valid_to=row.day("valid_to"), successors=row.words("successors"),
    )


def _avoided(row: _Row) -> AvoidedWord:
    severity = WORD_SEVERITIES[row.one_of("severity", tuple(WORD_SEVERITIES))]
    try:
        re.compile(row.needed("pattern"))
    except re.error as fault:
        raise ValueError(f"pattern cannot be read: {fault}.") from None
    return AvoidedWord(row.needed("term"), row.text("use_instead"), row.text("allowed_when"), severity, row.text("source"), row.text("pattern"))


def _proper_nouns(path: Path) -> frozenset[str]:
    """Names a title may write with capitals; none when the file is missing, which only makes a check stricter."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _read_csv(path: Path, make: Callable, key: str, faults: list[Fault]) -> dict:
    found: dict = {}
    for line, cells in _rows(path, key, faults):
        try:
            term = make(_Row(cells))
        except ValueError as fault:
            faults.append(Fault(None, line, str(fault), ERROR, "VOC-1", path.name))
            continue
        name = getattr(term, key)
        if name in found:
            faults.append(Fault(key, line, f"{key} {name} is given twice. Keep one row.", ERROR, "VOC-2", path.name))
            continue
        found[name] = term
    return found


def _rows(path: Path, key: str, faults: list[Fault]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        faults.append(Fault(None, None, f"{path.name} is missing or not UTF-8 text. Put it back.", ERROR, "VOC-3", path.name))
        return
    reader = csv.DictReader(io.StringIO(text))
    if key not in (reader.fieldnames or ()):
        faults.append(Fault(key, 1, f"The first line has no column called {key}. Put the headings back.", ERROR, "VOC-4", path.name))
        return
    for cells in reader:
        yield reader.line_num, cells


def _read_clusters(path: Path, faults: list[Fault]) -> dict[str, Cluster]:
    try:
        entries = read_yaml(path.read_text(encoding="utf-8-sig")).value or []
        return {entry["slug"]: _cluster(entry) for entry in entries}
    except UnreadableContent as fault:
        faults.append(Fault(None, fault.line, fault.sentence, ERROR, "VOC-1", path.name))
    except (KeyError, TypeError, AttributeError):
        faults.append(Fault(None, 1, "Each cluster needs slug, name and members.", ERROR, "VOC-1", path.name))
    except (OSError, UnicodeDecodeError):
        faults.append(Fault(None, None, f"{path.name} is missing or not UTF-8 text. Put it back.", ERROR, "VOC-3", path.name))
    return {}


def _cluster(entry: dict) -> Cluster:
    return Cluster(entry["slug"], entry["name"], tuple(entry["members"]), entry.get("note") or "")


def _dangling(known: Vocabularies) -> Iterator[Fault]:
    """References between the lists that lead nowhere."""
    for service in known.services.values():
        for function in service.functions:
            if function not in known.functions:
                yield _fault("services.csv", f"Service {service.id} names function {function}, which functions.csv does not have.")
        for episode in service.life_episodes:
            if episode not in known.life_episodes:
                yield _fault("services.csv", f"Service {service.id} names life episode {episode}, which life_episodes.csv does not have.")
    for function in known.functions.values():
        if function.parent_id is not None and function.parent_id not in known.functions:
            yield _fault("functions.csv", f"Function {function.id} stands under {function.parent_id}, which is not in the list.")
    for cluster in known.clusters.values():
        for slug in cluster.authorities:
            if slug not in known.authorities:
                yield _fault("clusters.yaml", f"Cluster {cluster.slug} names {slug}, which authorities.csv does not have.")
    for authority in known.authorities.values():
        for slug in authority.successors:
            if slug not in known.authorities:
                yield _fault("authorities.csv", f"{authority.slug} is succeeded by {slug}, which is not in the list.", ADVICE)


def _fault(file: str, sentence: str, severity: str = ERROR) -> Fault:
    return Fault(None, None, sentence, severity, "VOC-5", file)
