"""The child that reads documents, from outside: started when first asked, killed when one document takes too long, started anew for the next."""

from __future__ import annotations

import json
import logging
import os
import selectors
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic

from extranet.portal.bringing.model import ItemRefused

log = logging.getLogger(__name__)
MEGABYTES = 1_400
SECONDS = {"unpack": 600.0, "split": 900.0, "convert": 30.0}
LONGEST_ANSWER = 80 * 1024 * 1024
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TZ", "VIRTUAL_ENV")
# The child needs this package and nothing of the house around it; they stand in as empty packages with the right folders.
_START = """
import sys; sys.path[:] = [p for p in sys.path if p]
sys.modules["ssl"] = None
import types
for name, folder in zip(("extranet", "extranet.portal", "extranet.portal.bringing"), sys.argv[1:4]):
    module = types.ModuleType(name); module.__path__ = [folder]; sys.modules[name] = module
from extranet.portal.bringing.converting.worker import main
main(sys.argv[4:])
"""


class Reader:
    """Use in a `with` block; `ask` may be called any number of times."""

    def __init__(self, seconds: dict[str, float] | None = None, megabytes: int = MEGABYTES):
        self._seconds, self._megabytes = SECONDS | (seconds or {}), megabytes
        self._child: subprocess.Popen | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_fault) -> None:
        self._end()

    def ask(self, task: str, path: Path, out: Path, **more: str) -> dict:
        """What the child answers. ItemRefused, with a sentence, when it refuses, takes too long or dies of the document."""
        child = self._child = self._child if self._child and self._child.poll() is None else self._start()
        request = {"task": task, "path": str(Path(path).absolute()), "out": str(Path(out).absolute()), **more}
        try:
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
            line = self._line(child, self._seconds[task])
        except (BrokenPipeError, TimeoutError) as fault:
            self._end()
            log.warning("reading %s (%s) was ended: %r", Path(path).name, task, fault)
            raise ItemRefused("It takes too long or too much memory to read. Simplify it, or divide it.") from fault
        answer = json.loads(line)
        if "refused" in answer:
            raise ItemRefused(answer["refused"])
        return answer

    def _start(self) -> subprocess.Popen:
        bringing = Path(__file__).parent
        command = [sys.executable, "-c", _START, str(bringing.parent.parent), str(bringing.parent), str(bringing), str(self._megabytes)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=_safe_environment(), bufsize=0)

    def _line(self, child: subprocess.Popen, seconds: float) -> bytes:
        """The next line the child says. TimeoutError when it is not whole in time, BrokenPipeError when the child is gone."""
        until, parts = monotonic() + seconds, []
        with selectors.DefaultSelector() as ready:
            ready.register(child.stdout, selectors.EVENT_READ)
            while True:
                if not ready.select(max(0.0, until - monotonic())):
                    raise TimeoutError
                part = os.read(child.stdout.fileno(), 1024 * 1024)
                if not part:
                    raise BrokenPipeError
                parts.append(part)
                if part.endswith(b"\n"):
                    return b"".join(parts)
                if len(parts) > LONGEST_ANSWER // 1024:
                    raise TimeoutError

    def _end(self) -> None:
        if self._child is None:
            return
        self._child.kill()
        self._child.wait()
        for stream in (self._child.stdin, self._child.stdout):
            with suppress(OSError):
                stream.close()
        self._child = None


def _safe_environment() -> dict[str, str]:
    """What the child may see of the environment: nothing secret."""
    return {name: value for name, value in os.environ.items() if name in _KEPT_ENVIRONMENT or name.startswith("PYTHON")}
