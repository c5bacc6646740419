"""The child that looks into one attached file: started by supervisor.py, ended with its work.

Arguments: what to do, the kind of the file, the file, the folder for what it writes, seconds, megabytes. It opens no socket, has no secret
in its environment, and writes `result.json` last: without it the work counts as failed.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from pathlib import Path

from .kinds import OPEN_DOCUMENT, PDF, PICTURES, WORD
from .words import Damaged, Locked

WRITTEN_BYTES = 80 * 1024 * 1024


def main(arguments: list[str]) -> None:
    task, media_type, path, folder, seconds, megabytes = arguments
    _limit(int(float(seconds)) + 1, int(megabytes) << 20)
    (Path(folder) / "result.json").write_text(json.dumps(_result(task, media_type, Path(path), Path(folder))), encoding="ascii")


def _limit(seconds: int, memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN_BYTES, WRITTEN_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The default action ends the process whatever code is running, should nobody be left to end it.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds + 1)


def _result(task: str, media_type: str, path: Path, folder: Path) -> dict:
    try:
        if task == "redraw":
            return _redraw(media_type, path, folder)
        return {"passages": _reader(media_type)(path)}
    except Locked:
        return {"fault": "locked"}
    except (Damaged, MemoryError, RecursionError):
        return {"fault": "damaged"}


def _redraw(media_type: str, path: Path, folder: Path) -> dict:
    from .pictures import TooManyPixels, redraw

    try:
        redraw(path, PICTURES[media_type], folder)
    except TooManyPixels:
        return {"fault": "pixels"}
    return {}


def _reader(media_type: str):
    if media_type == PDF:
        from .pdf import read_pdf

        return read_pdf
    from .documents import read_open_document, read_word
    from .words import read_text

    if media_type == WORD:
        return read_word
    return read_open_document if media_type.startswith(OPEN_DOCUMENT) else read_text


if __name__ == "__main__":
    main(sys.argv[1:])
