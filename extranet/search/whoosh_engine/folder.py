"""The folder of the index on disk: which index is current, who may write, whether files are as written.

    <data>/search/          0700: Whoosh's table of contents is a pickle, so nobody else may put one there
        CURRENT             name of the current index and a counter; replaced in one step, watched by every process
        writer.lock         held by the one writer
        index-<time>/       a Whoosh index; sums.json holds a sum for every file in it. One that is not current is being
                            built, or its building was stopped and will be gone on with

An index is only ever built here from the database. It is never restored from
an upload or a backup: `extranet restore` leaves it out and builds it again.
"""

import fcntl
import json
import os
import shutil
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from extranet.search.engine import IndexDamaged, WriterBusy
from extranet.search.whoosh_engine.codec import FORMAT_VERSION

CURRENT = "CURRENT"
SUMS = "sums.json"
# Written into an index when its building begins; what is current is not asked for it any more.
BUILDING = "building"
WAIT_SECONDS = 10.0
LOOK_AGAIN_SECONDS = 0.02


class IndexFolder:
    """One site's place for its index."""

    def __init__(self, root: Path):
        self.root = Path(root)
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.root.chmod(0o700)
        self._pointer = self.root / CURRENT

    def stamp(self) -> str:
        """Differs whenever what is current changed; '' when there is none. Costs one look at the file system."""
        try:
            seen = self._pointer.stat()
        except FileNotFoundError:
            return ""
        return f"{seen.st_ino}-{seen.st_mtime_ns}-{seen.st_size}"

    def current(self) -> Path | None:
        """The index that answers; None when there is none, or it was written in another format."""
        try:
            name, version, _ = self._pointer.read_text().split()
        except (FileNotFoundError, ValueError):
            return None
        return self.root / name if version == str(FORMAT_VERSION) and "/" not in name else None

    def announce(self, index: Path) -> None:
        """From now on this index, as it is now, answers in every process."""
        fresh = self.root / f"{CURRENT}.{os.getpid()}"
        with fresh.open("w") as file:
            file.write(f"{index.name} {FORMAT_VERSION} {time.time_ns()}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._pointer)

    def new_index(self) -> Path:
        """An empty folder for a new index."""
        path = self.root / f"index-{time.time_ns():x}"
        path.mkdir(mode=0o700)
        (path / BUILDING).write_text(str(FORMAT_VERSION))
        return path

    def stopped_building(self) -> Path | None:
        """The index whose building was stopped, if it is of this format. Only for who holds the right to build."""
        begun = sorted(self.root.glob(f"index-*/{BUILDING}"), key=lambda path: path.parent.name)
        fits = [path.parent for path in begun if path.parent != self.current() and path.read_text() == str(FORMAT_VERSION)]
        return fits[-1] if fits else None

    def sweep(self, *keep: Path) -> None:
        """Remove every index but the current one and those to keep. Readers that still map a file keep what they map."""
        kept = {self.current(), *keep}
        for path in self.root.glob("index-*"):
            if path not in kept:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def writing(self, name: str = "writer.lock") -> Iterator[None]:
        """The one right to write, across processes. WriterBusy when it is not free in time. It ends with the process."""
        with (self.root / name).open("a") as file:
            _lock(file)
            try:
                yield
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)


def _lock(file) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise WriterBusy("another process is writing to the search index") from None
            time.sleep(LOOK_AGAIN_SECONDS)


def write_sums(index: Path) -> None:
    """Keep a sum of every file that has none yet. Files of an index are never changed once written."""
    known = _read_sums(index)
    names = {path.name for path in index.iterdir() if path.is_file() and _is_summed(path.name)}
    sums = {name: known.get(name) or _sum(index / name) for name in sorted(names)}
    fresh = index / f"{SUMS}.new"
    fresh.write_text(json.dumps(sums))
    fresh.replace(index / SUMS)


def has_sum(index: Path, name: str) -> bool:
    """Whether the file was summed up after it was written."""
    return name in _read_sums(index)


def verify(index: Path, names: Iterable[str]) -> None:
    """IndexDamaged when one of these files is not as written. FileNotFoundError when one is not there, or not summed yet."""
    sums = _read_sums(index)
    for name in names:
        if name not in sums:
            raise FileNotFoundError(f"{name} has no sum yet")
        if _sum(index / name) != sums[name]:
            raise IndexDamaged(f"{name} is not as it was written")


def damaged_files(index: Path) -> list[str]:
    """Names of files that are gone or are not as they were written."""
    sums = _read_sums(index)
    if not sums:
        return [SUMS]
    return [name for name, kept in sums.items() if not (index / name).is_file() or _sum(index / name) != kept]


def _is_summed(name: str) -> bool:
    return name.endswith((".trm", ".pst", ".col", ".toc"))


def _read_sums(index: Path) -> dict[str, int]:
    try:
        return json.loads((index / SUMS).read_text())
    except (OSError, ValueError):
        return {}


def _sum(path: Path) -> int:
    summed = 0
    with path.open("rb") as file:
        while stretch := file.read(1 << 20):
            summed = zlib.crc32(stretch, summed)
    return summed
