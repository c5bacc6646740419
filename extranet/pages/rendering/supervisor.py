"""RenderWorker: renders in a child process that may be killed, so that no text can hold a web process.

Measured: 22 KB of hostile text keeps Python-Markdown busy for over 12 seconds. Source: security-reliability.md 2.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Mapping
from pathlib import Path

from . import pipe
from .model import SIZE_LIMIT_BYTES, BlockKind, Rendered, RenderSource
from .plain import BUSY, FAILED, TOO_LONG, TOO_SLOW, plain, size_bytes

log = logging.getLogger(__name__)

START_SECONDS = 20.0
"""Longest wait for a child to be ready: its imports, on a loaded machine."""
START_SPARE_SECONDS = 0.3
"""What the wait for a new child takes beyond this is taken off the text's own time, down to half of that."""
BUSY_SECONDS = 10.0
"""Longest wait for a child to be free."""
SPARE_AFTER_SECONDS = 0.2
"""A further child is started only for a text that has waited this long: each holds some 40 MB."""

# The child needs this package and nothing of the slices around it, whose faces would load the database and more.
# They stand in as empty packages with the right folders. The first line keeps the working folder off the path, the
# second keeps out what Markdown and Bleach would load for colouring code and fetching addresses, which we never do.
_START = """
import sys; sys.path[:] = [p for p in sys.path if p]
sys.modules["pygments"] = sys.modules["ssl"] = None
import types
for name, folder in (("extranet", sys.argv[1]), ("extranet.pages", sys.argv[2])):
    module = types.ModuleType(name); module.__path__ = [folder]; sys.modules[name] = module
from extranet.pages.rendering.worker import main
main(sys.argv[3:])
"""
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "VIRTUAL_ENV", "SYSTEMROOT", "TMPDIR")


class _Child:
    """One rendering process and its pipes."""

    def __init__(self, seconds: float, idle_seconds: float, memory_mb: int) -> None:
        pages = Path(__file__).parent.parent
        limits = [str(seconds), str(idle_seconds), str(memory_mb)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, str(pages.parent), str(pages), *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=safe_environment(),
            bufsize=0,
        )
        os.set_blocking(self.process.stdin.fileno(), False)
        self._is_ready = False

    def ask(self, message: dict, seconds: float) -> dict:
        """The child's answer. pipe.Ended or pipe.TooLate; the child is of no use after either."""
        asked_at = time.monotonic()
        if not self._is_ready:
            pipe.receive(self.process.stdout.fileno(), asked_at + START_SECONDS)
            self._is_ready = True
        waited = time.monotonic() - asked_at
        deadline = time.monotonic() + max(seconds / 2, seconds - max(0.0, waited - START_SPARE_SECONDS))
        pipe.send(self.process.stdin.fileno(), message, deadline)
        return pipe.receive(self.process.stdout.fileno(), deadline)

    def has_left(self) -> bool:
        """True when the process is gone, as it goes by itself after idling."""
        return self.process.poll() is not None

    def end(self) -> None:
        """Kills the process, closes the pipes and leaves no zombie."""
        with contextlib.suppress(OSError):
            self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        self.process.wait()


class RenderWorker:
    """Renders sources in child processes. Safe for threads, and after a fork starts children of its own.

    seconds: longest time for one text; idle_seconds: a child leaves after so long without work; memory_mb: most
    address space of a child; children: most at once. No child runs before the first text.
    """

    def __init__(
        self, seconds: float = 2.0, idle_seconds: float = 120.0, memory_mb: int = 512, children: int = 3
    ) -> None:
        self.seconds = seconds
        self._limits = (seconds, idle_seconds, memory_mb)
        self._children = children
        self._free = threading.Condition()
        self._forget()
        weakref.finalize(self, _end_all, self._all, self._pid)

    def _forget(self) -> None:
        self._pid = os.getpid()
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()
        self._count = 0

    def render_safely(self, source: RenderSource, blocks: Mapping[str, BlockKind] | None = None) -> Rendered:
        """The rendered source; never raises and never takes much longer than `seconds`.

        What is over 256 KB, takes too long or breaks the child comes out as plain text with a problem sentence
        and `is_plain`.
        """
        if size_bytes(source) > SIZE_LIMIT_BYTES:
            return plain(source, TOO_LONG)
        message = {"source": source.to_json(), "blocks": {name: kind.holds for name, kind in (blocks or {}).items()}}
        try:
            return Rendered.from_json(self._ask(message))
        except _NoneFree:
            return plain(source, BUSY)
        except pipe.TooLate:
            log.warning("A text of %d bytes was not rendered within %s s", size_bytes(source), self.seconds)
            return plain(source, TOO_SLOW)
        except pipe.Ended:
            log.warning("A text of %d bytes ended its rendering process", size_bytes(source))
            return plain(source, FAILED)

    def close(self) -> None:
        """Ends the children; the next text starts new ones."""
        with self._free:
            children, self._idle = self._idle, []
            self._count -= len(children)
        for child in children:
            self._drop(child)

    def _ask(self, message: dict) -> dict:
        child = self._borrow()
        try:
            answer = child.ask(message, self.seconds)
        except BaseException:
            self._drop(child)
            self._give_back(self._start())  # now, so that the next text need not wait for its imports
            raise
        self._give_back(child)
        return answer

    def _borrow(self) -> _Child:
        with self._free:
            if self._pid != os.getpid():
                self._forget()
                weakref.finalize(self, _end_all, self._all, self._pid)
            child = self._wait_for_free()
        return child or self._start()

    def _wait_for_free(self) -> _Child | None:
        """A free child, or None when one may be started (which is then counted). _NoneFree when all stay busy."""
        give_up = time.monotonic() + BUSY_SECONDS
        spare_at = time.monotonic() + SPARE_AFTER_SECONDS
        while True:
            while self._idle:
                child = self._idle.pop()
                if not child.has_left():
                    return child
                self._count -= 1
                self._drop(child)
            now = time.monotonic()
            if self._count == 0 or (self._count < self._children and now >= spare_at):
                self._count += 1
                return None
            if now >= give_up:
                raise _NoneFree
            self._free.wait((spare_at if now < spare_at else give_up) - now)

    def _start(self) -> _Child:
        try:
            child = _Child(*self._limits)
        except BaseException:
            self._give_back(None)
            raise
        self._all.add(child)
        return child

    def _give_back(self, child: _Child | None) -> None:
        with self._free:
            if child is None:
                self._count -= 1
            else:
                self._idle.append(child)
            self._free.notify()

    def _drop(self, child: _Child) -> None:
        self._all.discard(child)
        child.end()


class _NoneFree(Exception):
    """Every child stayed busy."""


def safe_environment() -> dict[str, str]:
    """What the child may see of the environment: nothing secret."""
    return {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ} | {
        name: value for name, value in os.environ.items() if name.startswith("PYTHON")
    }


def _end_all(children: set[_Child], pid: int) -> None:
    if pid == os.getpid():
        for child in list(children):
            child.end()
