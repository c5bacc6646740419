"""Several processes ask for one session at once. The whole measurement is tests/bench/training_bench.py."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def rush(requests, places, processes, *more):
    """What the crowd was answered; the measurement itself fails when a number is missing or one too many got in."""
    command = [sys.executable, "-m", "tests.bench.training_bench", "--requests", str(requests), "--places", str(places), "--processes", str(processes)]
    done = subprocess.run([*command, "--only-crowd", *more], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)["figures"]["crowd"]["answers"]


def test_forty_requests_from_four_processes_fill_five_places_in_order():
    assert rush(40, 5, 4) == {"confirmed": 5, "waiting": 35}


def test_two_hundred_requests_from_eight_processes_fill_twenty_places_in_order_over_postgresql(database):
    assert rush(200, 20, 8, "--database-url", database()) == {"confirmed": 20, "waiting": 180}
