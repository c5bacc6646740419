"""The vocabularies of a site, and checking content files against the standard."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from extranet.hooks import answers_only
from extranet.standard.checks.folder import across_files
from extranet.standard.checks.run import check_metadata
from extranet.standard.content_types import CONTENT_TYPES
from extranet.standard.front_matter import read_front_matter
from extranet.standard.model import ERROR, ContentType, Fault, UnreadableContent, Vocabularies
from extranet.standard.store import load_vocabularies

CACHED = "vocabularies"


def vocabularies(site) -> Vocabularies:
    """Every controlled list and content type of this site. Read once per process; see `reload_vocabularies`."""
    loaded = site.cache.get(CACHED, lambda: load_vocabularies(site.settings.content_dir / "vocabularies"))
    types = all_content_types(site)
    return loaded if types is CONTENT_TYPES else replace(loaded, types=types)


def reload_vocabularies(site) -> None:
    """Have every process read the files again, within half a second."""
    with site.db.writing() as tx:
        site.cache.touch(tx, CACHED)


def all_content_types(site) -> Mapping[str, ContentType]:
    """The standard's types, then those of plugins that are on; the standard's own cannot be replaced."""
    given = [one for answer in answers_only(site.hooks.page_types()) for one in (answer if isinstance(answer, (list, tuple)) else [answer])]
    if not given:
        return CONTENT_TYPES
    types = dict(CONTENT_TYPES)
    for one in given:
        types.setdefault(one.content_type.name, one.content_type)
    return types


@dataclass(frozen=True)
class CheckedFile:
    """One content file and what is wrong with it; `slug` is its name without .md."""

    path: Path
    slug: str
    faults: tuple[Fault, ...]
    metadata: Mapping | None = None
    body: str = ""
    body_line: int = 1

    @property
    def is_right(self) -> bool:
        return not any(fault.severity == ERROR for fault in self.faults)


def check_file(known: Vocabularies, path: Path, text: str, today: date | None = None) -> CheckedFile:
    """What is wrong with one content file, by itself."""
    try:
        metadata, body, body_line = read_front_matter(text)
    except UnreadableContent as fault:
        return CheckedFile(path, path.stem, (Fault(None, fault.line, fault.sentence, ERROR, "FILE-1"),))
    faults = check_metadata(known, metadata, slug=path.stem, today=today, body=body)
    return CheckedFile(path, path.stem, tuple(faults), metadata, body, body_line)


def check_folder(known: Vocabularies, folder: Path, today: date | None = None) -> Iterator[CheckedFile]:
    """Every .md file of a content folder (its pages/ if it has one, else itself), by itself and against the others."""
    pages = folder / "pages" if (folder / "pages").is_dir() else folder
    checked = [check_file(known, path, _text(path), today) for path in sorted(pages.rglob("*.md"))]
    more = across_files(checked, folder)
    for one in checked:
        yield replace(one, faults=tuple(sorted((*one.faults, *more.get(one.path, ())), key=lambda fault: fault.line or 0)))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
