"""Files attached to pages. Whoever may read the page may fetch them; nobody else learns that they exist."""

import unicodedata
from pathlib import Path
from typing import BinaryIO

from extranet.errors import BadInput
from extranet.identity import record
from extranet.pages.actions.reading import page_for, read_page
from extranet.pages.model import Attachment, NoSuchPage, Page
from extranet.pages.store import attachments, files

NAME_LENGTH = 150


def attach_file(site, actor, slug: str, name: str, stream: BinaryIO) -> Attachment:
    """Attach a file, or a new version of the one of that name. It is on disk, safe from a power cut, before this returns.

    FileTooLarge names the limit; BadInput says what is wrong with the name.
    """
    page = page_for(site, actor, "page.attach", slug)
    name = checked_name(name)
    stored = files.keep(site.settings.data_dir, stream, site.settings.attachment_megabytes)
    with site.db.writing() as tx:
        row = {"page_id": page.id, "name": name, **stored._asdict(), "added_by": actor.name, "added_at": site.clock.now()}
        version = attachments.add_version(tx, row)
        record(tx, site, actor, "attachment.added", page.slug, f"{name}, version {version}")
        return attachments.versions(tx, page.id, name)[0]


def remove_attachment(site, actor, slug: str, name: str) -> None:
    """Take a file off the page. Its versions stay on disk."""
    page = page_for(site, actor, "page.attach", slug)
    with site.db.writing() as tx:
        if not name.isprintable() or not attachments.remove(tx, page.id, name):
            raise NoSuchPage(slug)
        record(tx, site, actor, "attachment.removed", page.slug, name)


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
