"""`extranet backup FILE`, `extranet restore FILE`, `extranet doctor`."""

import json
import sys
from contextlib import redirect_stdout
from dataclasses import asdict
from pathlib import Path

import click

from extranet import search
from extranet.errors import BadInput
from extranet.portal.archive import read_backup, restore_backup, write_backup
from extranet.portal.cli.bars import counting
from extranet.portal.doctor import examine

MEGABYTE = 1024 * 1024


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_obj
def backup(obj, file, as_json):
    """Copy the whole site into FILE (.tar.gz), safe while it serves. The search index is left out; it can be made again."""
    site = obj()
    report = write_backup(site.settings.data_dir, _database(site), file, site.clock.now())
    words = f"{file}: the database and {report.files} files, {report.size_bytes / MEGABYTE:.1f} MB before packing."
    click.echo(json.dumps(asdict(report)) if as_json else words)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Check every byte of the backup and put nothing in place.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_context
def restore(context, file, only_check, as_json):
    """Put the backup FILE into an empty data folder, bring its tables up to date and build the search index."""
    site = context.obj()
    if only_check:
        report = read_backup(file)
    else:
        database = _database(site)
        site.db.close()  # this process may have looked at the empty database
        report = restore_backup(file, site.settings.data_dir, database)
        _bring_up_to_date(context, site)
    words = f"The backup of {report.made_at} with {report.files} files is {'whole' if only_check else 'in place'}."
    click.echo(json.dumps(asdict(report)) if as_json else words)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_obj
def doctor(obj, as_json):
    """Look at settings, database, files, index, themes and directories. Exit code 1 when something is not well."""
    found = list(examine(obj()))
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], indent=1))
    else:
        for one in found:
            click.echo(f"{'ok  ' if one.is_well else 'FAIL'} {one.name}: {one.sentence}")
    raise SystemExit(0 if all(one.is_well for one in found) else 1)


def _database(site) -> Path:
    if site.db.path is None:
        raise BadInput("The database is PostgreSQL: back it up and restore it with pg_dump and pg_restore, and copy the data folder.")
    return site.db.path


def _bring_up_to_date(context, site) -> None:
    """Run `extranet init`, a command of the roof, then build the index."""
    init = context.find_root().command.get_command(context, "init")
    with redirect_stdout(sys.stderr):  # standard output is for the answer
        context.invoke(init)
    with counting() as told:
        search.rebuild(site, lambda done, total: told("Indexing", done, total))
