"""What every action is handed: the parts of one running site, frozen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from extranet.cache import SharedCache
from extranet.clock import Clock
from extranet.db import Database
from extranet.hooks import BoundHooks, Hooks
from extranet.plugin import Plugin
from extranet.settings import Settings


@dataclass(frozen=True)
class Site:
    """One site: its database, hooks, clock, settings and per-process parts."""

    db: Database
    hook_table: Hooks
    clock: Clock
    settings: Settings
    cache: SharedCache
    plugins: tuple[Plugin, ...] = ()
    _parts: dict[str, Any] = field(default_factory=dict, repr=False)
    _lock: RLock = field(default_factory=RLock, repr=False)

    @property
    def hooks(self) -> BoundHooks:
        """Call a hook with this site as its first argument."""
        return BoundHooks(self.hook_table, self)

    def part(self, name: str, make: Callable[[], Any]) -> Any:
        """The process-wide part of this name, made on first use.

        For helpers with a life of their own: a render worker, an open index.
        """
        if name not in self._parts:
            with self._lock:
                if name not in self._parts:
                    self._parts[name] = make()
        return self._parts[name]

    def close(self) -> None:
        """End the parts that can be closed, then the database's connections."""
        for part in list(self._parts.values()):
            close = getattr(part, "close", None)
            if callable(close):
                close()
        self._parts.clear()
        self.db.close()
