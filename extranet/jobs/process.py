"""The jobs process: huey's consumer in threads, and the loops beside it."""

import logging
import os
import threading

from extranet.hooks import answers_only
from extranet.jobs.queue import make_queue
from extranet.plugin import Loop

log = logging.getLogger(__name__)
PAUSE_AFTER_FAULT_SECONDS = 5.0


def run_jobs(site, stop: threading.Event, parent: int | None = None) -> None:
    """Work until `stop` is set, or until the parent process is gone."""
    consumer = make_queue(site).create_consumer(workers=1, periodic=True, check_worker_health=True)
    consumer.start()
    threads = [
        threading.Thread(target=_repeat, args=(site, loop, stop), name=loop.name, daemon=True)
        for loop in all_loops(site)
    ]
    for thread in threads:
        thread.start()
    log.info("jobs: %d loops at work", len(threads))
    while not stop.wait(0.5):
        if parent is not None and os.getppid() != parent:
            log.warning("jobs: the parent process is gone; ending")
            break
    stop.set()
    consumer.stop()
    for thread in threads:
        thread.join(timeout=10)


def all_loops(site) -> list[Loop]:
    """Every loop of the parts that are switched on."""
    return [loop for loops in answers_only(site.hooks.loops()) for loop in loops]


def _repeat(site, loop: Loop, stop: threading.Event) -> None:
    wait = loop.every_seconds
    while not stop.wait(wait):
        try:
            while loop.run(site) and not stop.is_set():
                pass
            wait = loop.every_seconds
        except Exception:
            log.exception("loop %s failed; trying again in %.0f s", loop.name, PAUSE_AFTER_FAULT_SECONDS)
            wait = PAUSE_AFTER_FAULT_SECONDS
