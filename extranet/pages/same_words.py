"""The page on which editors keep words that mean the same, for search."""

from extranet import search
from extranet.pages.store import pages

SLUG = "search-words"


def same_words_text(site) -> str | None:
    """The page's Markdown; None when there is none that everybody who signs in may read."""
    with site.db.reading() as connection:
        page = pages.by_address(connection, SLUG)
    is_shared = page is not None and page.reading_key in ("public", "all") and page.is_shown_on(site.clock.today())
    return page.body if is_shared else None


def note_written(tx, site, slug: str) -> None:
    """Let search read the list again, when it is the one that changed."""
    if slug == SLUG:
        search.words_changed(tx, site)


def note_moved(site, page) -> None:
    """The same for a page that went into the bin or came back."""
    if page.slug == SLUG:
        with site.db.writing() as tx:
            search.words_changed(tx, site)
