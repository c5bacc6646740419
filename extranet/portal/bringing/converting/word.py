"""DOCX by mammoth, which reads what the styles mean and not how they look."""

from __future__ import annotations

import re
from pathlib import Path

import mammoth

from .limits import Refused
from .markdown import Written, write
from .office import FAULTS, checked
from .pages import keep_bytes

STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh\nu => \nstrike => "
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/bmp": "bmp", "image/tiff": "tif"}


def read_word(path: Path, out: Path) -> Written:
    """A Word document as a page. Pictures in it are written into `out`; pictures it only points to are not fetched."""
    checked(path)

    def kept(image):
        with image.open() as file:
            return {"src": keep_bytes(f"{path.stem}.{_ENDINGS.get(image.content_type, 'bin')}", file.read(), out)}

    try:
        with path.open("rb") as file:
            result = mammoth.convert_to_html(file, style_map=STYLES, convert_image=mammoth.images.img_element(kept), external_file_access=False)
    except (*FAULTS, AttributeError, TypeError) as fault:
        raise Refused(f"{path.name} cannot be read as a Word document. Save it again as .docx.") from fault
    into = write(result.value, Written())
    if any(one.type == "warning" and "image" in one.message.lower() for one in result.messages):
        into.remark("A picture could not be read and was left out.")
    if not into.title and len(lines := into.body.split("\n\n")) > 1:
        into.title, into.body = _opening(lines)
    return into


def _opening(lines: list[str]) -> tuple[str, str]:
    """A document without headings often opens with its title in bold: (title or '', the rest)."""
    found = re.fullmatch(r"\*\*([^*\x02\n]{3,120})\*\*", lines[0].strip())
    return (re.sub(r"\\(.)", r"\1", found[1]), "\n\n".join(lines[1:])) if found else ("", "\n\n".join(lines))
