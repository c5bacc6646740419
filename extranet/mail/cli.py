"""Commands: `extranet mail list|send|test`."""

import smtplib

import click

from extranet.mail import actions, sending
from extranet.mail.model import WAITING
from extranet.mail.server import ServerFault


@click.group()
def mail():
    """Outgoing letters."""


@mail.command("list")
@click.option("--shown", type=click.Choice(list(actions.SHOWN)), default="waiting", help="Which letters.")
@click.pass_obj
def listing(obj, shown):
    """What waits, what failed and why, or what went."""
    found = actions.outbox(obj(), shown)
    click.echo(", ".join(f"{count} {name}" for name, count in found.counts.items()))
    for one in found.letters:
        more = f", next try {one.next_try_at:%Y-%m-%d %H:%M} UTC" if one.state == WAITING else ""
        click.echo(f"{one.id}\t{one.posted_at:%Y-%m-%d %H:%M}\t{one.kind}\t{one.recipient}\ttries {one.tries}{more}\t{one.fault}")


@mail.command("send")
@click.option("--again", is_flag=True, help="Try letters that failed for good, too.")
@click.pass_obj
def send(obj, again):
    """Send what is due now, without waiting for the jobs process."""
    site = obj()
    if not site.settings.smtp_url:
        raise click.ClickException("No mail server is set. Set smtp_url, such as smtp://mail.example.gov.uk:25.")
    if again:
        click.echo(f"{actions.try_all_again(site)} letters that had failed are tried again.")
    while sending.send_waiting(site):
        pass
    found = actions.outbox(site, "waiting").counts
    click.echo(", ".join(f"{count} {name}" for name, count in found.items()))


@mail.command("test")
@click.argument("address")
@click.pass_obj
def test(obj, address):
    """Send one trial letter to ADDRESS and say what the server answered."""
    try:
        message_id = actions.send_test(obj(), address)
    except (OSError, smtplib.SMTPException, ServerFault) as fault:
        raise click.ClickException(f"The letter did not go: {fault}") from fault
    click.echo(f"The server took the letter {message_id}.")


commands = [mail]
