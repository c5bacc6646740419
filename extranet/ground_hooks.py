"""Hooks that belong to no slice: rights, settings, commands, switching."""

from extranet.hooks import collect, notify


@collect
def rules(site):
    """Rules of rights: {act: function(actor, thing) -> Allowed | Refused}.

    An act is dotted and starts with its owner's noun, such as 'page.edit'. The
    thing is whatever the owner passes to `may`; a rule that fails refuses.
    """


@collect
def settings_forms(site):
    """A SettingsForm for the plugin, drawn on the settings page of plugins."""


@collect
def commands(site):
    """A click command or group (or a list), added to the `extranet` command line.

    `site` is None here: commands are gathered before there may be a database.
    A command gets its site when it runs: `@click.pass_obj`, then `obj()`.
    """


@collect
def load_demonstration(site):
    """What makes a plugin worth looking at in `extranet demo`, loaded once the starting content is in.

    Lines to print, saying what was loaded. Called for a new data folder only,
    and safe to call again.
    """


@notify
def plugin_switched(site, name, is_on):
    """A plugin was switched on or off by a partnership administrator."""
