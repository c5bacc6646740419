"""A writer killed at any moment: what it acknowledged is found, and the next writer goes on."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from extranet.search.engine import Ask
from extranet.search.parsing import parse
from extranet.search.whoosh_engine import WhooshEngine
from extranet.search.whoosh_engine.engine import DOCUMENTS_PER_SEGMENT

KILLS = 8
EVERYTHING = frozenset({"*"})
WRITER = Path(__file__).with_name("writes_until_killed.py")


def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged(tmp_path):
    chance = random.Random(11)
    root = tmp_path / "search"
    WhooshEngine(root).build().finish()
    acknowledged = 0
    for _ in range(KILLS):
        acknowledged = max(acknowledged, write_and_kill(root, acknowledged + 1, chance.uniform(0.05, 0.4)))
        engine = WhooshEngine(root)
        engine.apply([])
        answer = engine.search(Ask(parse("bin"), EVERYTHING))
        assert acknowledged <= answer.total <= acknowledged + 1
        held = {number: number for number in range(1, answer.total + 1)}
        found = engine.check(held)
        assert (found.missing, found.stale, found.left_over, found.damaged) == ((), (), (), ())
        acknowledged = answer.total
    assert acknowledged > KILLS


def write_and_kill(root, first, seconds):
    """Let a process of its own write documents from number `first` ("build": into a new index), kill it; the last number it acknowledged."""
    command = [sys.executable, str(WRITER), str(root), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}) as writer:
        last = int(writer.stdout.readline())
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split("\n")[:-1]
    return int(rest[-1]) if rest else last


def test_a_build_killed_at_any_moment_is_gone_on_with(tmp_path):
    chance = random.Random(5)
    root = tmp_path / "search"
    engine = WhooshEngine(root)
    engine.build().finish()
    engine.apply([])
    for _ in range(3):
        given = write_and_kill(root, "build", chance.uniform(0.5, 1.5))
        building = engine.build()
        assert len(building.taken) >= given - given % DOCUMENTS_PER_SEGMENT
        assert engine.search(Ask(parse("bin"), EVERYTHING)).total == 0
        building.pause()
    building = engine.build()
    taken = len(building.taken)
    building.finish()
    assert engine.search(Ask(parse("bin"), EVERYTHING)).total == taken
    assert engine.check({number: number for number in range(1, taken + 1)}).damaged == ()
