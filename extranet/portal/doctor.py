"""Every question of `extranet doctor`: is the house well, and if not, what is to be done?"""

import shutil
from collections.abc import Callable, Iterator

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from extranet import search
from extranet.authorities import current_authorities
from extranet.identity import directories_of
from extranet.mail import stuck_letters
from extranet.pages import stored_files
from extranet.portal import store
from extranet.portal.watching import Finding, can_write, index_answers, jobs_alive
from extranet.standard import ERROR, vocabularies
from extranet.web.themes import ThemeFault, load_themes

LEAST_FREE_BYTES = 200 * 1024 * 1024


def examine(site) -> Iterator[Finding]:
    """Ask every question in turn; a question that itself fails is a finding too."""
    for question in QUESTIONS:
        try:
            found = question(site)
        except SQLAlchemyError:
            found = Finding(question.__name__.replace("_", " "), False, "The tables are not as they should be. Run: extranet init")
        except Exception as fault:
            found = Finding(question.__name__.replace("_", " "), False, f"This could not be looked at: {fault.__class__.__name__}: {fault}")
        yield found


def tables(site) -> Finding:
    with site.db.reading() as connection:
        found = store.schema_versions(connection)
    if not found:
        return Finding("tables", False, "There are no tables. Run: extranet init")
    return Finding("tables", True, f"The tables of {len(found)} parts are there.")


def integrity(site) -> Finding:
    """SQLite's own check of every page of the file. PostgreSQL has its own tools."""
    if not site.db.is_sqlite:
        return Finding("integrity", True, "The database is PostgreSQL, which has checks of its own.")
    with site.db.reading() as connection:
        found = connection.execute(text("PRAGMA integrity_check(3)")).scalars().all()
        lost = connection.execute(text("PRAGMA foreign_key_check")).all()
    if found != ["ok"]:
        return Finding("integrity", False, f"The database is damaged: {'; '.join(found)}. Restore the last good backup.")
    if lost:
        return Finding("integrity", False, f"{len(lost)} rows point to rows that are not there, the first in '{lost[0][0]}'. Restore the last good backup.")
    return Finding("integrity", True, "The database is sound.")


def attached_files(site) -> Finding:
    """Every version of every attached file is on the disk with its size; bytes that nobody names any more are told."""
    wanted = stored_files(site)
    folder = site.settings.data_dir / "files"
    there = {path for path in folder.glob("??/*") if path.is_file()} if folder.is_dir() else set()
    lost = sorted(path.name for path, size in wanted.items() if path not in there or path.stat().st_size != size)
    if lost:
        return Finding("files", False, f"{len(lost)} of {len(wanted)} attached files are missing or cut short, the first is {lost[0][:12]}…. "
                       "Put them back from a backup.")
    orphans = len(there - wanted.keys())
    more = f" {orphans} more belong to no page; they do no harm." if orphans else ""
    return Finding("files", True, f"All {len(wanted)} attached files are there.{more}")


def index_in_step(site) -> Finding:
    """The index against the database; what differs is put right on the way."""
    found = search.check(site)
    if found.is_sound:
        return Finding("index", True, f"The search index and the database agree on {found.items} items.")
    sentence = f"The search index differed ({found.missing} missing, {found.stale} stale, {found.left_over} left over) and is being put right. Run this again."
    return Finding("index", False, sentence)


def vocabulary_files(site) -> Finding:
    faults = [one for one in vocabularies(site).faults if one.severity == ERROR]
    if faults:
        return Finding("vocabularies", False, f"{len(faults)} faults, the first in {faults[0].file}:{faults[0].line or 1}: {faults[0].sentence}")
    return Finding("vocabularies", True, "The vocabularies can be read.")


def themes(site) -> Finding:
    """Every theme can be used: its files are there and its colour is dark enough to be seen."""
    try:
        found = load_themes(site.settings.themes_dir)
    except ThemeFault as fault:
        return Finding("themes", False, str(fault))
    return Finding("themes", True, f"{len(found)} themes, all with enough contrast.")


def directories(site) -> Finding:
    """Who can sign in: every authority of today that should have a directory."""
    known = set(directories_of(site))
    without = [one.short_name for one in current_authorities(site) if one.slug not in known]
    if not known:
        return Finding("directories", False, "No directory is set, so nobody can sign in. Write [directory.<authority>] tables in the settings file.")
    if without:
        return Finding("directories", False, f"{len(without)} authorities have no directory: {', '.join(without)}.")
    return Finding("directories", True, f"{len(known)} directories are set; ask one with: extranet directory test SLUG")


def letters(site) -> Finding:
    """Whether mail leaves the house."""
    if not site.settings.smtp_url:
        return Finding("letters", True, "No mail server is set, so letters are kept and not sent.")
    stuck = stuck_letters(site)
    if stuck:
        return Finding("letters", False, f"{stuck} letters failed or have waited for over an hour. Look at /-/settings/mail.")
    return Finding("letters", True, "No letter is stuck.")


def disk_space(site) -> Finding:
    free = shutil.disk_usage(site.settings.data_dir).free
    words = f"{free // 1024**2} MB are free where the data folder is."
    return Finding("disk", free >= LEAST_FREE_BYTES, words if free >= LEAST_FREE_BYTES else words + " Make room; saving stops when it is full.")


def secrets_kept(site) -> Finding:
    """The key that signs form tokens is for the owner of the data folder only."""
    path = site.settings.data_dir / "secret_key"
    if path.exists() and path.stat().st_mode & 0o077:
        return Finding("secrets", False, f"Others of this machine may read {path.name}. Run: chmod 600 {path.name}")
    return Finding("secrets", True, "The secret key is private.")


QUESTIONS: tuple[Callable[..., Finding], ...] = (
    tables, can_write, integrity, attached_files, jobs_alive, index_answers, index_in_step, vocabulary_files, themes, directories, letters, disk_space,
    secrets_kept,
)
