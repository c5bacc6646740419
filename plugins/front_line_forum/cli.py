"""`extranet front-line-forum`: erase on schedule, escalate, and compare the counts with the log."""

import click

from extranet_plugins.front_line_forum import erasing, proving, working


@click.group("front-line-forum")
def front_line_forum():
    """The front line forum's desk: erasing, escalating, checking its counts."""


@front_line_forum.command()
@click.pass_obj
def erase(obj):
    """Erase what is due by the schedule that was set, and say how many of each."""
    counts = erasing.erase(obj())
    click.echo("Erased: " + ", ".join(f"{name} {number}" for name, number in counts.items()) + ".")


@front_line_forum.command()
@click.pass_obj
def escalate(obj):
    """Tell of late referrals, and pass on those of authorities that have ended."""
    site = obj()
    passed, told = working.pass_on(site), working.escalate(site)
    click.echo(f"Passed on {passed}, escalated {told}.")


@front_line_forum.command("check-counts")
@click.pass_obj
def check_counts(obj):
    """Compare the running counts with the contact log they were made from; exit code 1 when they differ."""
    different = proving.differences(obj())
    for line in different:
        click.echo(line)
    click.echo("The counts equal the log." if not different else f"{len(different)} counts differ from the log.")
    if different:
        raise SystemExit(1)
