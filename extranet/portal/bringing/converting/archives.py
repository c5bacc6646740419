"""A zip unpacked into a folder of ours, or refused as a whole before a single page of it is looked at."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from pathlib import Path

from .limits import MEGABYTE, MOST_ENTRIES, MOST_ENTRY, MOST_UNPACKED, Refused
from .office import FAULTS

CHUNK = 256 * 1024
_PASSED_OVER = ("__MACOSX/", ".git/", ".DS_Store", "Thumbs.db")


def unpack(archive: Path, folder: Path) -> int:
    """Write every file of the zip below `folder`; how many. Refused, in a sentence, for the first thing that is wrong."""
    try:
        with zipfile.ZipFile(archive) as held:
            entries = [one for one in held.infolist() if not one.is_dir() and not any(part in one.filename for part in _PASSED_OVER)]
            if len(entries) > MOST_ENTRIES:
                raise Refused(f"The archive holds {len(entries):,} files; at most {MOST_ENTRIES:,} are brought in at once. Divide it.")
            _check(entries)
            return _write(held, entries, folder)
    except FAULTS as fault:
        raise Refused("The archive is damaged or cut short, or it is no zip. Nothing of it was taken; make it again.") from fault


def _check(entries: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for one in entries:
        name = one.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/") or "\0" in name:
            raise Refused(f"The archive names a file outside itself ({name[:80]!r}). Nothing of it was taken.")
        if stat.S_ISLNK(one.external_attr >> 16):
            raise Refused(f"The archive holds a link in place of a file ({name[:80]!r}). Nothing of it was taken.")
        if one.flag_bits & 1:
            raise Refused("The archive is locked by a password. Make it again without one.")
        same = unicodedata.normalize("NFC", name).casefold()
        if same in seen:
            raise Refused(f"The archive holds two files of one name ({name[:80]!r}). Nothing of it was taken.")
        seen.add(same)


def _write(held: zipfile.ZipFile, entries: list[zipfile.ZipInfo], folder: Path) -> int:
    """What an entry says of its own size is not believed: bytes are counted as they come."""
    whole = 0
    for one in entries:
        target = folder / unicodedata.normalize("NFC", one.filename.replace("\\", "/"))
        if not target.resolve().is_relative_to(folder.resolve()):
            raise Refused(f"The archive names a file outside itself ({one.filename[:80]!r}). Nothing of it was taken.")
        target.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with held.open(one) as file, target.open("xb") as out:
            while chunk := file.read(CHUNK):
                size, whole = size + len(chunk), whole + len(chunk)
                if size > MOST_ENTRY or whole > MOST_UNPACKED:
                    raise Refused(f"The archive unpacks to more than {MOST_UNPACKED // MEGABYTE:,} MB. Nothing of it was taken; divide it.")
                if size > 100 * MEGABYTE and size > 200 * max(one.compress_size, 1):
                    raise Refused(f"The archive holds a file made to fill a disk ({one.filename[:80]!r}). Nothing of it was taken.")
                out.write(chunk)
    return len(entries)
