"""`extranet bring SOURCE`."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from extranet.portal.bringing import KINDS, REFUSED, Chosen, Report, bring_source
from extranet.portal.cli.bars import counting
from extranet.portal.importing import house_actor

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 500


@click.command("bring")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--kind", type=click.Choice(list(KINDS)), default="auto", show_default=True, help="What SOURCE is; auto looks for itself.")
@click.option("--name", default="", help="What the source is called; the same name next time means the same pages. Without it: the name of SOURCE.")
@click.option("--map", "map_file", type=FILE, help="TOML or YAML: which category or folder becomes which fields.")
@click.option("--group", default="", help="Working group that keeps the pages, unless the map says another.")
@click.option("--owner", default="", help="Authority that owns the pages, unless the map says another.")
@click.option("--audience", type=click.Choice(["team", "authority", "all-authorities", "public"]), default="all-authorities", show_default=True)
@click.option("--type", "type_", default="guidance", show_default=True, help="Content type, unless the map says another.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported, changed and refused, and write nothing.")
@click.option("--as", "person", default="Import", show_default=True, help="Whose name stands in the history.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_obj
def bring(obj, source, kind, name, map_file, group, owner, audience, type_, dry_run, person, as_json):
    """Bring documents or another wiki's export in as drafts: a folder, a zip or one file.

    Each page comes with its pictures, or not at all. Stopped, it goes on when called again; what is in is left alone.
    Exit code 1 when a page was refused.
    """
    text = map_file.read_text(encoding="utf-8") if map_file else ""
    chosen = Chosen(kind, name or source.resolve().stem, group, owner, audience, type_, text)
    with counting() as told:
        report = bring_source(obj(), house_actor(person), source, chosen, dry_run, told)
    _tell(report, as_json)
    raise SystemExit(1 if report.count(REFUSED) else 0)


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({**asdict(report), "counts": report.counts}))
        return
    for line in report.lines[:SHOWN]:
        click.echo(f"{line.outcome:9} {line.key} → {line.slug or line.title}")
        for reason in line.reasons:
            click.echo(f"          {reason}")
    if len(report.lines) > SHOWN:
        click.echo(f"… and {len(report.lines) - SHOWN} more; --json says all.")
    click.echo(", ".join(f"{count} {outcome}" for outcome, count in report.counts.items()) + (". Nothing was written." if report.is_preview else "."))
