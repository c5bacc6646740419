"""`extranet user …` and `extranet directory …`. `context.obj()` gives the site."""

import json
import sys

import click

from extranet.actor import Grant
from extranet.identity import actions, break_glass, sync_runs, tokens
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


@user.group("break-glass")
def break_glass_group():
    """Local administrators for the day when no directory answers."""


@break_glass_group.command("create")
@click.argument("name")
@click.option("--authority", default="", help="Whose person it counts as; the first of the list otherwise.")
@click.pass_obj
def create_break_glass(the_site, name, authority):
    """Make one. Password, app secret and recovery codes are printed once."""
    key = break_glass.create_break_glass(the_site(), name, authority)
    click.echo(f"Name to type    {name}\nPassword        {key.password}\nApp secret      {key.app_words}\n                {key.app_address}")
    click.echo("Recovery codes  " + "\n                ".join(key.recovery_codes))
    click.echo("\nPrint this, seal it, and lock it away: it is shown this once. Sign in at /-/login/local.")


@break_glass_group.command("list")
@click.pass_obj
def list_break_glass(the_site):
    """Those that could sign in, and when each last did."""
    for one in break_glass.break_glass_people(the_site()):
        used = f"used {one.signed_in_at:%Y-%m-%d %H:%M}" if one.signed_in_at else "never used"
        click.echo(f"{one.login:30} made {one.first_seen_at:%Y-%m-%d}  {used}")


@break_glass_group.command("remove")
@click.argument("name")
@click.pass_obj
def remove_break_glass(the_site, name):
    """End one: it opens nothing any more."""
    break_glass.remove_break_glass(the_site(), name)
    click.echo(f"{name} opens nothing any more.")


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


@directory.command()
@click.argument("slug")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--allow-leavers", default=0, metavar="N", help="Let up to N people lose their access at once.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def sync(the_site, slug, dry_run, allow_leavers, as_json):
    """Bring an authority's people in step with its directory: joiners, changes, leavers."""
    site = the_site()
    run_id = sync_runs.ask_for_sync(site, slug, "command line", dry_run, allow_leavers)
    with _Bar() as bar:
        run = sync_runs.run_sync(site, run_id, bar)
    click.echo(json.dumps(_run_facts(run), indent=2) if as_json else _run_words(run))
    if run.outcome != sync_runs.DONE:
        raise SystemExit(1)


class _Bar:
    """A progress bar on standard error that begins when the number of people is known; none when that is no terminal."""

    def __init__(self):
        self._bar = None

    def __enter__(self):
        return self

    def __call__(self, done, of):
        if self._bar is None and sys.stderr.isatty():
            self._bar = click.progressbar(length=of, label="Reading the directory", file=sys.stderr)
            self._bar.__enter__()
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)

    def __exit__(self, *raised):
        if self._bar is not None:
            self._bar.__exit__(*raised)


commands = [user, directory]


def _run_words(run) -> str:
    lines = [f"  {kind:8} {name}: {words}" for kind, name, words in run.lines]
    counts = ", ".join(f"{count} {name}" for name, count in run.counts.items())
    return "\n".join([*lines, *([counts] if counts else []), run.sentence])


def _run_facts(run) -> dict:
    changes = [{"kind": kind, "name": name, "words": words} for kind, name, words in run.lines]
    facts = {"authority": run.authority, "outcome": run.outcome, "is_preview": run.is_preview, "sentence": run.sentence}
    return facts | {"counts": dict(run.counts), "changes": changes}


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
