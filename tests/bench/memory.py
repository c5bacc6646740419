"""Memory of several processes together: proportional set size, in which shared pages are counted once."""

from collections.abc import Iterable
from pathlib import Path


def proportional_megabytes(pids: Iterable[int]) -> float:
    """Sum of Pss over these processes, in MB; one that has ended counts nothing. Linux only, else 0."""
    return sum(_pss_kilobytes(pid) for pid in pids) / 1024


def megabytes_by_kind(pids: Iterable[int]) -> dict[str, float]:
    """The same by what the processes do: web, jobs, renderer, keeper."""
    found: dict[str, float] = {}
    for pid in pids:
        kind = _kind(pid)
        found[kind] = round(found.get(kind, 0.0) + proportional_megabytes([pid]), 1)
    return found


def _kind(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return "ended"
    return next((kind for word, kind in (("gunicorn", "web"), ("jobs run", "jobs"), ("extranet run", "keeper")) if word in words), "renderer")


def _pss_kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
