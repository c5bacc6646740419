"""Files attached to pages. Whoever may read the page may fetch them; nobody else learns that they exist."""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extranet import search
from extranet.errors import BadInput
from extranet.identity import record
from extranet.pages import extracting
from extranet.pages.actions.reading import page_for, read_page
from extranet.pages.model import Attachment, NoSuchPage, Page
from extranet.pages.store import attachments, files

NAME_LENGTH = 150


def attach_file(site, actor, slug: str, name: str, stream: BinaryIO) -> Attachment:
    """Attach a file, or a new version of the one of that name. It is on disk, safe from a power cut, before this returns.

    A picture is drawn anew, so that its bytes differ from those sent. FileTooLarge names the limit, FileRefused says what is
    wrong with the file, BadInput with its name.
    """
    page = page_for(site, actor, "page.attach", slug)
    kept = keep_file(site, name, stream)
    with site.db.writing() as tx:
        add_kept_file(tx, site, actor, page.id, page.slug, kept)
        return attachments.versions(tx, page.id, kept.name)[0]


@dataclass(frozen=True)
class KeptFile:
    """Bytes that are safe on the disk and belong to no page yet."""

    name: str
    kind: extracting.Kind
    stored: files.Stored
    small: files.Stored


def keep_file(site, name: str, stream: BinaryIO, only_check: bool = False) -> KeptFile | None:
    """The file, looked at and safe on the disk, for `add_kept_file`; None with `only_check`, which keeps nothing. Refuses as `attach_file` does."""
    name, data_dir = checked_name(name), site.settings.data_dir
    with files.coming(data_dir, stream, site.settings.attachment_megabytes) as coming:
        kind = _checked_kind(name, coming.head)
        with _as_kept(data_dir, coming.path, kind, name) as (path, thumbnail):
            if only_check:
                return None
            stored = files.keep(data_dir, path)
            return KeptFile(name, kind, stored, files.keep(data_dir, thumbnail) if thumbnail else files.Stored("", 0))


def add_kept_file(tx, site, actor, page_id: int, slug: str, kept: KeptFile) -> None:
    """Attach it inside the caller's transaction, which has found that the actor may."""
    media_type = kept.kind.media_type
    state = attachments.WAITING if extracting.is_read(media_type) else attachments.NONE
    row = {"page_id": page_id, "name": kept.name, **kept.stored._asdict(), "media_type": media_type, "added_by": actor.name, "added_at": site.clock.now()}
    version = attachments.add_version(tx, row)
    attachments.add_reading(tx, attachments.Reading(kept.stored.sha256, state, "", [], *kept.small))
    record(tx, site, actor, "attachment.added", slug, f"{kept.name}, version {version}")
    search.enqueue(tx, "page", [page_id])


def _checked_kind(name: str, head: bytes) -> extracting.Kind:
    if not head:
        raise extracting.FileRefused(f"{name} is empty: there is nothing in it to attach.")
    kind = extracting.kind_of(name, head)
    fault = extracting.fault_of_name(name, kind)
    if fault:
        raise extracting.FileRefused(fault)
    return kind


@contextmanager
def _as_kept(data_dir: Path, path: Path, kind: extracting.Kind, name: str) -> Iterator[tuple[Path, Path | None]]:
    """(the file as it will be kept, its thumbnail if it is a picture)."""
    if not kind.is_picture:
        yield path, None
        return
    with extracting.redraw(path, kind.basis, name, files.work_folder(data_dir)) as drawn:
        yield drawn.picture, drawn.thumbnail


def read_waiting(site) -> bool:
    """Look into one attached file nobody has looked into yet; whether there was one. Its text is then in search with the pages that carry it."""
    with site.db.reading() as connection:
        found = attachments.next_waiting(connection)
    if found is None:
        return False
    path = files.path_of(site.settings.data_dir, found.sha256)
    values = _read(site, found, path)
    with site.db.writing() as tx:
        attachments.change_reading(tx, found.sha256, **values)
        search.enqueue(tx, "page", attachments.pages_with(tx, found.sha256))
    return True


def _read(site, found: Attachment, path: Path) -> dict:
    """What to keep of a file that was waiting. One from before files were looked into has no thumbnail yet, or was called a zip."""
    none = {"state": attachments.NONE, "passages": []}
    if not path.is_file():
        return none | {"why_not": "Its bytes are missing from the data folder."}
    with path.open("rb") as file:
        kind = extracting.kind_of(found.name, file.read(files.HEAD_BYTES))
    work = files.work_folder(site.settings.data_dir)
    if kind.is_picture:
        return none | _thumbnail(site.settings.data_dir, path, kind, found.name, work)
    if not extracting.is_read(kind.media_type):
        return none
    got = extracting.extract(path, kind.media_type, work)
    state = attachments.READ if got.passages else attachments.NONE
    return {"state": state, "why_not": got.why_not, "passages": [list(one) for one in got.passages]}


def _thumbnail(data_dir: Path, path: Path, kind: extracting.Kind, name: str, work: Path) -> dict:
    try:
        with extracting.redraw(path, kind.basis, name, work) as drawn:
            small = files.keep(data_dir, drawn.thumbnail)
    except extracting.FileRefused:
        return {}
    return {"preview": small.sha256, "preview_bytes": small.size_bytes}


def remove_attachment(site, actor, slug: str, name: str) -> None:
    """Take a file off the page. Its versions stay on disk."""
    page = page_for(site, actor, "page.attach", slug)
    with site.db.writing() as tx:
        if not name.isprintable() or not attachments.remove(tx, page.id, name):
            raise NoSuchPage(slug)
        record(tx, site, actor, "attachment.removed", page.slug, name)
        search.enqueue(tx, "page", [page.id])


def attachments_of(site, page: Page) -> list[Attachment]:
    """What is attached to a page that was read through the door."""
    if not page.attachment_count:
        return []
    with site.db.reading() as connection:
        return attachments.of_page(connection, page.id)


def attachment_versions(site, actor, slug: str, name: str) -> list[Attachment]:
    """Every version of a file, newest first; none of a file that was taken off, unless the actor may attach."""
    page = read_page(site, actor, slug)
    with site.db.reading() as connection:
        found = attachments.versions(connection, page.id, name)
    if not found or not found[0].is_current:
        page_for(site, actor, "page.attach", slug)
    return found


def open_attachment(site, actor, slug: str, name: str) -> tuple[Attachment, Path]:
    """The current version of a file and where its bytes are. NoSuchPage when the page or the file is not there for this actor."""
    page = read_page(site, actor, slug)
    found = next((one for one in attachments_of(site, page) if one.name == name), None)
    if found is None:
        raise NoSuchPage(slug)
    return found, files.path_of(site.settings.data_dir, found.sha256)


def open_version(site, actor, slug: str, name: str, version: int) -> tuple[Attachment, Path]:
    """An older version of a file, for those who may see its versions. NoSuchPage when there is none of this number."""
    found = next((one for one in attachment_versions(site, actor, slug, name) if one.version == version), None)
    if found is None:
        raise NoSuchPage(slug)
    return found, files.path_of(site.settings.data_dir, found.sha256)


def open_preview(site, actor, slug: str, name: str) -> Path:
    """Where the thumbnail of a picture is. NoSuchPage when there is none, or the picture is not there for this actor."""
    found, _ = open_attachment(site, actor, slug, name)
    preview = readings_of(site, [found])[found.sha256].preview
    if not preview:
        raise NoSuchPage(slug)
    return files.path_of(site.settings.data_dir, preview)


def readings_of(site, found: Iterable[Attachment]) -> dict[str, attachments.Reading]:
    """What was read in these files, by SHA-256; of each of them."""
    sums = [one.sha256 for one in found]
    with site.db.reading() as connection:
        known = attachments.readings(connection, sums)
    return {one: known.get(one, attachments.Reading(one, attachments.NONE, "", [], "", 0)) for one in sums}


def stored_files(site) -> dict[Path, int]:
    """Where the bytes of every version of every file are, and their size: for those who look after the data folder."""
    with site.db.reading() as connection:
        found = attachments.all_files(connection)
    return {files.path_of(site.settings.data_dir, sha256): size for sha256, size in found.items()}


def checked_name(name: str) -> str:
    """A file name that is safe in a header and on any disk: no folders, no control characters, not hidden."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2].strip()
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C" and letter not in '<>:"|?*')
    kept = kept.strip().lstrip(". ")
    if not kept:
        raise BadInput("Choose a file; its name must hold letters or digits.", "file")
    stem, dot, ending = kept.rpartition(".")
    room = NAME_LENGTH - len(ending) - 1
    return f"{stem[:room]}.{ending}" if dot and room > 0 else kept[:NAME_LENGTH]
