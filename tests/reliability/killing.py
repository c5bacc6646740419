"""Ends processes of a served site with kill -9: mostly web workers, now and then the jobs process, gunicorn's master, a renderer."""

import contextlib
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field

import psutil

from tests.bench.served import House

KINDS = ("worker", "worker", "worker", "worker", "worker", "worker", "worker", "renderer", "jobs", "master")
APART_SECONDS = 6.0  # the keeper of the processes gives up on a master that ends as soon as it was started


@dataclass
class Killer:
    """Knows the processes of one site by what they do."""

    house: House
    chance: random.Random
    killed: Counter = field(default_factory=Counter)
    _master_killed_at: float = float("-inf")

    def kill_one(self) -> str:
        """End one process; what it was. A worker when the kind that was drawn is not there."""
        kind = self.chance.choice(KINDS)
        if kind == "master" and time.monotonic() - self._master_killed_at < APART_SECONDS:
            kind = "worker"
        there = self.processes()
        kind = kind if there.get(kind) else "worker"
        found = there.get(kind)
        if not found:
            return ""
        with contextlib.suppress(psutil.NoSuchProcess):
            self.chance.choice(found).send_signal(signal.SIGKILL)
            self.killed[kind] += 1
            self._master_killed_at = time.monotonic() if kind == "master" else self._master_killed_at
        return kind

    def processes(self) -> dict[str, list[psutil.Process]]:
        """The site's processes by kind."""
        found: dict[str, list[psutil.Process]] = {}
        with contextlib.suppress(psutil.NoSuchProcess):
            for one in psutil.Process(self.house.process.pid).children():
                words = " ".join(one.cmdline())
                if "gunicorn" not in words:
                    found.setdefault("jobs", []).append(one)
                    continue
                found.setdefault("master", []).append(one)
                for worker in one.children():
                    found.setdefault("worker", []).append(worker)
                    found.setdefault("renderer", []).extend(worker.children())
        return found


def left_behind(house: House) -> list[str]:
    """Processes that still work in the site's folder after it was stopped."""
    found = []
    for one in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if one.status() != psutil.STATUS_ZOMBIE and one.environ().get("EXTRANET_DATA") == str(house.folder / "data"):
                found.append(f"{one.pid} {' '.join(one.cmdline())[:120]}")
    return found
