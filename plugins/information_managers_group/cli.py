"""`extranet information-managers gaps|snapshot`."""

import json

import click

from extranet_plugins.information_managers_group import actions
from extranet_plugins.information_managers_group.model import KIND_WORDS, KINDS


@click.group("information-managers")
def information_managers():
    """What the answer book lacks, as everybody who signs in would see it."""


@information_managers.command()
@click.option("--kind", type=click.Choice(KINDS), help="Only gaps of this kind.")
@click.option("--decided", is_flag=True, help="Also gaps that were decided to stay.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def gaps(obj, kind, decided, as_json):
    """List the gaps."""
    for gap in actions.report(obj(), actions.EVERYBODY).gaps:
        if (kind in (None, gap.kind)) and (decided or gap.is_open):
            click.echo(_as_json(gap) if as_json else f"{KIND_WORDS[gap.kind]}: {gap.name} ({gap.subject}). {gap.detail}")


def _as_json(gap) -> str:
    reason = gap.decision.reason if gap.decision else None
    return json.dumps({"kind": gap.kind, "subject": gap.subject, "name": gap.name, "detail": gap.detail, "decision": reason})


@information_managers.command()
@click.pass_obj
def snapshot(obj):
    """Keep today's counts now; the nightly job does the same."""
    one = actions.take_snapshot(obj())
    click.echo(f"{one.day}: {one.open} gaps open ({one.services} services, {one.episodes} life episodes, {one.local} local texts), {one.decided} decided.")
