"""Each page's local rows as a table beside it, kept inside the saving transaction; and "still right for you?" when the text for everyone changed."""

import hashlib
from collections.abc import Mapping
from datetime import date

from extranet.authorities import current_authorities
from extranet.errors import BadInput
from extranet.identity import record
from extranet.pages import all_page_ids, base_text, page_by_id, page_for_local, places_of
from extranet.standard import all_content_types
from extranet.upkeep import store
from extranet.upkeep.clocks import working_day_after
from extranet.upkeep.holders import local_holders
from extranet.upkeep.model import CHECK_DAYS
from extranet.upkeep.reviews import EVERYTHING
from extranet.watching import tell

CHECK_NEWS = "local_check"
OTHERWISE = "otherwise"


def keep_rows(site, tx, page_id: int, draft, actor) -> set[str]:
    """The rows of the text as it is being saved; the names whose text changed. A row whose words stay keeps when it was changed and confirmed."""
    fresh, before = rows_from(site, draft.body), {(one.selector, one.digest): one for one in store.rows_of(tx, [page_id])}
    if not fresh and not before:
        return set()
    now_there = {(one["selector"], one["digest"]) for one in fresh}
    now, by = site.clock.now(), actor.name if actor else ""
    rows = []
    for one in fresh:
        was = before.get((one["selector"], one["digest"]))
        kept = (was.changed_at, was.changed_by, was.confirmed_at, was.confirmed_by) if was else (now, by, None, "")
        names = ("changed_at", "changed_by", "confirmed_at", "confirmed_by")
        rows.append({**one, "page_id": page_id, **dict(zip(names, kept, strict=True))})
    store.replace_rows(tx, page_id, rows)
    return {name for name, _digest in before.keys() ^ now_there}


def ask_again(site, tx, page_id: int, slug: str, draft, was, actor, changed: set[str]) -> None:
    """A question to every authority with text of its own, when the text for everyone changed (LOC-5). One open question each is enough.

    An authority that changed its own text (`changed`) while the text for everyone stayed has answered what was asked of it.
    """
    if was is None or draft.metadata.get("status") != "live":
        return
    now = site.clock.now()
    if not _base_changed(site, draft, was):
        for authority in changed:
            store.close_checks(tx, page_id, authority, now, actor.name, "changed")
        return
    waiting = {one.authority for one in store.open_checks(tx, page_id)}
    asked = sorted(authorities_of(site, store.rows_of(tx, [page_id])) - waiting)
    due = working_day_after(site, now, CHECK_DAYS)
    store.add_checks(tx, [_check(page_id, one, was.number + 1, now, due) for one in asked])
    for authority in asked:
        told = [one.id for one in local_holders(site, authority) if one.id != actor.id]
        note = str(draft.metadata.get("change_note") or "")
        tell(tx, site, told, CHECK_NEWS, f"Still right for you? {was.title}", f"/-/pages/{slug}/local?for={authority}", note, page_id)


def still_right_for(site, actor, slug: str, authority: str) -> None:
    """This authority's own text on the page is right as it stands: says who and when, and answers the question if there is one."""
    page = page_for_local(site, actor, slug, authority)
    with site.db.writing() as tx:
        now = site.clock.now()
        if not store.confirm_rows(tx, page.id, authority, now, actor.name) and not store.open_checks(tx, page.id, authority):
            raise BadInput("This authority has no text of its own on this page.", "authority")
        store.close_checks(tx, page.id, authority, now, actor.name, "confirmed")
        record(tx, site, actor, "local.confirmed", page.slug, authority)


def read_again(site) -> int:
    """The rows of every page read again from its text, for a house that is older than this table; how many pages."""
    ids = all_page_ids(site)
    for page_id in ids:
        page = page_by_id(site, EVERYTHING, page_id)
        with site.db.writing() as tx:
            keep_rows(site, tx, page_id, page, None)
    return len(ids)


def rows_from(site, body: str) -> list[dict]:
    """One row for each name in each head of this text, everybody else's left out."""
    if "\n:::" not in f"\n{body}":
        return []
    rows = []
    for place in places_of(site, body):
        for position, row in enumerate(place.rows):
            for name in row.selector:
                if name != OTHERWISE:
                    rows.append(_row(place.number, position, name, row))
    return rows


def authorities_of(site, rows) -> set[str]:
    """Authorities of today that have one of these rows, by their own name or as one of a set or tier."""
    today = site.clock.today()
    names = {row.selector for row in rows if row.ends is None or row.ends >= today}
    return {one.slug for one in current_authorities(site) if names & {one.slug, one.tier, *one.clusters}}


def _base_changed(site, draft, was) -> bool:
    if base_text(draft.body) != base_text(was.body):
        return True
    own = all_content_types(site).get(was.type)
    names = ("title", "summary", *(field.name for field in own.fields)) if own else ("title", "summary")
    return any(_plain(draft.metadata.get(name)) != _plain(was.metadata.get(name)) for name in names)


def _plain(value) -> str:
    return str(value) if value not in (None, "", [], {}) else ""


def _check(page_id: int, authority: str, number: int, now, due: date) -> dict:
    return {"page_id": page_id, "authority": authority, "number": number, "raised_at": now, "due_on": due, "done_at": None, "done_by": "", "outcome": ""}


def _row(place: int, position: int, name: str, row) -> Mapping:
    words = f"{row.mode}\n{row.begins}\n{row.ends}\n{row.text}"
    digest = hashlib.sha256(words.encode()).hexdigest()
    return {
        "place": place, "position": position, "selector": name[:80], "mode": row.mode, "digest": digest,
        "begins": date.fromisoformat(row.begins) if row.begins else None, "ends": date.fromisoformat(row.ends) if row.ends else None,
    }  # fmt: skip
