"""Who wrote which passage of a page, found by going back through its revisions."""

from collections.abc import Iterator
from dataclasses import dataclass

from extranet.pages.blaming import Passage, origins, passages
from extranet.pages.merging import lines_of
from extranet.pages.model import Page, RevisionLine
from extranet.pages.store import revisions
from extranet.rights import reading_keys

AT_ONCE = 20
MOST_REVISIONS = 600
MOST_BYTES = 150 * 1024 * 1024


@dataclass(frozen=True)
class Blamed:
    """The passages of a page and the revisions they name, by number: a revision that this reader may not read is not there.

    `looked_back_to` is the oldest revision that was looked at: a passage with no number is older.
    """

    passages: tuple[Passage, ...]
    revisions: dict[int, RevisionLine]
    looked_back_to: int


def blame(site, actor, page: Page) -> Blamed:
    """Who wrote what in the page as it stands. The caller came through the page's door.

    Looks back over at most 600 revisions, or 150 MB of text.
    """
    looked = _Looked(page.number)
    lines = lines_of(page.body)
    numbers = origins(_texts(site, page, looked))
    wanted = sorted({one for one in numbers if one is not None})
    with site.db.reading() as connection:
        found = {one.number: one for one in revisions.lines_by_number(connection, reading_keys(actor), page.id, wanted)}
    return Blamed(tuple(passages(lines, numbers)), found, looked.back_to)


@dataclass
class _Looked:
    back_to: int


def _texts(site, page: Page, looked: _Looked) -> Iterator[tuple[int, list[str]]]:
    yield page.number, lines_of(page.body)
    size, number = 0, page.number
    while number > max(1, page.number - MOST_REVISIONS) and size < MOST_BYTES:
        with site.db.reading() as connection:
            batch = revisions.bodies_before(connection, page.id, number, AT_ONCE)
        if not batch:
            return
        for number, body in batch:
            looked.back_to = number
            size += len(body)
            yield number, lines_of(body)
