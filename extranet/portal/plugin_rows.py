"""Which plugins are on and what was set for them, as rows of an export."""

from collections.abc import Iterable, Iterator

from extranet.switches import PluginState, keep_plugin_state, plugin_state_of


def rows(site) -> Iterator[dict]:
    """A row for each installed plugin."""
    for plugin in site.plugins:
        state = plugin_state_of(site, plugin.name)
        yield {"name": plugin.name, "is_on": state.is_on, "settings": dict(state.settings)}


def load(site, given: Iterable[dict]) -> int:
    """Set the plugins that are installed here as the rows say; how many differed."""
    installed, taken = {plugin.name for plugin in site.plugins}, 0
    for row in given:
        state = PluginState(bool(row["is_on"]), row["settings"])
        if row["name"] in installed and state != plugin_state_of(site, row["name"]):
            with site.db.writing() as tx:
                keep_plugin_state(site, tx, row["name"], state, "Import")
            taken += 1
    return taken
