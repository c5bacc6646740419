"""`extranet user …` and `extranet directory …`. `context.obj()` gives the site."""

import json

import click

from extranet.actor import Grant
from extranet.identity import actions, tokens
from extranet.identity.directories import directories_of
from extranet.identity.directory_check import check_directory
from extranet.identity.directory_settings import read_grant


@click.group()
def user():
    """People: who has signed in, what they may do, and why."""


@user.command("list")
@click.option("--authority", help="Only people of this authority (its slug).")
@click.option("--json", "as_json", is_flag=True, help="One JSON list.")
@click.pass_obj
def list_people(the_site, authority, as_json):
    """Everyone who has signed in at least once."""
    people = actions.list_people(the_site(), authority)
    if as_json:
        click.echo(json.dumps([_facts(one) for one in people], indent=2))
        return
    for one in people:
        click.echo(f"{one.authority:22} {one.login:20} {one.name:30} {one.state}")


@user.command()
@click.argument("authority")
@click.argument("login")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def show(the_site, authority, login, as_json):
    """One person: state, roles, and where each role comes from."""
    site = the_site()
    person = actions.person_named(site, authority, login)
    held = actions.held_grants(site, person.id)
    if as_json:
        click.echo(json.dumps(_facts(person) | {"grants": [_grant_facts(one) for one in held]}, indent=2))
        return
    click.echo(f"{person.name} ({person.login}) of {person.authority}: {person.state}")
    for one in held:
        why = f"directory group {one.because}" if one.source == "directory" else f"given by {one.giver}"
        click.echo(f"  {actions.words_of(one.grant):50} {one.given_at:%Y-%m-%d}  {why}")


@user.command()
@click.argument("authority")
@click.argument("login")
@click.argument("role")
@click.option("--because", default="", help="Why, for the record.")
@click.pass_obj
def grant(the_site, authority, login, role, because):
    """Give a role by hand: reader, author@group:front-line-forum, partnership_administrator@partnership."""
    site = the_site()
    given = _grant(role, authority)
    actions.grant(site, None, actions.person_named(site, authority, login).id, given, because)
    click.echo(f"{login} of {authority} holds {actions.words_of(given)}.")


@user.command()
@click.argument("authority")
@click.argument("login")
@click.argument("role")
@click.pass_obj
def revoke(the_site, authority, login, role):
    """Take back a role that was given by hand."""
    site = the_site()
    given = _grant(role, authority)
    actions.revoke(site, None, actions.person_named(site, authority, login).id, given)
    click.echo(f"{login} of {authority} no longer holds {actions.words_of(given)} by hand.")


@user.command()
@click.argument("authority")
@click.argument("login")
@click.option("--because", default="", help="Why, for the record.")
@click.pass_obj
def disable(the_site, authority, login, because):
    """Switch a person off: sessions and tokens end at once."""
    site = the_site()
    actions.disable_person(site, None, actions.person_named(site, authority, login).id, because)
    click.echo(f"{login} of {authority} is switched off; every session and token has ended.")


@user.command()
@click.argument("authority")
@click.argument("login")
@click.pass_obj
def enable(the_site, authority, login):
    """Let a person sign in again."""
    site = the_site()
    actions.enable_person(site, None, actions.person_named(site, authority, login).id)
    click.echo(f"{login} of {authority} may sign in again.")


@user.command()
@click.argument("authority")
@click.argument("login")
@click.argument("name")
@click.option("--write", is_flag=True, help="The token may change things, not only read.")
@click.option("--days", default=90, show_default=True, help="How long it lasts.")
@click.pass_obj
def token(the_site, authority, login, name, write, days):
    """Make an API token for a person; it is printed once."""
    site = the_site()
    actor = actions.person_named(site, authority, login).as_actor()
    click.echo(tokens.make_token(site, actor, name, ("read", "write") if write else ("read",), days))


@click.group()
def directory():
    """The authorities' directories."""


@directory.command("test")
@click.argument("slug")
@click.option("--login", default="", help="Also look up this person, their groups and roles.")
@click.pass_obj
def check(the_site, slug, login):
    """Walk through connection, TLS, service account, search, groups and roles, and say what fails."""
    site = the_site()
    settings = getattr(directories_of(site).get(slug), "settings", None)
    if settings is None:
        raise click.ClickException(f"There is no table [directory.{slug}] in the settings.")
    steps = list(check_directory(settings, login, site.clock.now()))
    for step in steps:
        click.echo(f"{'ok  ' if step.is_good else 'FAIL'} {step.name}: {step.words}")
    if not all(step.is_good for step in steps):
        raise SystemExit(1)


commands = [user, directory]


def _grant(words: str, authority: str) -> Grant:
    return read_grant(words, click.UsageError, authority)


def _facts(person) -> dict:
    roles = sorted(actions.words_of(one) for one in person.grants)
    return {"authority": person.authority, "login": person.login, "name": person.name, "state": person.state, "roles": roles}


def _grant_facts(held) -> dict:
    return {
        "role": actions.words_of(held.grant),
        "source": held.source,
        "because": held.because,
        "giver": held.giver,
        "given_at": held.given_at.isoformat(),
    }
