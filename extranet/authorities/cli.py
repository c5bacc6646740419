"""Commands: `extranet places import`."""

import sys
from pathlib import Path

import click

from extranet.authorities.place_loading import OUTSIDE, Report, import_postcodes
from extranet.authorities.street_loading import import_streets, names_postcodes

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def places():
    """Postcodes: whose customer lives where."""


@places.command("import")
@click.argument("file", type=FILE)
@click.pass_obj
def import_file(obj, file):
    """Take the postcodes of FILE: a CSV of the ONS (NSPL, ONSPD) or Code-Point, with its line of column names; or its streets.

    A file without postcodes is taken for a gazetteer of streets: a column for the street's name and one for its council (ONS code, slug or
    name), perhaps one for its town. It replaces what was known of the streets of the councils in it.

    Postcodes that have ended are passed over. Outward codes that are not in
    the file keep what is known about them.
    """
    site = obj()
    with click.progressbar(length=file.stat().st_size, label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        is_postcodes = names_postcodes(file)
        report = (import_postcodes if is_postcodes else import_streets)(site, file, bar.update)
    for line in _lines(report, "postcodes" if is_postcodes else "streets"):
        click.echo(line)


def _lines(report: Report, what: str):
    yield f"{report.rows} rows: {report.inside} {what} here, {report.outside} of other councils, {report.ended} ended, {report.unread} not read."
    for slug, number in sorted(report.by_authority.items()):
        if slug != OUTSIDE:
            yield f"  {slug}: {number}"


commands = [places]
