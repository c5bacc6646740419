"""Which plugins are on, and what was set for them: kept in the database.

Felt in every process within half a second (SharedCache). A plugin that nobody
ever switched is on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, MetaData, String, Table, insert, select, update

from extranet.db import UtcDateTime

CACHED = "plugin_state"
metadata = MetaData()
plugin_state = Table(
    "plugin_state",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("is_on", Boolean, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", String(200), nullable=False),
)


@dataclass(frozen=True)
class PluginState:
    """On or off, and the values of its settings form."""

    is_on: bool = True
    settings: Mapping[str, Any] = field(default_factory=dict)


def plugin_state_of(site, name: str) -> PluginState:
    """The state of one plugin; on, with no settings, when nothing is kept."""
    return site.cache.get(CACHED, lambda: _load(site)).get(name, PluginState())


def plugin_settings(site, name: str) -> Mapping[str, Any]:
    """The values set for a plugin; missing ones take their form's default."""
    return plugin_state_of(site, name).settings


def keep_plugin_state(site, tx: Connection, name: str, state: PluginState, changed_by: str) -> None:
    """Store the state inside the caller's writing transaction."""
    row = {
        "is_on": state.is_on,
        "settings": dict(state.settings),
        "changed_at": site.clock.now(),
        "changed_by": changed_by,
    }
    at_name = plugin_state.c.name == name
    if tx.execute(update(plugin_state).where(at_name).values(**row)).rowcount == 0:
        tx.execute(insert(plugin_state).values(name=name, **row))
    site.cache.touch(tx, CACHED)


def _load(site) -> dict[str, PluginState]:
    with site.db.reading() as connection:
        rows = connection.execute(select(plugin_state)).mappings()
        return {row["name"]: PluginState(row["is_on"], row["settings"]) for row in rows}
