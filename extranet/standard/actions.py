"""The vocabularies of a site, and checking content files against the standard."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Lock

from extranet.hooks import answers_only
from extranet.standard.checks.folder import across_files
from extranet.standard.checks.run import check_metadata
from extranet.standard.content_types import CONTENT_TYPES
from extranet.standard.front_matter import read_front_matter
from extranet.standard.model import ERROR, ContentType, Fault, Ruling, UnreadableContent, Vocabularies
from extranet.standard.ruling import changes_of, ruling_on
from extranet.standard.store import load_vocabularies

CACHED = "vocabularies"


def vocabularies(site) -> Vocabularies:
    """Every controlled list and content type of this site. Read once per process; see `reload_vocabularies`."""
    loaded = site.cache.get(CACHED, lambda: load_vocabularies(site.settings.content_dir / "vocabularies"))
    types, ruling = all_content_types(site), ruling_today(site)
    return loaded if types is CONTENT_TYPES and not ruling.number else replace(loaded, types=types, ruling=ruling)


def ruling_today(site) -> Ruling:
    """The approved changes to the standard that are in force today."""
    return ruling_on(changes_of(site), site.clock.today())


def reload_vocabularies(site) -> None:
    """Have every process read the files again, within half a second."""
    with site.db.writing() as tx:
        site.cache.touch(tx, CACHED)


def check_page(site, slug: str, metadata: Mapping, body: str) -> tuple[Fault, ...]:
    """What the standard says of this page today. Asked again for the same text it answers at once, as saving does."""
    known, today = vocabularies(site), site.clock.today()
    asked = repr((slug, today, known.ruling.number, sorted(metadata.items(), key=lambda one: str(one[0])), body))
    seen: _Seen = site.part("standard.checked", _Seen)
    return seen.get(sha256(asked.encode("utf-8", "replace")).digest(), lambda: tuple(check_metadata(known, dict(metadata), slug=slug, today=today, body=body)))


class _Seen:
    """The last few answers, for all threads."""

    MOST = 64

    def __init__(self):
        self._lock = Lock()
        self._kept: OrderedDict[bytes, tuple[Fault, ...]] = OrderedDict()

    def get(self, key: bytes, make: Callable[[], tuple[Fault, ...]]) -> tuple[Fault, ...]:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self.MOST:
                self._kept.popitem(last=False)
        return made


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
    faults = [_in_file(fault, body_line) for fault in check_metadata(known, metadata, slug=path.stem, today=today, body=body)]
    return CheckedFile(path, path.stem, tuple(faults), metadata, body, body_line)


def _in_file(fault: Fault, body_line: int) -> Fault:
    """A fault of the text with its line in the file."""
    return replace(fault, line=(fault.line or 1) + body_line - 1) if fault.field == "body" else fault


def check_folder(known: Vocabularies, folder: Path, today: date | None = None) -> Iterator[CheckedFile]:
    """Every .md file of a content folder (its pages/ if it has one, else itself), by itself and against the others."""
    pages = folder / "pages" if (folder / "pages").is_dir() else folder
    checked = [check_file(known, path, _text(path), today) for path in sorted(pages.rglob("*.md"))]
    more = across_files(checked, folder)
    for one in checked:
        yield replace(one, faults=tuple(sorted((*one.faults, *more.get(one.path, ())), key=lambda fault: fault.line or 0)))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
