"""How the pages hang together, as their keepers need to know it: what nobody leads to, what is wanted, what says nearly the same."""

import re

from extranet.pages.model import PageLine
from extranet.pages.store import maps
from extranet.rights import reading_keys

MOST = 200
ALIKE = 0.6  # of the words of both titles together
SMALL_WORDS = frozenset(
    {"an", "and", "are", "at", "by", "can", "do", "for", "from", "get", "how", "in", "is", "it", "my", "of", "on", "or", "our", "the", "to", "what",
     "when", "where", "who", "with", "you", "your"}
)  # fmt: skip


def unlinked_pages(site, actor, group: str = "") -> list[PageLine]:
    """Readable pages shown today to which no other page leads, longest unchanged first; at most 200."""
    with site.db.reading() as connection:
        return maps.unlinked(connection, reading_keys(actor), group, site.clock.today(), MOST)


def wanted_pages(site, actor, group: str = "") -> list[tuple[str, int]]:
    """(address, number of readable pages that lead there) where no page stands, most wanted first; at most 200."""
    with site.db.reading() as connection:
        return maps.missing_targets(connection, reading_keys(actor), group, MOST)


def alike_pages(site, actor, title: str, slug: str = "", limit: int = 3) -> list[tuple[str, str]]:
    """(address, title) of readable pages whose titles use nearly the same words, the nearest first; never the page `slug`."""
    wanted = _words(title)
    if len(wanted) < 2:
        return []
    with site.db.reading() as connection:
        known = [(address, other, _words(other)) for address, other in maps.own_titles(connection, reading_keys(actor)) if address != slug]
    near = [(len(wanted & words) / len(wanted | words), address, other) for address, other, words in known if words & wanted]
    return [(address, other) for share, address, other in sorted(near, reverse=True)[:limit] if share >= ALIKE]


def _words(title: str) -> frozenset[str]:
    """The words of a title that say what it is about, without their plural ending."""
    words = re.findall(r"[a-z0-9]+", title.lower().replace("’", "").replace("'", ""))
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in words if word not in SMALL_WORDS)
