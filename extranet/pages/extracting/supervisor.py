"""Looking into a file in a child process of its own, which may be killed: no file can hold a process of ours, or its memory."""

from __future__ import annotations

import contextlib
import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extranet.errors import BadInput
from extranet.pages.rendering.supervisor import safe_environment

log = logging.getLogger(__name__)
REDRAW_SECONDS, REDRAW_MEGABYTES = 12.0, 900
EXTRACT_SECONDS, EXTRACT_MEGABYTES = 20.0, 700
LONGEST_RESULT = 4 * 1024 * 1024

# The child needs this package and nothing of the slices around it; they stand in as empty packages with the right folders.
_START = """
import sys; sys.path[:] = [p for p in sys.path if p]
sys.modules["ssl"] = None
import types
for name, folder in (("extranet", sys.argv[1]), ("extranet.pages", sys.argv[2]), ("extranet.pages.extracting", sys.argv[3])):
    module = types.ModuleType(name); module.__path__ = [folder]; sys.modules[name] = module
from extranet.pages.extracting.worker import main
main(sys.argv[4:])
"""
_WHY_NOT_READ = {
    "locked": "It is locked by a password, so its text cannot be searched.",
    "damaged": "It is damaged or made in an unusual way, so its text cannot be searched.",
    "late": "It is too large or too complicated for its text to be searched.",
}


class FileRefused(BadInput):
    """A file that is not kept; the sentence says why and what to do."""

    def __init__(self, sentence: str):
        super().__init__(sentence, "file")


@dataclass(frozen=True)
class Redrawn:
    """A picture drawn anew, and its thumbnail: files that are gone when the work is done."""

    picture: Path
    thumbnail: Path


@dataclass(frozen=True)
class Extracted:
    """The passages of a file, (heading, text) each; `why_not` says why there are none, '' when it simply holds no text."""

    passages: tuple[tuple[str, str], ...]
    why_not: str = ""


@contextmanager
def redraw(path: Path, media_type: str, name: str, work: Path) -> Iterator[Redrawn]:
    """The picture drawn anew in a folder under `work`. FileRefused names the file `name` and says what is wrong with it."""
    with _folder(work) as folder:
        fault = _look("redraw", media_type, path, folder, REDRAW_SECONDS, REDRAW_MEGABYTES).get("fault")
        if fault in ("pixels", "late"):
            raise FileRefused(f"{name} has too many pixels: a picture may have 40 million, such as 8,000 by 5,000. Make it smaller and attach it again.")
        if fault:
            raise FileRefused(f"{name} cannot be read as a picture: it is damaged or cut short. Save it again as PNG or JPEG and attach that.")
        yield Redrawn(folder / "picture", folder / "thumbnail")


def extract(path: Path, media_type: str, work: Path, seconds: float = EXTRACT_SECONDS) -> Extracted:
    """The text of a file, in passages; never raises for anything in the file."""
    with _folder(work) as folder:
        found = _look("extract", media_type, path, folder, seconds, EXTRACT_MEGABYTES)
    if "passages" not in found:
        return Extracted((), _WHY_NOT_READ.get(found["fault"], _WHY_NOT_READ["damaged"]))
    return Extracted(tuple((str(heading), str(text)) for heading, text in found["passages"]))


def _look(task: str, media_type: str, path: Path, folder: Path, seconds: float, megabytes: int) -> dict:
    """What the child found, or {"fault": …}."""
    own = Path(__file__).parent
    command = [sys.executable, "-c", _START, str(own.parent.parent), str(own.parent), str(own)]
    command += [task, media_type, str(path.resolve()), str(folder.resolve()), str(seconds), str(megabytes)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=safe_environment()) as child:
        try:
            child.wait(seconds + 2)
        except subprocess.TimeoutExpired:
            child.kill()
    result = folder / "result.json"
    if not result.is_file():
        log.warning("looking into an attached file (%s, %d bytes) ended with %s", media_type, path.stat().st_size, child.returncode)
        return {"fault": "late" if child.returncode < 0 else "damaged"}
    if result.stat().st_size > LONGEST_RESULT:
        return {"fault": "late"}
    with contextlib.suppress(ValueError):
        return json.loads(result.read_text(encoding="ascii"))
    return {"fault": "damaged"}


@contextmanager
def _folder(work: Path) -> Iterator[Path]:
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        yield Path(folder)
