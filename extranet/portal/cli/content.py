"""`extranet import DIR` and `extranet export DIR`."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from extranet.portal.cli.bars import counting
from extranet.portal.exporting import export_to
from extranet.portal.importing import ImportReport, bring_in, house_actor, look_at

FOLDER = click.Path(file_okay=False, path_type=Path)
SHOWN = 200


@click.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--keep-going", is_flag=True, help="Bring in what is right although other files are wrong.")
@click.option("--only-new", is_flag=True, help="Leave pages alone that are here already.")
@click.option("--check", "only_check", is_flag=True, help="Look at everything, write nothing.")
@click.option("--as", "name", default="Import", show_default=True, help="Whose name stands in the history.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_obj
def import_folder(obj, folder, keep_going, only_new, only_check, name, as_json):
    """Bring in pages, facts and files of FOLDER. All is checked first; with a fault, nothing is written.

    Doing it again changes nothing. Exit code 1 when something did not come in.
    """
    site = obj()
    looked = look_at(site, folder)
    _tell_faults(looked)
    if only_check or (looked.faults and not keep_going):
        report = ImportReport(faults=[str(one) for one in looked.faults])
    else:
        with counting() as told:
            report = bring_in(site, house_actor(name), looked, only_new, told)
    _tell_report(report, as_json, only_check)
    raise SystemExit(0 if report.is_whole else 1)


@click.command("export")
@click.argument("folder", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_obj
def export_folder(obj, folder, as_json):
    """Write every page, fact, file and history into FOLDER, which `extranet import` reads again."""
    with counting() as told:
        report = export_to(obj(), house_actor("Export"), folder, told)
    words = f"{report.pages} pages, {report.facts} values of facts, {report.attachments} files."
    click.echo(json.dumps(asdict(report)) if as_json else words)


def _tell_faults(looked) -> None:
    for one in (*looked.faults, *looked.told)[:SHOWN]:
        click.echo(str(one), err=True)
    if (more := len(looked.faults) + len(looked.told) - SHOWN) > 0:
        click.echo(f"… and {more} more. `extranet standard check` shows all.", err=True)


def _tell_report(report: ImportReport, as_json: bool, only_check: bool) -> None:
    for slug, sentences in report.refused.items():
        click.echo(f"{slug}: {' '.join(sentences)}", err=True)
    if as_json:
        click.echo(json.dumps(asdict(report)))
    elif report.faults and not (report.created or report.changed or report.unchanged):
        click.echo(f"Nothing was brought in: {len(report.faults)} faults. Correct them, or use --keep-going.")
    elif only_check:
        click.echo("Everything is in order.")
    else:
        click.echo(
            f"{len(report.created)} pages new, {len(report.changed)} changed, {len(report.unchanged)} as they were, {len(report.refused)} refused; "
            f"{report.facts} values of facts, {report.attachments} files."
        )
