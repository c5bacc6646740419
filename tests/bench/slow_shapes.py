"""Every slow shape at 1,000, 10,000 and 50,000 repeats through the rendering process. Run by hand:

    python tests/bench/slow_shapes.py [seconds]

Prints one line per shape: seconds until the answer for each length, and R (rendered) or P (shown as written).
Ends with 1 when any answer took longer than 2.5 seconds.
"""

import sys
import time
from pathlib import Path

from extranet.pages.rendering import RenderSource, RenderWorker

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "pages"))
from rendering.shapes import SHAPES

REPEATS = (1_000, 10_000, 50_000)
LIMIT_SECONDS = 2.5


def main(seconds: float) -> int:
    worker = RenderWorker(seconds=seconds)
    worker.render_safely(RenderSource("ready"))
    slowest = 0.0
    for name, shape in SHAPES.items():
        cells = []
        for repeats in REPEATS:
            took, is_plain = measure(worker, shape(repeats))
            slowest = max(slowest, took)
            cells.append(f"{took:6.2f} {'P' if is_plain else 'R'}")
        print(f"{name:32}", *cells, flush=True)
    worker.close()
    print(f"slowest answer: {slowest:.2f} s, limit {LIMIT_SECONDS} s")
    return int(slowest > LIMIT_SECONDS)


def measure(worker: RenderWorker, text: str) -> tuple[float, bool]:
    """Seconds until the answer, and whether the text came back as written."""
    started = time.monotonic()
    rendered = worker.render_safely(RenderSource(text))
    return time.monotonic() - started, rendered.is_plain


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0))
