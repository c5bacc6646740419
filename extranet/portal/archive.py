"""Backups: one file with a consistent copy of the database and every other file of the data folder.

Made while the site serves: the database is copied through SQLite's own online backup, which sees one moment; attached files
never change under their name (their SHA-256), so they are copied after it. The manifest of hashes is the last member. What can
be made again (the search index, the queue of jobs) is left out. Restoring checks every byte before anything is put in place.
"""

import gzip
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from extranet.errors import BadInput

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.sqlite"
FILES = "files/"
LEFT_OUT = ("search", "jobs.sqlite", "jobs.sqlite-wal", "jobs.sqlite-shm", "files/coming")
CHUNK_BYTES = 1024 * 1024
Told = Callable[[str, int], None]


class ArchiveFault(BadInput):
    """A backup cannot be made, read or put in place; the sentence says why, and that nothing was changed."""


@dataclass(frozen=True)
class ArchiveReport:
    """What a backup holds: how many files beside the database, and bytes before packing."""

    files: int
    size_bytes: int
    made_at: str


def write_backup(data_dir: Path, database: Path, target: Path, made_at: datetime, told: Told = lambda name, size: None) -> ArchiveReport:
    """Copy everything into one .tar.gz at `target`, safe while others write. Another file of that name stays until this one is whole.

    ArchiveFault when a file does not hold what its name, a hash, says.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    try:
        with _private(part) as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=1, mtime=0) as packed:
            report = _pack(packed, data_dir, database, (part, target), made_at, told)
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    finally:
        part.unlink(missing_ok=True)
    return report


def read_backup(archive: Path, told: Told = lambda name, size: None) -> ArchiveReport:
    """Check a backup without putting anything in place."""
    with tempfile.TemporaryDirectory(prefix="extranet-check-") as folder:
        return _unpack(archive, Path(folder), told)


def restore_backup(archive: Path, data_dir: Path, database: Path, told: Told = lambda name, size: None) -> ArchiveReport:
    """Put a backup into an empty data folder; the database last, so an interrupted restore leaves no site that starts.

    ArchiveFault when the folder already holds a site, or one byte of the backup is not as it was.
    """
    if holds_a_site(database):
        raise ArchiveFault(f"{data_dir} already holds a site. Restore into an empty folder (setting 'data'); nothing was changed.")
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restoring-", dir=data_dir) as folder:
        report = _unpack(archive, Path(folder), told)
        _put_in_place(Path(folder), data_dir, database)
    return report


def holds_a_site(database: Path) -> bool:
    """Whether this file is a database with tables in it."""
    if not database.exists() or not database.stat().st_size:
        return False
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0


def files_to_keep(data_dir: Path, database: Path, besides: tuple[Path, ...] = ()) -> Iterator[Path]:
    """Every file of the data folder that a backup must hold, in a fixed order, the database left out."""
    left_out = {database, *(database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal")), *besides}
    left_out = {path.absolute() for path in left_out}
    for path in sorted(data_dir.absolute().rglob("*")):
        if path not in left_out and path.is_file() and not path.is_symlink() and not _can_be_made_again(path.relative_to(data_dir.absolute())):
            yield path


def _can_be_made_again(path: Path) -> bool:
    beginnings = {PurePosixPath(*path.parts[:count]).as_posix() for count in (1, 2)}
    return bool(beginnings & set(LEFT_OUT)) or path.parts[0].startswith(("restoring-", "backup-"))


def _pack(packed, data_dir: Path, database: Path, besides: tuple[Path, ...], made_at: datetime, told: Told) -> ArchiveReport:
    hashes: dict[str, dict] = {}
    with tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        with tempfile.TemporaryDirectory(prefix="backup-", dir=besides[0].parent) as folder:
            copy = Path(folder) / DATABASE
            _copy_database(database, copy)
            _add(tar, copy, DATABASE, hashes, told)
        for path in files_to_keep(data_dir, database, besides):
            _add(tar, path, FILES + path.relative_to(data_dir.absolute()).as_posix(), hashes, told)
        report = ArchiveReport(len(hashes) - 1, sum(one["size_bytes"] for one in hashes.values()), made_at.isoformat(timespec="seconds"))
        manifest = {"format": FORMAT, "made_at": report.made_at, "members": hashes}
        _add_text(tar, json.dumps(manifest, indent=1, sort_keys=True))
    return report


def _copy_database(source: Path, target: Path) -> None:
    """One moment of a database that others may be writing to, as a single file."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise ArchiveFault(f"The database is damaged ({found}). No backup was made; restore the last good one.")


def _add(tar: tarfile.TarFile, path: Path, name: str, hashes: dict, told: Told) -> None:
    digest = _digest(path)
    if _is_hash(path.name) and path.name != digest:
        raise ArchiveFault(f"The attached file {path.name[:12]}… is damaged. No backup was made; run: extranet doctor")
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = path.stat().st_size, 0o600
    with path.open("rb") as file:
        tar.addfile(entry, file)
    hashes[name] = {"sha256": digest, "size_bytes": entry.size}
    told(name, entry.size)


def _add_text(tar: tarfile.TarFile, text: str) -> None:
    content = text.encode()
    entry = tarfile.TarInfo(MANIFEST)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))


def _unpack(archive: Path, folder: Path, told: Told) -> ArchiveReport:
    try:
        return _checked(folder, dict(_members(archive, folder, told)))
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError) as fault:
        raise ArchiveFault(f"{archive.name} is not a whole backup ({fault}). Nothing was changed.") from fault


def _members(archive: Path, folder: Path, told: Told) -> Iterator[tuple[str, str]]:
    with tarfile.open(archive, mode="r|gz") as tar:
        for entry in tar:
            target = folder / _safe(entry)
            target.parent.mkdir(parents=True, exist_ok=True)
            with tar.extractfile(entry) as source, _private(target) as file:
                shutil.copyfileobj(source, file, CHUNK_BYTES)
            told(entry.name, entry.size)
            yield entry.name, _digest(target)


def _safe(entry: tarfile.TarInfo) -> PurePosixPath:
    """The member's path inside the folder; only plain files that stay inside it are taken."""
    path = PurePosixPath(entry.name)
    if not entry.isreg() or path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(f"it holds {entry.name!r}, which no backup has")
    if entry.name not in (MANIFEST, DATABASE) and not entry.name.startswith(FILES):
        raise ValueError(f"it holds {entry.name!r}, which no backup has")
    return path


def _checked(folder: Path, found: dict[str, str]) -> ArchiveReport:
    if MANIFEST not in found:
        raise ValueError("its manifest is missing")
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if manifest["format"] != FORMAT:
        raise ValueError(f"its format is {manifest['format']}, and this version reads {FORMAT}")
    wanted = {name: one["sha256"] for name, one in manifest["members"].items()}
    del found[MANIFEST]
    if different := sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)):
        raise ValueError(f"{different[0]} is missing or was changed")
    return ArchiveReport(len(wanted) - 1, sum(one["size_bytes"] for one in manifest["members"].values()), manifest["made_at"])


def _put_in_place(folder: Path, data_dir: Path, database: Path) -> None:
    files = folder / FILES
    for path in sorted(files.rglob("*")) if files.is_dir() else ():
        target = data_dir / path.relative_to(files)
        if path.is_dir():
            target.mkdir(mode=0o700, exist_ok=True)
        else:
            _sync(path)
            path.replace(target)
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
    _sync(folder / DATABASE)
    (folder / DATABASE).replace(database)
    _sync(database.parent)


@contextmanager
def _private(path: Path):
    """A new file only its owner may read: a backup holds everything."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_hash(name: str) -> bool:
    return len(name) == 64 and set(name) <= set("0123456789abcdef")


def _sync(path: Path) -> None:
    """Wait until this file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
