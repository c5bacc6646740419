"""Keeping the web processes and the jobs process running: `python -m extranet.supervise`.

A process of its own with nothing of the house in it, so that watching costs a
few megabytes. It starts each command again when it ends by itself, and ends
all of them when it is told to.
"""

import json
import os
import signal
import subprocess
import sys
import time

SETTLED_SECONDS = 3.0
LOOK_SECONDS = 0.2
STOP_SECONDS = 15.0


def keep_running(commands: list[list[str]]) -> int:
    """Run all until SIGTERM or SIGINT; 0 then. 1 when the first one cannot even start."""
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    began = time.monotonic()
    running = [subprocess.Popen(command) for command in commands]
    while not stopping:
        time.sleep(LOOK_SECONDS)
        for index, process in enumerate(running):
            if process.poll() is None:
                continue
            if index == 0 and time.monotonic() - began < SETTLED_SECONDS:
                print("The web processes ended at once; see the lines above.", file=sys.stderr)
                return stop(running, 1)
            time.sleep(1)
            running[index] = subprocess.Popen(commands[index])
    return stop(running, 0)


def stop(processes: list[subprocess.Popen], code: int) -> int:
    """End all, politely and then not; gives the code back."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
    return code


if __name__ == "__main__":
    sys.exit(keep_running(json.loads(sys.argv[1])))
