"""The keeper starts again what ends by itself, ends all when told to, and says so when nothing can start."""

import json
import signal
import subprocess
import sys
import threading
import time


def keeper(*commands):
    return subprocess.Popen(
        [sys.executable, "-m", "extranet.supervise", json.dumps(list(commands))], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def until(question, seconds=15):
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline
        threading.Event().wait(0.05)


def marking(path):
    """A command that adds a line to the file and stays."""
    return [sys.executable, "-c", f"import time; open({str(path)!r}, 'a').write('x\\n'); time.sleep(60)"]


def marking_and_ending(path):
    return [sys.executable, "-c", f"open({str(path)!r}, 'a').write('x\\n')"]


def lines(path):
    return path.read_text().count("x") if path.exists() else 0


def test_what_ends_by_itself_is_started_again_and_all_end_when_told(tmp_path):
    stays, ends = tmp_path / "stays", tmp_path / "ends"
    process = keeper(marking(stays), marking_and_ending(ends))
    until(lambda: lines(stays) == 1 and lines(ends) >= 2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    process.communicate()


def test_web_processes_that_cannot_start_end_the_keeper_with_a_sentence(tmp_path):
    process = keeper([sys.executable, "-c", "raise SystemExit(3)"], marking(tmp_path / "other"))
    _, said = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "ended at once" in said
