"""Commands: `extranet reindex`."""

import json
import sys
import time

import click

from extranet.search import upkeep
from extranet.search.engine import WriterBusy


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Compare the index with the database, mend what differs, and build nothing anew.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_obj
def reindex(obj, only_check, as_json):
    """Build the search index anew while the old one answers."""
    site = obj()
    if only_check:
        found = upkeep.check(site)
        said = {"items": found.items, "missing": found.missing, "stale": found.stale, "left_over": found.left_over, "damaged": found.damaged_files}
        words = "The index is sound." if found.is_sound else "The index differed and has been mended."
        click.echo(json.dumps(said) if as_json else f"{found.items} items. {words}")
        return
    began = time.perf_counter()
    try:
        count = _with_bar(site)
    except WriterBusy as busy:
        raise click.ClickException("The index is being built already. Wait until that is done, or stop it, and try again.") from busy
    seconds = time.perf_counter() - began
    rate = count / seconds if seconds else 0
    said = {"items": count, "seconds": round(seconds, 2), "per_second": round(rate)}
    click.echo(json.dumps(said) if as_json else f"{count} items in {seconds:.1f} seconds, {rate:.0f} a second.")


def _with_bar(site) -> int:
    """Rebuild with a progress bar on standard error, quiet when that is not a terminal."""
    with click.progressbar(length=1, label="Indexing", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        return upkeep.rebuild(site, progress)


commands = [reindex]
