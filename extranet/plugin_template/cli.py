"""`extranet plugin new NAME`."""

from pathlib import Path

import click

from extranet.plugin_template.writing import write_plugin


@click.command("new")
@click.argument("name")
@click.option("--title", default="", help="How people call it; made from the name otherwise.")
@click.option("--group", default="", help="Short name of the working group it serves.")
@click.option("--into", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", help="Folder to write it in; here otherwise.")
def new_plugin(name, title, group, into):
    """Start a plugin called NAME: a package with a page, a table, its tests and everything it needs to be installed."""
    written = write_plugin(into, name, title, group)
    for path in written:
        click.echo(path)
    click.echo(f"Install it with: pip install -e {into / name}\nThen run: extranet init", err=True)
