"""What a file is, by its bytes. Its name has no say, but must not lie.

A zip's own directory may be hostile, so that none is opened here: Word and OpenDocument are told by how their first
entry begins, and looked into by the worker alone.
"""

from __future__ import annotations

from typing import NamedTuple

PLAIN_BYTES = "application/octet-stream"
HEAD_BYTES = 4096
PDF = "application/pdf"
OLD_OFFICE = "application/x-ole-storage"
ZIP = "application/zip"
TEXT = "text/plain"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
)
# Programs for any of the usual machines, and scripts that name what runs them.
PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
PROGRAM = "program"
_PICTURE_NAME, _ZIPS = frozenset(PICTURES), frozenset({ZIP})
# ending -> (what such a file is called, the kinds its bytes may be). Other endings may hold anything.
ENDINGS = {
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp"), ("a picture", _PICTURE_NAME)),
    "pdf": ("a PDF", frozenset({PDF})),
    # A document locked by a password is wrapped like the old kind.
    **dict.fromkeys(("docx", "docm", "xlsx", "xlsm", "pptx"), ("an Office document", frozenset({ZIP, OLD_OFFICE}))),
    **dict.fromkeys(("odt", "ods", "odp"), ("an OpenDocument file", _ZIPS)),
    **dict.fromkeys(("doc", "xls", "ppt", "msg"), ("an Office document", frozenset({OLD_OFFICE, PLAIN_BYTES, TEXT}))),
    **dict.fromkeys(("txt", "csv", "md", "log", "ics", "vcf"), ("plain text", frozenset({TEXT}))),
    "zip": ("a zip", _ZIPS),
}
_BY_ENDING = {"docx": WORD, "docm": WORD, "xlsx": SHEET, "xlsm": SHEET, "pptx": SLIDES}
_BY_ENDING |= {"odt": f"{OPEN_DOCUMENT}text", "ods": f"{OPEN_DOCUMENT}spreadsheet", "odp": f"{OPEN_DOCUMENT}presentation"}
ACTIVE = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<?xml")


class Kind(NamedTuple):
    """`media_type` as it is kept and sent; `basis` what the bytes alone say."""

    media_type: str
    basis: str

    @property
    def is_picture(self) -> bool:
        return self.basis in PICTURES


def kind_of(name: str, head: bytes) -> Kind:
    """What a file of this name with these first bytes is. A page or drawing that a browser would run is plain bytes."""
    basis = basis_of(head)
    ending = ending_of(name)
    if basis == ZIP:
        return Kind(_BY_ENDING.get(ending, ZIP), basis)
    if basis == TEXT and _is_active(head):
        return Kind(PLAIN_BYTES, basis)
    return Kind(PLAIN_BYTES if basis == PROGRAM else basis, basis)


def basis_of(head: bytes) -> str:
    """What the bytes alone say: a picture, PDF, office file, zip, program, text, or plain bytes."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    known = next((media_type for signature, media_type in SIGNATURES if head.startswith(signature)), None)
    if known:
        return known
    if head.startswith(PROGRAMS):
        return PROGRAM
    return TEXT if _is_text(head) else PLAIN_BYTES


def fault_of_name(name: str, kind: Kind) -> str | None:
    """Why a file of this kind may not be kept under this name: one sentence, or None."""
    if kind.basis == PROGRAM:
        return f"{name} is a program. Programs are not attached to pages; link to where your ICT service keeps it."
    called, fitting = ENDINGS.get(ending_of(name), ("", ()))
    if fitting and kind.basis not in fitting:
        return f"{name} is not {called}, although its name ends like one. Save it again as {called}, or give it the ending that fits."
    return None


def is_read(media_type: str) -> bool:
    """Whether text is looked for in a file of this kind."""
    return media_type in (PDF, WORD, TEXT) or media_type.startswith(OPEN_DOCUMENT)


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _is_text(head: bytes) -> bool:
    """Letters in UTF-8, UTF-16 with its mark, or an old Windows code page: no bytes that text never holds."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(head) and not any(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)


def _is_active(head: bytes) -> bool:
    beginning = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return beginning.startswith(ACTIVE) or any(mark in beginning for mark in ACTIVE[:-1])
