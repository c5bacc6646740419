"""Bringing a content folder in: everything is looked at before anything is written, and doing it twice changes nothing."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extranet.actor import Actor, Grant
from extranet.authorities import all_authorities
from extranet.errors import ExtranetError
from extranet.hooks import answers_only
from extranet.pages import NoSuchPage, PageDraft, attach_file, attachments_of, facts, load_facts, load_pages, read_page
from extranet.portal import folder as folders
from extranet.portal import store
from extranet.portal.folder import FactsFile, FolderFault
from extranet.standard import ADVICE, CheckedFile, blocks, check_folder, vocabularies

# What a page that is not live cannot be kept without; everything else may still be unfinished in it.
NEEDED_BY_DRAFTS = frozenset({None, "title", "type", "owner_authority", "working_group", "audience", "status"})
# Worth a look, but a page saved by hand may have them too, and what was exported must come in again.
TOLD_ONLY = frozenset({"T2", "FACT-1"})
Told = Callable[[str, int, int], None]


def house_actor(name: str = "Import") -> Actor:
    """Who acts for an operator at the command line: may do everything, is nobody in particular."""
    return Actor(0, name, "", frozenset({Grant("partnership_administrator", "partnership", "")}))


@dataclass(frozen=True)
class Looked:
    """A folder, looked at: what can come in, and what is wrong with the rest."""

    folder: Path
    good: tuple[CheckedFile, ...]
    facts: FactsFile
    faults: tuple[FolderFault, ...]
    told: tuple[FolderFault, ...] = ()


@dataclass
class ImportReport:
    """What an import did, by slug; `faults` and the sentences of `refused` say what did not come in."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)
    facts: int = 0
    attachments: int = 0
    plugin_rows: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.faults and not self.refused


def look_at(site, folder: Path) -> Looked:
    """Read and check the whole folder; nothing is written."""
    checked = list(check_folder(vocabularies(site), folder, site.clock.today()))
    found_facts = folders.read_facts(folder, [one.slug for one in all_authorities(site)])
    faults, told = list(found_facts.faults), []
    for one in checked:
        for fault in (found for found in one.faults if found.severity != ADVICE):
            (faults if _stops(one, fault) else told).append(FolderFault(_named(folder, one.path), fault.line or 1, fault.sentence))
    faults += folders.history_faults(folder)
    faults += _attachment_faults(site, folder, {one.slug for one in checked})
    good = tuple(one for one in checked if not any(_stops(one, fault) for fault in one.faults))
    return Looked(folder, good, found_facts, tuple(faults), tuple(told))


def bring_in(site, actor: Actor, looked: Looked, only_new: bool = False, told: Told = lambda what, done, total: None) -> ImportReport:
    """Write what is good of a folder: facts, pages, files, history, rows of plugins. With `only_new`, pages that are here stay as they are."""
    report = ImportReport(faults=[str(one) for one in looked.faults])
    report.facts = _bring_facts(site, actor, looked.facts)
    files = [one for one in looked.good if not (only_new and _page(site, actor, one.slug))]
    _bring_pages(site, actor, files, report, told)
    _bring_history(site, actor, looked.folder, report.created)
    _bring_attachments(site, actor, looked.folder, {one.slug for one in files} - report.refused.keys(), report, told)
    report.plugin_rows = _bring_rows(site, looked.folder)
    return report


def _stops(one: CheckedFile, fault) -> bool:
    if not blocks(fault) or fault.check in TOLD_ONLY:
        return False
    is_live = one.metadata is None or one.metadata.get("status") == "live"
    return is_live or (fault.field or "").split(".")[0] in NEEDED_BY_DRAFTS or fault.field is None


def _attachment_faults(site, folder: Path, slugs: set[str]) -> Iterator[FolderFault]:
    limit = site.settings.attachment_megabytes
    for one in folders.attached_files(folder):
        if one.path.stat().st_size > limit * 1024 * 1024:
            yield FolderFault(_named(folder, one.path), 1, f"The file is over {limit} MB, the most an attachment may hold.")
        if one.slug not in slugs and not _page(site, house_actor(), one.slug):
            yield FolderFault(_named(folder, one.path), 1, f"There is no page {one.slug} to attach this to.")


def _bring_facts(site, actor: Actor, found: FactsFile) -> int:
    """Facts that are new or different; how many values."""
    known = facts(site)
    held = {(one.key, one.authority, one.valid_from): _substance(one) for one in reversed(known.values)}
    keys = [one for one in found.keys if known.keys.get(one.key) != one]
    values = [one for one in found.values if held.get((one.key, one.authority, one.valid_from)) != _substance(one)]
    if keys or values:
        load_facts(site, keys, values, actor.name)
    return len(values)


def _substance(one) -> tuple:
    return (one.value, one.source_url, one.valid_to, one.last_confirmed)


def _bring_pages(site, actor: Actor, files: list[CheckedFile], report: ImportReport, told: Told) -> None:
    done = 0

    def progress(count: int) -> None:
        nonlocal done
        done += count
        told("Pages", done, len(files))

    loaded = load_pages(site, actor, ((one.slug, PageDraft(one.metadata, one.body)) for one in files), progress)
    report.created, report.changed, report.unchanged = list(loaded.created), list(loaded.changed), list(loaded.unchanged)
    report.refused = {slug: list(sentences) for slug, sentences in loaded.refused.items()}


def _bring_history(site, actor: Actor, folder: Path, created: Iterable[str]) -> None:
    """Keep the history of pages that came in new; a page that was here has its own."""
    for slug in created:
        try:
            lines = folders.read_history(folder, slug)
        except ValueError:
            continue  # told by look_at
        if lines:
            with site.db.writing() as tx:
                store.keep_earlier(tx, read_page(site, actor, slug).id, lines)


def _bring_attachments(site, actor: Actor, folder: Path, slugs: set[str], report: ImportReport, told: Told) -> None:
    files = [one for one in folders.attached_files(folder) if one.slug in slugs]
    for done, one in enumerate(files, start=1):
        try:
            report.attachments += _attach(site, actor, one)
        except ExtranetError as fault:
            report.faults.append(str(FolderFault(_named(folder, one.path), 1, fault.sentence)))
        told("Files", done, len(files))


def _attach(site, actor: Actor, one) -> bool:
    """Attach the file unless the page has exactly it; whether it was attached."""
    with one.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    page = read_page(site, actor, one.slug)
    if any(kept.name == one.path.name and kept.sha256 == digest for kept in attachments_of(site, page)):
        return False
    with one.path.open("rb") as file:
        attach_file(site, actor, one.slug, one.path.name, file)
    return True


def _bring_rows(site, folder: Path) -> int:
    taken = 0
    for one in data_sets(site):
        rows = folders.read_rows(folder, one.plugin, one.name)
        taken += one.load(site, rows) if rows is not None else 0
    return taken


def data_sets(site) -> list[Any]:
    """Every DataSet of core and plugins that are on."""
    return [one for given in answers_only(site.hooks.data_sets()) for one in (given if isinstance(given, (list, tuple)) else [given])]


def _page(site, actor: Actor, slug: str):
    try:
        return read_page(site, actor, slug)
    except NoSuchPage:
        return None


def _named(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
