"""Finding pages. `read_page` is the one door to a page's text: it finds and checks, or there is no page."""

from collections.abc import Iterable

from extranet.errors import Forbidden
from extranet.pages.model import EndedPage, NoSuchPage, Page, PageFilters, PageLine, Revision, RevisionLine
from extranet.pages.store import lists, pages, revisions
from extranet.rights import is_readable, may, reading_key, reading_keys

LIST_LIMIT = 100
ENDED = ("withdrawn", "gone")
ID_BATCH = 500


def read_page(site, actor, slug: str) -> Page:
    """The page at this address, or once at it (then its `slug` differs from what was asked).

    NoSuchPage when it is not there, is in the bin, or may not be known to this actor.
    """
    with site.db.reading() as connection:
        page = pages.by_address(connection, slug)
    if page is None or not may(site, actor, "page.read", page):
        raise NoSuchPage(slug)
    return page


def page_for(site, actor, act: str, slug: str) -> Page:
    """The page, for somebody who may do this act to it. Forbidden gives the reason."""
    page = read_page(site, actor, slug)
    decision = may(site, actor, act, page)
    if not decision:
        raise Forbidden(decision.reason)
    return page


def successor_of(site, actor, slug: str) -> str | None:
    """Where a page that was put in the state 'redirected' leads, if this actor may read what is there."""
    with site.db.reading() as connection:
        page = pages.by_address(connection, slug)
        if page is None or page.status != "redirected" or page.deleted_at is not None:
            return None
        found = lists.titles(connection, reading_keys(actor), [str(page.metadata.get("redirect_to") or "")])
    return next((now for now, _title, _owner in found.values()), None)


def ended_page(site, actor, slug: str) -> EndedPage | None:
    """A withdrawn or gone page, for whoever could read it while it was live; None for everything else."""
    with site.db.reading() as connection:
        page = pages.by_address(connection, slug)
        if page is None or page.status not in ENDED or page.deleted_at is not None:
            return None
        if not is_readable(actor, reading_key(page.audience, page.owner_authority, page.working_group, "live")):
            return None
        found = lists.titles(connection, reading_keys(actor), [str(page.metadata.get("redirect_to") or "")])
    goes_to = next(((now, title) for now, title, _owner in found.values()), None)
    return EndedPage(page.slug, page.title, page.status, str(page.metadata.get("status_note") or ""), page.updated_at, goes_to)


def page_by_id(site, actor, page_id: int) -> Page:
    """The page with this id, by the same rules as `read_page`."""
    with site.db.reading() as connection:
        page = pages.by_id(connection, page_id)
    if page is None or not may(site, actor, "page.read", page):
        raise NoSuchPage(str(page_id))
    return page


def list_pages(site, actor, filters: PageFilters | None = None, limit: int = LIST_LIMIT, offset: int = 0) -> list[PageLine]:
    """Readable pages, at most 100 at once."""
    with site.db.reading() as connection:
        limit = max(0, min(limit, LIST_LIMIT))
        return lists.lines(connection, reading_keys(actor), filters or PageFilters(), site.clock.today(), limit, max(0, offset))


def page_count(site, actor, filters: PageFilters | None = None) -> int:
    """How many pages `list_pages` would give without a limit."""
    with site.db.reading() as connection:
        return lists.count(connection, reading_keys(actor), filters or PageFilters(), site.clock.today())


def pages_by_tag(site, actor, kind: str) -> dict[str, int]:
    """Readable, shown pages for each value of a kind of tag: service, function, episode, area, group or type.

    The area 'all' is counted as such, not under every authority.
    """
    with site.db.reading() as connection:
        return lists.tag_counts(connection, reading_keys(actor), kind, site.clock.today())


def page_titles(site, actor, slugs: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """For each address that leads to a readable page: (its address now, its title, the authority that answers for it)."""
    slugs = list(slugs)
    if not slugs:
        return {}
    with site.db.reading() as connection:
        return lists.titles(connection, reading_keys(actor), slugs)


def page_lines(site, actor, page_ids: Iterable[int]) -> dict[int, PageLine]:
    """For each of these ids whose page this actor may read now: the page as lists show it."""
    page_ids = sorted(set(page_ids))
    with site.db.reading() as connection:
        batches = (page_ids[at : at + ID_BATCH] for at in range(0, len(page_ids), ID_BATCH))
        return {one.id: one for batch in batches for one in lists.lines_by_id(connection, reading_keys(actor), batch)}


def readable_pages(site, actor, page_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """For each of these ids whose page this actor may read now: (its address, its title)."""
    page_ids = list(page_ids)
    if not page_ids:
        return {}
    with site.db.reading() as connection:
        return lists.readable_by_id(connection, reading_keys(actor), page_ids)


def linking_pages(site, actor, page: Page) -> list[PageLine]:
    """Readable pages whose text links to this one, at any address it ever had, or includes it."""
    with site.db.reading() as connection:
        targets = pages.addresses(connection, page.id)
        keys = reading_keys(actor)
        found = [one for kind in ("link", "include") for one in lists.pointing_at(connection, keys, kind, targets, LIST_LIMIT)]
    return list({one.id: one for one in found if one.id != page.id}.values())


def all_page_ids(site) -> list[int]:
    """Ids of every page outside the bin, whoever may read it: for the index and for exports."""
    with site.db.reading() as connection:
        return lists.all_ids(connection)


def history(site, actor, slug: str, limit: int = LIST_LIMIT, offset: int = 0) -> list[RevisionLine]:
    """Who changed the page, when and why, newest first; only revisions whose own audience holds the actor."""
    page = read_page(site, actor, slug)
    with site.db.reading() as connection:
        return revisions.newest_first(connection, reading_keys(actor), page.id, max(0, min(limit, LIST_LIMIT)), max(0, offset))


def read_revision(site, actor, slug: str, number: int) -> Revision:
    """One saved state of a page. NoSuchPage as `read_page`, and when the revision is missing or was not for this actor."""
    page = read_page(site, actor, slug)
    with site.db.reading() as connection:
        revision = revisions.by_number(connection, page.id, number)
    if revision is None or not is_readable(actor, revision.reading_key):
        raise NoSuchPage(slug)
    return revision


def rendered_revision(site, actor, slug: str, number: int) -> dict:
    """The stored rendering of one revision, by the same rules."""
    revision = read_revision(site, actor, slug, number)
    with site.db.reading() as connection:
        return revisions.rendered(connection, revision.page_id, number)
