"""The rendering child: `python -m extranet.pages.rendering.worker`, started by a RenderWorker.

Reads a source, writes it rendered, and again. Ends when its parent closes the pipe or dies, when nothing has
come for a while, when one text takes too long even for the parent to notice, or when it has grown too large.
It opens no socket and no file but its own line in /proc, and has no secret in its environment.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from pathlib import Path

from . import pipe
from .model import BlockKind, RenderSource
from .page import Renderer
from .plain import FAILED, plain

GROWN_BYTES = 200 * 1024 * 1024
"""A child that once needed this much leaves after its answer, so that one page does not hold memory for all."""


def main(arguments: list[str] | None = None) -> None:
    """Serves standard input. Arguments: seconds a text may take, idle seconds, most memory in MB."""
    seconds, idle_seconds, memory_mb = (float(a) for a in (arguments or sys.argv[1:]) or ("2", "120", "512"))
    source, answers = os.dup(0), os.dup(1)
    os.dup2(2, 1)  # a stray print must not end up between two messages
    _limit(int(memory_mb) << 20)
    _serve(source, answers, seconds, idle_seconds)


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then closes the pipe
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _serve(source: int, answers: int, seconds: float, idle_seconds: float) -> None:
    renderer = Renderer()
    renderer.warm()
    pipe.send(answers, "ready")
    while not _has_grown():
        try:
            asked = pipe.receive(source, time.monotonic() + idle_seconds)
        except (pipe.Ended, pipe.TooLate):
            return
        # The default action of SIGALRM ends the process whatever code is running, with nobody left to ask.
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)
        pipe.send(answers, _answer(renderer, asked))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(renderer: Renderer, asked: dict) -> dict:
    source = RenderSource.from_json(asked["source"])
    renderer.blocks = {name: BlockKind(name, holds=holds) for name, holds in asked["blocks"].items()}
    try:
        return renderer.render(source).to_json()
    except MemoryError:
        return plain(source, FAILED).to_json()


def _has_grown() -> bool:
    # Not getrusage's ru_maxrss: a child begins with its parent's, so that under a large parent it would leave at once.
    try:
        with Path("/proc/self/statm").open(encoding="ascii") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize() > GROWN_BYTES
    except OSError:
        return False  # no /proc: RLIMIT_AS and the idle limit are left


if __name__ == "__main__":
    main()
