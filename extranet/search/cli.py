"""Commands: `extranet reindex`."""

import json
import sys
import time

import click

from extranet.search import upkeep
from extranet.search.engine import WriterBusy


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Compare the index with the database, mend what differs, and build nothing anew.")
@click.option("--afresh", "is_afresh", is_flag=True, help="Begin at the beginning, even if the last run was stopped halfway.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_obj
def reindex(obj, only_check, is_afresh, as_json):
    """Build the search index anew while the old one answers. A run that was stopped is gone on with."""
    site = obj()
    if only_check:
        found = upkeep.check(site)
        said = {"items": found.items, "missing": found.missing, "stale": found.stale, "left_over": found.left_over, "damaged": found.damaged_files}
        words = "The index is sound." if found.is_sound else "The index differed and has been mended."
        click.echo(json.dumps(said) if as_json else f"{found.items} items. {words}")
        return
    began = time.perf_counter()
    told = Told()
    try:
        count = _with_bar(site, told, is_afresh)
    except WriterBusy as busy:
        raise click.ClickException("The index is being built already. Wait until that is done, or stop it, and try again.") from busy
    except KeyboardInterrupt:
        raise click.ClickException(f"Stopped at {told.done} of {told.total} items. The old index answers; run it again to go on.") from None
    seconds = time.perf_counter() - began
    rate = (count - told.resumed) / seconds if seconds else 0
    said = {"items": count, "resumed": told.resumed, "seconds": round(seconds, 2), "per_second": round(rate)}
    click.echo(json.dumps(said) if as_json else f"{count} items in {seconds:.1f} seconds, {rate:.0f} a second.{told.words}")


class Told:
    """What the rebuild said last: `done` of `total`; `resumed` is how many an earlier run had done."""

    done = total = resumed = 0

    @property
    def words(self) -> str:
        return f" {self.resumed} of them were done by an earlier run." if self.resumed else ""


def _with_bar(site, told: Told, is_afresh: bool) -> int:
    """Rebuild with a progress bar and the rate on standard error, quiet when that is not a terminal."""
    began = time.perf_counter()
    with click.progressbar(length=1, label="Indexing", file=sys.stderr, hidden=not sys.stderr.isatty(), item_show_func=lambda one: one) as bar:

        def progress(done: int, total: int) -> None:
            told.resumed = told.resumed if told.total else done
            told.done, told.total = done, total
            bar.length = max(total, 1)
            bar.update(done - bar.pos, f"{(done - told.resumed) / max(time.perf_counter() - began, 0.001):.0f} a second")

        return upkeep.rebuild(site, progress, is_afresh)


commands = [reindex]
