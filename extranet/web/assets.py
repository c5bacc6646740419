"""Static files: the front end's own, the built third-party ones, and the few that are made at start-up.

Every address holds a digest of all of them together, so a browser may keep each for good and relative imports between
modules keep working: /-/static/<digest>/<path>.
"""

import hashlib
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, Response, abort, send_file

from extranet.web.themes import Theme, style_rules

STATIC = Path(__file__).resolve().parent.parent / "static"
# The style sheet's parts in the order of its cascade layers; kept apart to read, sent as one.
STYLES = ("base", "layout", "parts", "prose", "print")
SHEET = "css/extranet.css"
ICONS = "vendor/icons.svg"
A_YEAR = 31_536_000
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".txt": "text/plain"}


@dataclass(frozen=True)
class StaticFiles:
    """A folder of files and some made ones (path -> bytes), under one digest."""

    folder: Path
    made: dict[str, bytes] = field(default_factory=dict)
    digest: str = ""

    def url(self, path: str) -> str:
        """Address of this file, good for as long as no file changes."""
        return f"/-/static/{self.digest}/{path}"

    def has(self, path: str) -> bool:
        return path in self.made or (self.folder / path).is_file()

    def path_of(self, path: str) -> Path | None:
        """The file itself; None when there is none, or the path leads out of the folder."""
        found = (self.folder / path).resolve()
        return found if found.is_file() and found.is_relative_to(self.folder.resolve()) else None


def gather(themes: dict[str, Theme], folder: Path = STATIC) -> StaticFiles:
    """The files to serve: those of the folder, the one style sheet, and each theme's mark at themes/<slug>.svg."""
    made = {SHEET: style_sheet(themes, folder)} | {f"themes/{one.slug}.svg": one.logo for one in themes.values()}
    return StaticFiles(folder, made, digest_of(folder, made))


def style_sheet(themes: dict[str, Theme], folder: Path = STATIC) -> bytes:
    """The parts of the style sheet and the themes' colours, as one."""
    parts = [(folder / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    return "\n".join([*parts, f"@layer themes {{\n{style_rules(themes)}}}\n"]).encode()


def digest_of(folder: Path, made: dict[str, bytes]) -> str:
    """First 16 hex digits of SHA-256 over every path and its bytes."""
    digest = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for name, content in sorted((files | made).items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def serve(app: Flask, files: StaticFiles) -> None:
    """Serve the files, and give templates `asset(path)` and `icon_sheet` (empty when the icons were not built)."""
    app.extensions["extranet.asset"] = files.url
    app.jinja_env.globals["asset"] = files.url
    app.jinja_env.globals["icon_sheet"] = files.url(ICONS) if files.has(ICONS) else ""

    @app.get("/-/static/<digest>/<path:path>", endpoint="static_file")
    def static_file(digest: str, path: str) -> Response:
        response = _content(files, path)
        # A page drawn before an upgrade asks with the old digest: it gets today's file, which must not be kept under that name.
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if digest == files.digest else "no-cache"
        return response


def _content(files: StaticFiles, path: str) -> Response:
    kind = TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    if path in files.made:
        return Response(files.made[path], mimetype=kind)
    found = files.path_of(path)
    if found is None:
        abort(404)
    return send_file(found, mimetype=kind, conditional=True, etag=files.digest)
