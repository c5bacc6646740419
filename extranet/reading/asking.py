"""Asking people to read a page, telling them, and asking again when the page has changed in earnest."""

from datetime import date, timedelta

from extranet.actor import Actor, Grant
from extranet.authorities import current_authorities
from extranet.errors import BadInput, NotFound
from extranet.identity import Person, list_people, record
from extranet.pages import NoSuchPage, Page, page_by_id
from extranet.reading import store
from extranet.reading.model import AGAIN_DAYS, LATEST_DAYS, LONGEST_NOTE, READING_NEWS, SOON_DAYS, Request
from extranet.rights import is_readable
from extranet.standard import vocabularies
from extranet.watching import tell

REQUESTS = "reading.requests"
# Who looks a page up in the background, where rights are looked at person by person afterwards.
_HOUSE = Actor(0, "Extranet", "", frozenset({Grant("partnership_administrator", "partnership", "")}))


def ask(site, actor, page: Page, groups, authorities, due: date, note: str = "") -> int:
    """Ask everybody in these groups (slugs), and everybody of these authorities, to read the page by a day; the request's id.

    BadInput says what is missing. Who may do so (`reading.ask`) is decided before.
    """
    today = site.clock.today()
    groups, authorities, note = sorted(set(groups)), sorted(set(authorities)), note.replace("\0", "").strip()
    if not groups and not authorities:
        raise BadInput("Choose at least one group or authority.", "groups")
    if not set(groups) <= set(vocabularies(site).groups) or not set(authorities) <= {one.slug for one in current_authorities(site)}:
        raise BadInput("Choose among the groups and authorities that are offered.", "groups")
    if not today <= due <= today + timedelta(days=LATEST_DAYS):
        raise BadInput("The day must be today or later, and within a year.", "due")
    if len(note) > LONGEST_NOTE:
        raise BadInput(f"The note has at most {LONGEST_NOTE} characters.", "note")
    row = {"page_id": page.id, "groups": groups, "authorities": authorities, "note": note, "due": due, "number": page.number, "told_number": 0}
    with site.db.writing() as tx:
        request_id = store.add_request(tx, row | {"asked_by": actor.name, "asked_by_id": actor.id, "asked_at": site.clock.now()})
        record(tx, site, actor, "reading.asked", page.slug, ", ".join([*groups, *authorities]))
        site.cache.touch(tx, REQUESTS)
    return request_id


def end(site, actor, page: Page, request_id: int) -> None:
    """Nobody is asked any more; who has read it stays on record. NotFound when it is no open request of this page."""
    with site.db.writing() as tx:
        found = store.open_request(tx, request_id)
        if found is None or found.page_id != page.id:
            raise NotFound("There is no such request any more.")
        store.change_request(tx, request_id, ended_at=site.clock.now())
        record(tx, site, actor, "reading.ended", page.slug, f"request {request_id}")
        site.cache.touch(tx, REQUESTS)


def ask_again(site, tx, page_id: int, number: int) -> None:
    """The page has changed in earnest, at this revision: what was read before does not count any more."""
    earliest = site.clock.today() + timedelta(days=AGAIN_DAYS)
    for one in store.open_of_page(tx, page_id):
        store.change_request(tx, one.id, number=number, due=max(one.due, earliest))
        site.cache.touch(tx, REQUESTS)


def tell_who_is_asked(site) -> bool:
    """Run in the jobs process: news for everybody who has to read something new. False: nothing more to do."""
    with site.db.reading() as connection:
        waiting = store.untold(connection)
    for request in waiting:
        _tell(site, request, f"reading:{request.id}:{request.number}", "Please read", is_last=True)
    return False


def remind(site) -> None:
    """Once some days before the day, and once when it is over: those who have not read it yet."""
    today = site.clock.today()
    with site.db.reading() as connection:
        requests = store.open_requests(connection)
    for one in requests:
        if one.due < today:
            _tell(site, one, f"reading:{one.id}:{one.number}:late", "Still to read")
        elif one.due <= today + timedelta(days=SOON_DAYS):
            _tell(site, one, f"reading:{one.id}:{one.number}:soon", "Still to read")


def people_asked(site, request: Request, page: Page) -> list[Person]:
    """Everybody whom the request concerns, who may sign in, and who may read the page."""
    today = site.clock.today()
    actors = ((one, one.as_actor()) for one in list_people(site) if one.is_welcome(today))
    return [person for person, actor in actors if request.concerns(actor) and is_readable(actor, page.reading_key)]


def open_requests(site) -> tuple[Request, ...]:
    """Every open request, from memory."""

    def load() -> tuple[Request, ...]:
        with site.db.reading() as connection:
            return tuple(store.open_requests(connection))

    return site.cache.get(REQUESTS, load)


def _tell(site, request: Request, key: str, words: str, is_last: bool = False) -> None:
    page = _page_of(site, request)
    people = {one.id for one in people_asked(site, request, page)} if page else set()
    with site.db.writing() as tx:
        people -= store.readers(tx, request).keys()
        if page and people:
            text = f"By {request.due.day} {request.due:%B %Y}, asked by {request.asked_by}. {request.note}".strip()
            tell(tx, site, people - {request.asked_by_id}, READING_NEWS, f"{words}: {page.title}", f"/wiki/{page.slug}", text, page.id, key)
        if is_last:
            store.change_request(tx, request.id, told_number=request.number)


def _page_of(site, request: Request) -> Page | None:
    """The page as it stands, for whoever may read it; None in the bin."""
    try:
        return page_by_id(site, _HOUSE, request.page_id)
    except NoSuchPage:
        return None
