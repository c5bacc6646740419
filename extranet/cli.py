"""The `extranet` command: every command of the house, its slices and its plugins.

Exit codes: 0 done, 1 a fault in what was asked or found, 2 wrong usage.
"""

import importlib
import importlib.util
import json
import os
import sys
from functools import cache

import click

from extranet import __version__
from extranet.app import SLICES, build_site, prepare
from extranet.errors import ExtranetError
from extranet.hooks import HookFault
from extranet.plugin import PluginFault, installed_plugins
from extranet.plugin_template.cli import new_plugin
from extranet.settings import SettingsFault, load_settings
from extranet.switches import plugin_state_of
from extranet.web.logs import start_logging

FAULTS = (ExtranetError, SettingsFault, PluginFault, HookFault)


@cache
def the_site():
    """The site of this command, built when a command first needs it."""
    site = build_site()
    start_logging("WARNING")
    return site


class House(click.Group):
    """All commands; those of plugins are looked up only when they are asked for."""

    def list_commands(self, context):
        return sorted({*super().list_commands(context), *_more_commands()})

    def get_command(self, context, name):
        return super().get_command(context, name) or _more_commands().get(name)

    def invoke(self, context):
        try:
            return super().invoke(context)
        except FAULTS as fault:
            raise click.ClickException(getattr(fault, "sentence", str(fault))) from fault


@cache
def _more_commands() -> dict[str, click.Command]:
    """Commands of slices and plugins by name. No database is opened: `--help` must work before `init`."""
    modules = [f"extranet.{name}.cli" for name in (*SLICES, "demonstration")]
    found = [one for name in modules if importlib.util.find_spec(name) for one in importlib.import_module(name).commands]
    try:
        plugins = installed_plugins(load_settings().plugins_off)
    except FAULTS as fault:
        click.echo(f"Commands of plugins are left out: {fault}", err=True)
        plugins = []
    for plugin in plugins:
        if "commands" in plugin.hook_answers:
            found += _as_list(plugin.hook_answers["commands"](None))
    return {command.name: command for command in found}


def _as_list(given) -> list[click.Command]:
    return list(given) if isinstance(given, (list, tuple)) else [given]


@click.group(cls=House)
@click.version_option(__version__, prog_name="extranet")
@click.pass_context
def main(context):
    """Extranet: the shared answer book of a partnership of councils."""
    context.obj = the_site


@main.command()
@click.pass_obj
def init(obj):
    """Make or upgrade the tables and load the authorities. Safe to run again."""
    changed = prepare(obj())
    click.echo(f"Upgraded: {', '.join(changed)}." if changed else "Everything is up to date.")


@main.command()
@click.option("--bind", help="Address and port; the setting 'bind' otherwise.")
@click.option("--workers", type=click.IntRange(1, 64), help="Web processes; the setting 'workers' otherwise.")
@click.pass_obj
def run(obj, bind, workers):
    """Serve the extranet: web processes and background work, until stopped."""
    site = obj()
    prepare(site)
    settings = site.settings
    site.db.close()
    web = [sys.executable, "-m", "gunicorn", "--config", "python:extranet.gunicorn_settings"]
    web += ["--bind", bind or settings.bind, "--workers", str(workers or settings.workers)]
    web += ["--threads", str(settings.threads), "extranet.wsgi:app"]
    jobs = [sys.executable, "-m", "extranet", "jobs", "run", "--with-parent"]
    os.execv(sys.executable, [sys.executable, "-m", "extranet.supervise", json.dumps([web, jobs])])


@main.group()
def plugin():
    """Plugins of working groups and of other councils."""


@plugin.command("list")
@click.pass_obj
def plugin_list(obj):
    """Every installed plugin, on or off."""
    site = obj()
    for one in site.plugins:
        state = "on" if plugin_state_of(site, one.name).is_on else "off"
        click.echo(f"{one.name}  {state}  {one.summary}")


plugin.add_command(new_plugin)

if __name__ == "__main__":
    main()
