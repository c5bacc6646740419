"""The bytes of attached files: data/files/ab/ab12…, each under its own SHA-256, written durably before anybody is told.

Measured by cutting power (docs of the project's research): without fsync of the file, then a rename, then fsync of the
folder, acknowledged files were lost.
"""

import hashlib
import os
import secrets
from pathlib import Path
from typing import BinaryIO, NamedTuple

from extranet.pages.model import FileTooLarge

CHUNK_BYTES = 256 * 1024
# What the first bytes say; anything else is taken for plain bytes. Text types are never guessed: a browser must not run them.
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"PK\x03\x04", "application/zip"),
)
PLAIN_BYTES = "application/octet-stream"


class Stored(NamedTuple):
    sha256: str
    size_bytes: int
    media_type: str


def folder(data_dir: Path) -> Path:
    return data_dir / "files"


def path_of(data_dir: Path, sha256: str) -> Path:
    return folder(data_dir) / sha256[:2] / sha256


def keep(data_dir: Path, stream: BinaryIO, limit_megabytes: int) -> Stored:
    """Store the bytes durably. FileTooLarge, with nothing kept, when there are more than the limit."""
    coming = folder(data_dir) / "coming"
    coming.mkdir(parents=True, exist_ok=True)
    part = coming / secrets.token_hex(16)
    try:
        stored = _write(part, stream, limit_megabytes)
        _put_in_place(part, path_of(data_dir, stored.sha256))
    finally:
        part.unlink(missing_ok=True)
    return stored


def sniff(head: bytes) -> str:
    """Media type by the first bytes: raster images, PDF, old office files, zip (new office files are zips); everything else is plain bytes."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for signature, media_type in SIGNATURES if head.startswith(signature)), PLAIN_BYTES)


def _write(part: Path, stream: BinaryIO, limit_megabytes: int) -> Stored:
    digest, size, head = hashlib.sha256(), 0, b""
    with part.open("xb") as file:
        while chunk := stream.read(CHUNK_BYTES):
            size += len(chunk)
            if size > limit_megabytes * 1024 * 1024:
                raise FileTooLarge(limit_megabytes)
            head = head or chunk[:1024]
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Stored(digest.hexdigest(), size, sniff(head))


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
