"""The bytes of attached files: data/files/ab/ab12…, each under its own SHA-256, written durably before anybody is told.

Measured by cutting power (docs of the project's research): without fsync of the file, then a rename, then fsync of the
folder, acknowledged files were lost.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from extranet.pages.model import FileTooLarge

CHUNK_BYTES = 256 * 1024
HEAD_BYTES = 4096


class Coming(NamedTuple):
    """A file that is being attached: on the disk, under a name of its own. `head` is how it begins."""

    path: Path
    head: bytes


class Stored(NamedTuple):
    sha256: str
    size_bytes: int


def folder(data_dir: Path) -> Path:
    return data_dir / "files"


def path_of(data_dir: Path, sha256: str) -> Path:
    return folder(data_dir) / sha256[:2] / sha256


def work_folder(data_dir: Path) -> Path:
    """Where files lie that are not kept yet, on the same disk as those that are."""
    return folder(data_dir) / "coming"


@contextmanager
def coming(data_dir: Path, stream: BinaryIO, limit_megabytes: int) -> Iterator[Coming]:
    """The bytes on the disk, for as long as the block lasts. FileTooLarge, with nothing kept, when there are more than the limit."""
    work = work_folder(data_dir)
    work.mkdir(parents=True, exist_ok=True)
    part = work / secrets.token_hex(16)
    try:
        yield Coming(part, _write(part, stream, limit_megabytes))
    finally:
        part.unlink(missing_ok=True)


def keep(data_dir: Path, path: Path) -> Stored:
    """Put a file from the work folder under its own SHA-256, durably; it is not where it was any more."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            size += len(chunk)
            digest.update(chunk)
        os.fsync(file.fileno())
    stored = Stored(digest.hexdigest(), size)
    _put_in_place(path, path_of(data_dir, stored.sha256))
    return stored


def _write(part: Path, stream: BinaryIO, limit_megabytes: int) -> bytes:
    """Write it all down; how it begins."""
    size, head = 0, b""
    with part.open("xb") as file:
        while chunk := stream.read(CHUNK_BYTES):
            size += len(chunk)
            if size > limit_megabytes * 1024 * 1024:
                raise FileTooLarge(limit_megabytes)
            head = head if len(head) >= HEAD_BYTES else (head + chunk)[:HEAD_BYTES]
            file.write(chunk)
    return head


def _put_in_place(part: Path, final: Path) -> None:
    is_new_folder = not final.parent.exists()
    final.parent.mkdir(parents=True, exist_ok=True)
    part.replace(final)
    _sync_folder(final.parent)
    if is_new_folder:
        _sync_folder(final.parent.parent)


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
