"""`extranet standard check [DIR]`: content files against the standard, with file and line."""

import json
from dataclasses import replace
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from extranet.standard.actions import all_content_types, check_folder
from extranet.standard.content_types import CONTENT_TYPES
from extranet.standard.model import ADVICE, ERROR, WARNING, Fault
from extranet.standard.store import load_vocabularies

LEVELS = {"errors": (ERROR,), "warnings": (ERROR, WARNING), "all": (ERROR, WARNING, ADVICE)}


@click.group()
def standard():
    """The information-content standard."""


@standard.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--show", type=click.Choice(list(LEVELS)), default="warnings", help="What to print; errors alone decide the exit code.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object for each fault.")
@click.pass_obj
def check(obj, folder, show, as_json):
    """Check the content files of FOLDER, or of the site's own content folder. Exit code 1 when there is an error.

    The vocabularies are those of FOLDER if it has a folder of them, else the site's.
    """
    site = obj()
    folder = folder or site.settings.content_dir
    own = folder / "vocabularies"
    known = load_vocabularies(own if own.is_dir() else site.settings.content_dir / "vocabularies")
    checked = list(check_folder(_with_types(site, known), folder, site.clock.today()))
    found = [(str(own / fault.file), fault) for fault in known.faults]
    found += [(str(one.path), fault) for one in checked for fault in one.faults]
    for path, fault in found:
        if fault.severity in LEVELS[show]:
            click.echo(json.dumps(_as_json(path, fault)) if as_json else _as_line(path, fault))
    errors = sum(fault.severity == ERROR for _, fault in found)
    warnings = sum(fault.severity == WARNING for _, fault in found)
    click.echo(f"{len(checked)} files: {errors} errors, {warnings} warnings.", err=True)
    raise SystemExit(1 if errors else 0)


def _with_types(site, known):
    """With the types of plugins, when there is a database that says which are on."""
    try:
        return replace(known, types=all_content_types(site))
    except SQLAlchemyError:
        return replace(known, types=CONTENT_TYPES)


def _as_line(path: str, fault: Fault) -> str:
    return f"{path}:{fault.line or 1}: {fault.severity} {fault.check}: {fault.sentence}"


def _as_json(path: str, fault: Fault) -> dict:
    return {"file": path, "line": fault.line or 1, "severity": fault.severity, "check": fault.check, "field": fault.field,
            "sentence": fault.sentence}


commands = [standard]
