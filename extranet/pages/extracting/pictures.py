"""A picture drawn anew from its pixels: what a camera wrote into it (the place, the time, the device), what follows its end and
whatever else hides between its parts is not taken along.

A JPEG or WebP that holds nothing but the picture, as ours do, keeps its bytes, because to draw it again would lose a
little each time it goes out with an export and comes back.
"""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from .words import Damaged

MOST_PIXELS = 40_000_000
MOST_MOVING_PIXELS = 120_000_000
THUMBNAIL_PIXELS = 320
JPEG_QUALITY, WEBP_QUALITY = 88, 86
_JPEG_PARTS = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD})
_WEBP_PARTS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})


class TooManyPixels(Exception):
    """More pixels than anybody needs to see."""


def redraw(path: Path, name: str, folder: Path) -> None:
    """Write the picture anew as `picture` and its thumbnail (WebP) as `thumbnail`. `name` is its format: PNG, JPEG, GIF or WEBP.

    TooManyPixels before anything is unpacked; Damaged when it cannot be read to its end.
    """
    Image.MAX_IMAGE_PIXELS = None  # we count ourselves, and before
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=[name]) as image:
                _refuse_floods(image)
                _write(image, path, name, folder / "picture")
                image.seek(0)
                _write_thumbnail(image, folder / "thumbnail")
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, AttributeError) as fault:
            raise Damaged from fault


def _refuse_floods(image: Image.Image) -> None:
    pixels = image.width * image.height
    if pixels > MOST_PIXELS:
        raise TooManyPixels
    if getattr(image, "is_animated", False) and pixels * image.n_frames > MOST_MOVING_PIXELS:
        raise TooManyPixels


def _write(image: Image.Image, path: Path, name: str, out: Path) -> None:
    image.load()
    if name in ("JPEG", "WEBP") and _is_clean(path.read_bytes(), name):
        out.write_bytes(path.read_bytes())
    elif getattr(image, "is_animated", False) and name in ("GIF", "WEBP"):
        _write_moving(image, name, out)
    else:
        _bare(image, name).save(out, name, **_options(name))


def _write_moving(image: Image.Image, name: str, out: Path) -> None:
    frames, waits = [], []
    for frame in ImageSequence.Iterator(image):
        waits.append(int(frame.info.get("duration") or 100))
        frames.append(_bare(frame, "WEBP"))
    more = {"quality": WEBP_QUALITY} if name == "WEBP" else {"disposal": 2}
    frames[0].save(out, name, save_all=True, append_images=frames[1:], duration=waits, loop=0, **more)


def _bare(image: Image.Image, name: str) -> Image.Image:
    """The pixels, turned as the camera was held, and nothing else."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I;16"):
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    has_holes = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    kept = ("L", "RGB") if name == "JPEG" else ("1", "L", "LA", "RGB", "RGBA")
    if upright.mode not in kept or "transparency" in upright.info:
        upright = upright.convert("RGBA" if has_holes and name != "JPEG" else "RGB")
    if name == "GIF":
        upright = upright.convert("P" if upright.mode in ("1", "L") else upright.mode)
    bare = upright.copy()
    bare.info = {}
    return bare


def _options(name: str) -> dict:
    if name == "JPEG":
        return {"quality": JPEG_QUALITY, "optimize": True}
    if name == "WEBP":
        return {"quality": WEBP_QUALITY}
    return {"optimize": True} if name == "PNG" else {}


def _write_thumbnail(image: Image.Image, out: Path) -> None:
    small = _bare(image, "WEBP")
    small = small.convert("RGBA" if small.mode in ("RGBA", "LA") else "RGB")
    small.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    small.save(out, "WEBP", quality=75)


def _is_clean(held: bytes, name: str) -> bool:
    return _is_clean_jpeg(held) if name == "JPEG" else _is_clean_webp(held)


def _is_clean_jpeg(held: bytes) -> bool:
    """Whether there is a plain JFIF header, then tables, frame and scans, then the end and nothing after it. Source: ITU-T T.81 annex B."""
    at = 2
    if not held.startswith(b"\xff\xd8") or not held.endswith(b"\xff\xd9"):
        return False
    while at + 4 <= len(held) and held[at] == 0xFF:
        mark, length = held[at + 1], int.from_bytes(held[at + 2 : at + 4], "big")
        if mark == 0xDA:
            return held.find(b"\xff\xd9", at) == len(held) - 2
        is_header = mark == 0xE0 and length == 16 and held[at + 4 : at + 9] == b"JFIF\0"
        if not is_header and mark not in _JPEG_PARTS:
            return False
        at += 2 + length
    return False


def _is_clean_webp(held: bytes) -> bool:
    """Whether the container holds parts of a picture only, to its end. Source: the WebP container specification."""
    at = 12
    if int.from_bytes(held[4:8], "little") + 8 != len(held):
        return False
    while at + 8 <= len(held):
        if held[at : at + 4] not in _WEBP_PARTS:
            return False
        length = int.from_bytes(held[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    return at == len(held)
