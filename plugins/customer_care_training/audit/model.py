"""A check of the audit: one invariant, asked of the live rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Check:
    """`find(connection, now)` yields one sentence for each violation, naming rows by id and never a person by name."""

    id: str
    sentence: str
    find: Callable[[Any, datetime], Iterable[str]]


@dataclass(frozen=True)
class Finding:
    """The answer to one check: no violations means that it holds."""

    check: Check
    violations: tuple[str, ...]
