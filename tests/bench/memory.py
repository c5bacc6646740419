"""Memory of several processes together: proportional set size, in which shared pages are counted once."""

from collections.abc import Iterable
from pathlib import Path


def proportional_megabytes(pids: Iterable[int]) -> float:
    """Sum of Pss over these processes, in MB; one that has ended counts nothing. Linux only, else 0."""
    return sum(_pss_kilobytes(pid) for pid in pids) / 1024


def _pss_kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
