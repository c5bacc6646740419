"""Several processes ask for one session at once. The whole measurement is tests/bench/training_bench.py; this is a small one."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_forty_requests_from_four_processes_fill_five_places_in_order():
    command = [sys.executable, "-m", "tests.bench.training_bench", "--requests", "40", "--places", "5", "--processes", "4", "--only-crowd"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["figures"]["crowd"]["answers"] == {"confirmed": 5, "waiting": 35}
