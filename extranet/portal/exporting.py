"""Writing everything out as a content folder, which `extranet import` takes in again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from extranet.actor import Actor
from extranet.errors import BadInput
from extranet.pages import Page, all_page_ids, attachments_of, facts, history, open_attachment, page_by_id
from extranet.portal import folder as folders
from extranet.portal import store
from extranet.portal.importing import data_sets
from extranet.standard import write_content_file

Told = Callable[[str, int, int], None]
HISTORY_PART = 100


@dataclass
class ExportReport:
    pages: int = 0
    attachments: int = 0
    facts: int = 0
    plugin_rows: int = 0


def export_to(site, actor: Actor, folder: Path, told: Told = lambda what, done, total: None) -> ExportReport:
    """Write every page outside the bin, facts, files, history and rows of plugins. BadInput when the folder is not empty."""
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(f"{folder} is not empty. Export into a new folder, so that nothing old is taken for new.")
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    report, ids = ExportReport(), all_page_ids(site)
    for done, page_id in enumerate(ids, start=1):
        page = page_by_id(site, actor, page_id)
        _write_page(site, actor, folder, page)
        report.attachments += _write_attachments(site, actor, folder, page)
        told("Pages", done, len(ids))
    report.pages = len(ids)
    known = facts(site)
    folders.write_facts(folder, known.keys.values(), known.values)
    report.facts = len(known.values)
    report.plugin_rows = sum(folders.write_rows(folder, one.plugin, one.name, one.rows(site)) for one in data_sets(site))
    return report


def whole_history(site, actor: Actor, page: Page) -> list[dict[str, Any]]:
    """Every revision, oldest first, those from before an import included, numbered on from them."""
    with site.db.reading() as connection:
        before = store.earlier_lines(connection, page.id)
    lines = [_line(one) for one in reversed(_revisions(site, actor, page.slug))]
    if before:  # its last line tells of the import's own revision
        lines = [*before, *({**line, "number": line["number"] + len(before) - 1} for line in lines[1:])]
    return lines


def _write_page(site, actor: Actor, folder: Path, page: Page) -> None:
    lines = whole_history(site, actor, page)
    system = {"version": lines[-1]["number"], "created": _moment(lines[0]["made_at"]), "updated": _moment(lines[-1]["made_at"])}
    text = write_content_file({**page.metadata, **system}, page.body)
    (folder / "pages" / f"{page.slug}.md").write_text(text, encoding="utf-8", newline="\n")
    folders.write_history(folder, page.slug, lines)


def _write_attachments(site, actor: Actor, folder: Path, page: Page) -> int:
    found = attachments_of(site, page)
    for one in found:
        _, path = open_attachment(site, actor, page.slug, one.name)
        target = folder / folders.ATTACHMENTS / page.slug / one.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return len(found)


def _revisions(site, actor: Actor, slug: str) -> list:
    found: list = []
    while part := history(site, actor, slug, HISTORY_PART, len(found)):
        found += part
    return found


def _line(one) -> dict[str, Any]:
    return {
        "number": one.number,
        "author": one.author_name,
        "author_authority": one.author_authority,
        "update_type": one.update_type,
        "change_note": one.change_note,
        "made_at": one.made_at,
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
