"""`extranet standard check [DIR|--live]` and `recount`: the standard asked of files and of the site's own pages."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from extranet.conformance.results import recheck_all, recount
from extranet.pages import all_page_ids, drafts_by_id
from extranet.standard import (
    ADVICE,
    CONTENT_TYPES,
    ERROR,
    WARNING,
    Fault,
    all_content_types,
    check_folder,
    check_page,
    kept_reasons,
    load_vocabularies,
    ruling_today,
)

LEVELS = {"errors": (ERROR,), "warnings": (ERROR, WARNING), "all": (ERROR, WARNING, ADVICE)}
BATCH = 200


@click.group()
def standard():
    """The information-content standard."""


@standard.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--live", is_flag=True, help="Check the live pages of this site instead of files.")
@click.option("--show", type=click.Choice(list(LEVELS)), default="warnings", help="What to print; errors alone decide the exit code.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object for each fault.")
@click.pass_obj
def check(obj, folder, live, show, as_json):
    """Check the content files of FOLDER, or of the site's own content folder, or with --live the pages themselves.

    The vocabularies are those of FOLDER if it has a folder of them, else the site's. Exit code 0 without errors, 1 with one, 2 when it
    cannot be asked so.
    """
    site = obj()
    if live and folder:
        raise click.UsageError("Give a folder or --live, not both.")
    found, count = _of_pages(site) if live else _of_files(site, folder or site.settings.content_dir)
    for place, fault in found:
        if fault.severity in LEVELS[show]:
            click.echo(json.dumps(_as_json(place, fault)) if as_json else _as_line(place, fault))
    counts = {level: sum(fault.severity == level for _, fault in found) for level in (ERROR, WARNING, ADVICE)}
    click.echo(f"{count} {'pages' if live else 'files'}: {counts[ERROR]} errors, {counts[WARNING]} warnings.", err=True)
    raise SystemExit(1 if counts[ERROR] else 0)


@standard.command(name="recount")
@click.option("--repair", is_flag=True, help="Put right what is found.")
@click.option(
    "--refresh", is_flag=True, help="First check again what the day, a change to the standard or an older version left behind, as the job at midnight does."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object for each difference.")
@click.pass_obj
def recount_command(obj, repair, refresh, as_json):
    """Check every page from its text and compare with the figures that are kept. Exit code 1 when they differ and were not put right."""
    site = obj()
    if refresh:
        click.echo(f"{recheck_all(site)} pages were checked again.", err=True)
    with click.progressbar(length=len(all_page_ids(site)), label="Pages", file=sys.stderr) as bar:
        found = list(recount(site, repair, bar.update))
    for one in found:
        row = {"page": one.slug, "kept": one.stored, "counted": one.counted}
        click.echo(json.dumps(row) if as_json else f"{one.slug}: kept {one.stored}; counted {one.counted}")
    words = "The figures are right." if not found else f"{len(found)} pages differed{' and were put right' if repair else ''}."
    click.echo(words, err=True)
    raise SystemExit(1 if found and not repair else 0)


def _of_files(site, folder: Path) -> tuple[list[tuple[str, Fault]], int]:
    own = folder / "vocabularies"
    known = load_vocabularies(own if own.is_dir() else site.settings.content_dir / "vocabularies")
    checked = list(check_folder(_as_in_force(site, known), folder, site.clock.today()))
    found = [(str(own / fault.file), fault) for fault in known.faults]
    return found + [(str(one.path), fault) for one in checked for fault in one.faults], len(checked)


def _of_pages(site) -> tuple[list[tuple[str, Fault]], int]:
    """Live pages outside the bin; what stands with a reason is left out."""
    found, count, ids = [], 0, all_page_ids(site)
    for start in range(0, len(ids), BATCH):
        with site.db.reading() as connection:
            pages = [one for one in drafts_by_id(connection, ids[start : start + BATCH]) if one[3].metadata.get("status") == "live"]
        for page_id, _number, slug, draft in pages:
            count += 1
            kept = kept_reasons(site, page_id, slug)
            found += [(f"/wiki/{slug}", fault) for fault in check_page(site, slug, draft.metadata, draft.body) if fault.key not in kept]
    return found, count


def _as_in_force(site, known):
    """With the types of plugins and the changes to the standard, when there is a database that knows them."""
    try:
        return replace(known, types=all_content_types(site), ruling=ruling_today(site))
    except SQLAlchemyError:
        return replace(known, types=CONTENT_TYPES)


def _as_line(place: str, fault: Fault) -> str:
    return f"{place}:{fault.line or 1}: {fault.severity} {fault.check}: {fault.sentence}"


def _as_json(place: str, fault: Fault) -> dict:
    return {
        "file": place,
        "line": fault.line or 1,
        "severity": fault.severity,
        "check": fault.check,
        "field": fault.field,
        "sentence": fault.sentence,
        "key": fault.key,
    }


commands = [standard]
