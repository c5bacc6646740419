"""`extranet champions load-plans|snapshot`."""

import json

import click

from extranet.errors import BadInput
from extranet_plugins.information_age_champions import exporting
from extranet_plugins.information_age_champions.performance import e_services
from extranet_plugins.information_age_champions.tables import NAME


@click.group("champions")
def champions():
    """The joint plans of the Information Age Champions Group."""


@champions.command("load-plans")
@click.pass_obj
def load_plans(obj):
    """Bring in the plans of the starting content that are not here yet.

    What is here is left as it is, so this may run again and again.
    """
    site = obj()
    folder = site.settings.content_dir / "plugins" / NAME
    taken = 0
    for shape in exporting.SHAPES:
        path = folder / f"{shape.name}.jsonl"
        if path.is_file():
            try:
                taken += exporting.load_new(site, shape, (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line))
            except (BadInput, ValueError) as fault:
                raise click.ClickException(f"{path.name}: {fault}") from fault
    click.echo(f"{taken} rows new." if taken else "Nothing new: the plans are here already.")


@champions.command()
@click.pass_obj
def snapshot(obj):
    """Keep today's share of electronic services (BVPI 157) of every council that has a register."""
    click.echo(f"{e_services.take_snapshots(obj())} councils.")
