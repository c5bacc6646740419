"""What somebody still has to read, and saying that they have."""

from extranet.errors import Conflict, NotFound
from extranet.pages import Page, page_by_id, readable_pages
from extranet.reading import store
from extranet.reading.asking import open_requests
from extranet.reading.model import Request

RECEIPTS = "reading.receipts"


def waiting_for(site, actor) -> list[tuple[Request, str, str]]:
    """(request, the page's address, its title) for everything that this person was asked to read and has not, the first due in front."""
    requests = [one for one in open_requests(site) if is_waiting(site, actor, one)]
    pages = readable_pages(site, actor, {one.page_id for one in requests})
    return [(one, *pages[one.page_id]) for one in requests if one.page_id in pages]


def waiting_on(site, actor, page: Page) -> Request | None:
    """The request that asks this person to read this page, from memory; None nearly always."""
    return next((one for one in open_requests(site) if one.page_id == page.id and is_waiting(site, actor, one)), None)


def is_waiting(site, actor, request: Request) -> bool:
    return request.concerns(actor) and _newest_read(site, actor).get(request.id, 0) < request.number


def confirm(site, actor, request_id: int, number: int) -> Page:
    """This person has read and understood the page as it stood at revision `number`; the page.

    NotFound when nobody asked them; Conflict when the page has changed in earnest since.
    """
    request = next((one for one in open_requests(site) if one.id == request_id and one.concerns(actor)), None)
    if request is None:
        raise NotFound("Nobody asks you to read this any more.")
    page = page_by_id(site, actor, request.page_id)
    with site.db.writing() as tx:
        now = store.open_request(tx, request_id)
        if now is None:
            raise NotFound("Nobody asks you to read this any more.")
        if number < now.number:
            raise Conflict("The page has changed since you opened it. Open it again and read it as it stands now.")
        store.add_receipt(tx, request_id, actor.id, min(number, page.number), site.clock.now())
        site.cache.touch(tx, RECEIPTS)
    return page


def _newest_read(site, actor) -> dict[int, int]:
    kept = site.cache.get(RECEIPTS, dict)
    if actor.id not in kept:
        with site.db.reading() as connection:
            kept[actor.id] = store.receipts_of_person(connection, actor.id)
    return kept[actor.id]
