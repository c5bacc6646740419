"""`extranet structure`: the work of the night by hand."""

import click

from extranet.structure.checking import check_outside_links, gather_all


@click.group()
def structure():
    """Where the links of pages lead."""


@structure.command("read-links")
@click.pass_obj
def read_links(obj):
    """Read the links of every live page again."""
    click.echo(f"{gather_all(obj())} pages read.")


@structure.command("check-links")
@click.pass_obj
def check_links(obj):
    """Look now at addresses of other sites, as many as the setting link_checks allows for a night."""
    site = obj()
    if site.settings.link_checks <= 0:
        raise click.ClickException("The setting link_checks is 0, so no other site is asked. Set how many addresses may be looked at.")
    click.echo(f"{check_outside_links(site)} addresses looked at.")


commands = [structure]
