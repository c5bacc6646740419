"""`extranet upkeep`: the nightly work by hand."""

import click

from extranet.upkeep.localrows import read_again
from extranet.upkeep.reviews import remind


@click.group()
def upkeep():
    """Reminders and local text."""


@upkeep.command("remind")
@click.pass_obj
def remind_now(obj):
    """Tell groups and authorities now which pages are due. Nobody is told twice of the same step."""
    click.echo(f"{remind(obj())} told.")


@upkeep.command("read-again")
@click.pass_obj
def read_rows_again(obj):
    """Read the local text of every page again into the coverage map."""
    click.echo(f"{read_again(obj())} pages read.")


commands = [upkeep]
