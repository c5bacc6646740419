"""How many of each authority have read a page, and, for those who may know, who has not."""

from collections import defaultdict
from dataclasses import dataclass

from extranet.authorities import authority_by_slug
from extranet.pages import Page
from extranet.reading import store
from extranet.reading.asking import people_asked
from extranet.reading.model import AuthorityCount, Request


@dataclass(frozen=True)
class Standing:
    """How a request stands. `missing` are (name, authority) of those who have not read it; None for who may not know."""

    request: Request
    counts: tuple[AuthorityCount, ...]
    missing: tuple[tuple[str, str], ...] | None

    @property
    def asked(self) -> int:
        return sum(one.asked for one in self.counts)

    @property
    def read(self) -> int:
        return sum(one.read for one in self.counts)


def standing(site, request: Request, page: Page, with_names: bool) -> Standing:
    with site.db.reading() as connection:
        readers = store.readers(connection, request).keys()
    people = people_asked(site, request, page)
    by_authority = defaultdict(list)
    for one in people:
        by_authority[one.authority].append(one.id in readers)
    counts = tuple(AuthorityCount(_name(site, slug), len(own), sum(own)) for slug, own in sorted(by_authority.items()))
    missing = tuple(sorted((one.name, _name(site, one.authority)) for one in people if one.id not in readers)) if with_names else None
    return Standing(request, counts, missing)


def _name(site, slug: str) -> str:
    found = authority_by_slug(site, slug)
    return found.short_name if found else slug
