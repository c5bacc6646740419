"""Static files: the front end's own, the built third-party ones, and the few that are made at start-up.

All are read once and held in memory, text also compressed: about 300 KB. Every address holds a digest of all of them
together, so a browser may keep each for good and relative imports between modules keep working: /-/static/<digest>/<path>.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, request

from extranet.web.themes import Theme, style_rules

STATIC = Path(__file__).resolve().parent.parent / "static"
# The style sheet's parts in the order of its cascade layers; kept apart to read, sent as one.
STYLES = ("base", "layout", "parts", "prose", "print")
SHEET = "css/extranet.css"
ICONS = "vendor/icons.svg"
A_YEAR = 31_536_000
# Named here, because what a machine's own table says about them differs.
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".txt": "text/plain"}
COMPRESSED = {".js", ".css", ".svg", ".txt"}


@dataclass(frozen=True)
class StaticFile:
    """One file: its bytes, its media type, and the bytes compressed where that is worth it."""

    content: bytes
    media_type: str
    compressed: bytes | None


@dataclass(frozen=True)
class StaticFiles:
    """Every file by its path, under one digest."""

    files: Mapping[str, StaticFile]
    digest: str

    def url(self, path: str) -> str:
        """Address of this file, good for as long as no file changes."""
        return f"/-/static/{self.digest}/{path}"


def gather(themes: dict[str, Theme], folder: Path = STATIC) -> StaticFiles:
    """The files to serve: those of the folder, the one style sheet, and each theme's mark at themes/<slug>.svg."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    marks = {f"themes/{one.slug}.svg": one.logo for one in themes.values()}
    contents = found | marks | {SHEET: style_sheet(themes, folder)}
    return StaticFiles({path: _static_file(path, content) for path, content in contents.items()}, digest_of(contents))


def style_sheet(themes: dict[str, Theme], folder: Path = STATIC) -> bytes:
    """The parts of the style sheet and the themes' colours, as one."""
    parts = [(folder / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    return "\n".join([*parts, f"@layer themes {{\n{style_rules(themes)}}}\n"]).encode()


def digest_of(contents: Mapping[str, bytes]) -> str:
    """First 16 hex digits of SHA-256 over every path and its bytes."""
    digest = hashlib.sha256()
    for path, content in sorted(contents.items()):
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def serve(app: Flask, static: StaticFiles) -> None:
    """Serve the files, and give templates `asset(path)` and `icon_sheet` (empty when the icons were not built)."""
    app.extensions["extranet.asset"] = static.url
    app.jinja_env.globals["asset"] = static.url
    app.jinja_env.globals["icon_sheet"] = static.url(ICONS) if ICONS in static.files else ""

    @app.get("/-/static/<digest>/<path:path>", endpoint="static_file")
    def static_file(digest: str, path: str) -> Response:
        if path not in static.files:
            abort(404)
        # A page drawn before an upgrade asks with the old digest: it gets today's file, which must not be kept under that name.
        lasting = digest == static.digest
        return _answer(static.files[path], f"public, max-age={A_YEAR}, immutable" if lasting else "no-cache")


def _answer(file: StaticFile, keep: str) -> Response:
    takes_gzip = file.compressed is not None and request.accept_encodings["gzip"] > 0
    response = Response(file.compressed if takes_gzip else file.content, mimetype=file.media_type)
    response.headers["Cache-Control"] = keep
    if file.compressed is not None:
        response.headers["Vary"] = "Accept-Encoding"
    if takes_gzip:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _static_file(path: str, content: bytes) -> StaticFile:
    ending = Path(path).suffix
    media_type = TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    # mtime=0, so the same file compresses to the same bytes in every process.
    compressed = gzip.compress(content, mtime=0) if ending in COMPRESSED else None
    return StaticFile(content, media_type, compressed)
