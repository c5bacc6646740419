"""The report: a Markdown table beside its targets, and the same as JSON."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

# Source: the project's performance targets (docs/performance.md)
TARGETS = {
    "load": "≥ 150 pages a second with index",
    "start_seconds": "≤ 3 s",
    "views_16": "≥ 50% of bare Flask, p99 ≤ 40 ms",
    "search_1": "p50 ≤ 12 ms, p95 ≤ 25 ms",
    "search_8": "≥ 250 a second",
    "suggest_1": "p95 ≤ 10 ms",
    "suggest_8": "≥ 600 a second",
    "saves_1": "p50 ≤ 40 ms, p95 ≤ 80 ms",
    "saves_8": "≥ 40 a second",
    "found": "p95 ≤ 1 s",
    "memory_megabytes": "≤ 350 MB",
}
LABELS = {
    "load": "Bulk import of Markdown files, index included",
    "start_seconds": "Start until the first answer",
    "views_1": "Page views, 1 connection",
    "views_16": "Page views, 16 connections",
    "search_1": "Searches of 2 to 3 words, 1 connection",
    "search_8": "Searches, 8 connections",
    "suggest_1": "Suggestions, 1 connection",
    "suggest_8": "Suggestions, 8 connections",
    "saves_1": "Saves by API, one after another",
    "saves_8": "Saves by API, 8 editors at once",
    "found": "Saved until found in every worker",
    "memory_megabytes": "Memory of all processes (PSS)",
}


def markdown(found: Mapping[str, Any]) -> str:
    """The whole report. `found` has 'bare_1', 'bare_16', 'machine', and 'houses': {pages: {measure: value}}."""
    sizes = sorted(found["houses"], key=int)
    lines = ["# Benchmark", "", found["machine"], "", _row("", *(f"{int(size):,} pages" for size in sizes), "target"), _row("---", *["---"] * (len(sizes) + 1))]
    for name, label in LABELS.items():
        cells = [words(found["houses"][size].get(name)) for size in sizes]
        if any(cells):
            lines.append(_row(label, *cells, TARGETS.get(name, "")))
    lines += ["", f"Bare Flask with a 20 KB body under the same server: {words(found['bare_1'])} at 1 connection, {words(found['bare_16'])} at 16.", ""]
    for size in sizes:
        lines.append(f"- {int(size):,} pages: page views at 16 connections are {ratio(found, size):.0%} of bare Flask.")
        kinds = ", ".join(f"{kind} {value:.0f}" for kind, value in found["houses"][size].get("memory_by_kind", {}).items())
        lines.append(f"- {int(size):,} pages: memory in MB is {kinds}.")
    if len(sizes) > 1:
        span = f"{int(sizes[0]):,} to {int(sizes[-1]):,} pages"
        lines.append(f"- From {span} a search at 1 connection becomes {growth(found, sizes):.2f} times slower (target ≤ 2).")
    if "judged" in found:
        lines += ["", found["judged"]]
    return "\n".join([*lines, ""])


def ratio(found: Mapping[str, Any], size: str) -> float:
    """Page views at 16 connections as a share of bare Flask's."""
    bare = _plain(found["bare_16"])["per_second"]
    return _plain(found["houses"][size]["views_16"])["per_second"] / bare if bare else 0.0


def growth(found: Mapping[str, Any], sizes) -> float:
    first, last = (_plain(found["houses"][size]["search_1"])["p50"] for size in (sizes[0], sizes[-1]))
    return last / first if first else 0.0


def words(value: Any) -> str:
    """One cell of the table."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return f"{value:,.1f}"
    one = _plain(value)
    parts = [f"{one['per_second']:,.0f} a second"] if one.get("per_second") else []
    if one.get("p50"):
        tail = f"p99 {one['p99']:.1f}" if "p99" in one else f"worst {one['worst']:.0f}"
        parts.append(f"p50 {one['p50']:.1f}, p95 {one['p95']:.1f}, {tail} ms")
    if wrong := one.get("wrong") or one.get("failed"):
        parts.append(f"**{wrong} wrong answers**")
    return "; ".join(parts)


def as_json(found: Mapping[str, Any]) -> str:
    return json.dumps(found, default=_plain, indent=1)


def machine(seconds: float) -> str:
    """Where and how it was measured."""
    model = next((line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    cores = sum(line.startswith("processor") for line in _lines("/proc/cpuinfo"))
    how = f"gunicorn with 3 workers, signed in, {seconds:.0f} s for each measure, all on one machine"
    return f"{cores} cores ({model}), Python {platform.python_version()}, {how}."


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def _plain(value: Any) -> dict:
    if not is_dataclass(value):
        return dict(value)
    return asdict(value) | {"per_second": value.per_second}


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
