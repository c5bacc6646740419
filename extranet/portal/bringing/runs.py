"""Bringing in as asked for on the page: the upload is kept, the jobs process looks at it, and brings it in when told to start."""

import logging
import secrets
import shutil
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from extranet.errors import BadInput, Conflict, ExtranetError, NotFound, TooLarge
from extranet.identity import person_by_id, record
from extranet.portal.bringing import store
from extranet.portal.bringing.bringing import bring_source, check_chosen
from extranet.portal.bringing.model import Chosen, Line
from extranet.portal.bringing.store import Run
from extranet.rights import may

log = logging.getLogger(__name__)
WAITING, WORKING, LOOKED, DONE, STOPPED = "waiting", "working", "looked", "done", "refused"
ENDINGS = (".zip", ".xml", ".html", ".htm", ".md", ".docx", ".odt")
MEGABYTE = 1024 * 1024
TOLD_EVERY_SECONDS = 1.0
NO_SUCH_RUN = "There is nothing of this number that was brought in."


def give_in(site, actor, file_name: str, stream: BinaryIO, chosen: Chosen) -> int:
    """Keep the upload and have it looked at; its number. BadInput names the field of what cannot be taken."""
    check_chosen(site, chosen)
    name = Path(file_name.replace("\\", "/")).name[:200]
    if not name.lower().endswith(ENDINGS):
        raise BadInput(f"Choose a file that ends in {', '.join(ENDINGS)}.", "source")
    kept = f"{secrets.token_hex(8)}{Path(name).suffix.lower()}"
    _write(site, kept, stream)
    with site.db.writing() as tx:
        values = {"file": kept, "file_name": name, "chosen": asdict(chosen), "asked_by": actor.id, "asked_name": actor.name, "asked_at": site.clock.now()}
        run_id = store.add_run(tx, **values)
        record(tx, site, actor, "pages.looked_over", chosen.name, name)
    return run_id


def start(site, actor, run_id: int) -> None:
    """Bring in what was looked at. Conflict when it is at work, NotFound when its file is gone."""
    run = run_of(site, run_id)
    if run.is_at_work or run.state == DONE:
        raise Conflict("This is at work already, or done.")
    if not _path(site, run).is_file():
        raise NotFound("The file of this run is not there any more. Give it in again.")
    with site.db.writing() as tx:
        store.change_run(tx, run_id, state=WAITING, is_preview=False, doing="", done=0, total=0, sentence="", asked_by=actor.id, asked_name=actor.name)
        record(tx, site, actor, "pages.brought_in", run.chosen["name"], run.file_name)


def forget(site, actor, run_id: int) -> None:
    """Remove a run with its file and report; pages it brought in stay."""
    run = run_of(site, run_id)
    if run.state == WORKING:
        raise Conflict("This is at work now. Wait until it is done.")
    with site.db.writing() as tx:
        store.remove_run(tx, run_id)
    _path(site, run).unlink(missing_ok=True)


def run_of(site, run_id: int) -> Run:
    with site.db.reading() as connection:
        found = store.run_by_id(connection, run_id)
    if found is None:
        raise NotFound(NO_SUCH_RUN)
    return found


def runs(site) -> list[Run]:
    with site.db.reading() as connection:
        return store.runs(connection)


def report_of(site, run_id: int, outcome: str, limit: int, offset: int) -> tuple[dict[str, int], list[Line]]:
    """(how many of each outcome, a part of the lines)."""
    with site.db.reading() as connection:
        return store.counts_of(connection, run_id), store.lines_of(connection, run_id, outcome, limit, offset)


def work_on(site) -> bool:
    """Called in the jobs process: do the next run, or one that was cut off; whether there was one."""
    with site.db.reading() as connection:
        run = store.next_run(connection)
    if run is None:
        return False
    _change(site, run.id, state=WORKING, doing="Opening", done=0, total=0)
    try:
        _do(site, run)
    except ExtranetError as why:
        _change(site, run.id, state=STOPPED, sentence=why.sentence)
    except Exception:
        log.exception("bringing in %s failed", run.file_name)
        _change(site, run.id, state=STOPPED, sentence="This failed for a reason of ours, which stands in the log. What is in is whole; start it again.")
    return True


def _do(site, run: Run) -> None:
    """With the rights its asker has now, not had then."""
    person = person_by_id(site, run.asked_by)
    actor = person.as_actor() if person is not None and person.is_active else None
    if not may(site, actor, "content.bring"):
        raise BadInput(f"{run.asked_name} may not bring pages in any more.")
    report = bring_source(site, actor, _path(site, run), Chosen(**run.chosen), run.is_preview, _teller(site, run.id))
    with site.db.writing() as tx:
        store.replace_lines(tx, run.id, report.lines)
        store.change_run(tx, run.id, state=LOOKED if run.is_preview else DONE, doing="")
    if not run.is_preview:
        _path(site, run).unlink(missing_ok=True)


def _teller(site, run_id: int):
    last = 0.0

    def told(what: str, done: int, total: int) -> None:
        nonlocal last
        if monotonic() - last > TOLD_EVERY_SECONDS or done == total:
            last = monotonic()
            with site.db.noting() as tx:
                store.change_run(tx, run_id, doing=what, done=done, total=total)

    return told


def _change(site, run_id: int, **values) -> None:
    with site.db.writing() as tx:
        store.change_run(tx, run_id, **values)


def _path(site, run: Run) -> Path:
    return site.settings.data_dir / "bringing" / run.file


def _write(site, name: str, stream: BinaryIO) -> None:
    """The upload on the disk. TooLarge, with nothing kept, when there is more of it than an attachment may hold."""
    folder = site.settings.data_dir / "bringing"
    folder.mkdir(parents=True, exist_ok=True)
    limit = site.settings.attachment_megabytes * MEGABYTE
    with (folder / name).open("xb") as file:
        shutil.copyfileobj(_Limited(stream, limit), file)
        size = file.tell()
    if size > limit or not size:
        (folder / name).unlink()
        if size:
            raise TooLarge(f"The file is over {site.settings.attachment_megabytes} MB. Have an operator bring it in with extranet bring.")
        raise BadInput("Choose a file; this one is empty.", "source")


class _Limited:
    """Ends one byte after the limit."""

    def __init__(self, stream: BinaryIO, limit: int):
        self._stream, self._left = stream, limit + 1

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(min(size if size > 0 else self._left, self._left)) if self._left else b""
        self._left -= len(part)
        return part
