"""One page with its files, in one transaction: all of it is there afterwards, or nothing. The second time nothing happens."""

from contextlib import ExitStack

from sqlalchemy.exc import IntegrityError

from extranet.errors import ExtranetError
from extranet.identity import record
from extranet.pages import FaultyPage, add_kept_file, add_page, add_revision, keep_file, new_token, page_in, ready_draft
from extranet.portal.bringing import store
from extranet.portal.bringing.model import CHANGED, IMPORTED, REFUSED, UNCHANGED, Line
from extranet.portal.bringing.preparing import Prepared
from extranet.rights import may


def write_page(site, actor, source: str, one: Prepared, known: store.Brought | None, is_preview: bool) -> Line:
    """Bring one page in, or find out what would happen. What is in already as it came is left alone, whatever was done to it since."""

    def line(outcome: str, *reasons: str) -> Line:
        return Line(one.item.key, str(one.draft.metadata["title"]), one.slug if outcome != REFUSED else "", outcome, reasons)

    if known and known.digest == one.digest:
        return line(UNCHANGED)
    try:
        page, why = _page_before(site, actor, known)
        if why:
            return line(REFUSED, why)
        ready = ready_draft(site, actor, one.slug, one.draft, page)
        with ExitStack() as open_files:
            kept = [keep_file(site, name, open_files.enter_context(path.open("rb")), only_check=is_preview) for name, path in one.files.items()]
        if not is_preview:
            _write(site, actor, source, one, ready, page, kept)
    except FaultyPage as why:
        return line(REFUSED, *(fault.sentence for fault in why.faults))
    except ExtranetError as why:
        return line(REFUSED, why.sentence)
    except IntegrityError:
        return line(REFUSED, "Somebody else brought it in at the same moment. Bring it in again to see.")
    return line(CHANGED if page else IMPORTED, *one.remarks)


def _page_before(site, actor, known: store.Brought | None) -> tuple:
    """(the page it became before, or None; why it cannot be changed, or '')."""
    if known is None:
        return None, ""
    with site.db.reading() as connection:
        page = page_in(connection, known.page_id)
    if page is None:
        return None, ""
    if not may(site, actor, "page.edit", page):
        return None, "It was brought in before, and is kept by others now."
    if page.deleted_at is not None:
        return page, "It was brought in before and is in the bin here. Restore it there, or leave it."
    if page.number != known.number:
        return page, f"It changed in the source, and somebody changed it here too (revision {page.number}). What is here stays; put both together by hand."
    return page, ""


def _write(site, actor, source: str, one: Prepared, ready, page, kept) -> None:
    with site.db.writing() as tx:
        if page is None:
            page_id, number = add_page(tx, site, actor, ready, new_token(), is_load=True), 1
        else:
            page_id, number = page.id, page.number + 1
            if not add_revision(tx, site, actor, ready, page, page.number, new_token(), is_load=True):
                raise IntegrityError("", {}, ValueError("saved meanwhile"))
        for file in kept:
            add_kept_file(tx, site, actor, page_id, one.slug, file)
        store.keep_brought(tx, source, store.Brought(one.item.key, page_id, number, one.digest), site.clock.now())
        record(tx, site, actor, "page.brought", one.slug, f"{source}: {one.item.key}")
