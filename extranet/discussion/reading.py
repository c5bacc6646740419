"""The threads of a page for whoever may read the page, and the short form that stands at its end."""

from dataclasses import dataclass

from extranet.discussion import store
from extranet.discussion.model import HEADING, OPEN, QUOTE, RESOLVED, About, Comment, Short, Thread
from extranet.errors import NotFound
from extranet.pages import NoSuchPage, Page, page_by_id, plain_text, read_page

SHORT = "discussion.short"
LINES_SHOWN = 3
THREADS_SHOWN = 50
NOT_THERE = "This comment is not there, or you may not read it."


@dataclass(frozen=True)
class Discussion:
    """A page with the threads of one state that are shown, and how many there are of each."""

    page: Page
    threads: tuple[Thread, ...]
    counts: dict[str, int]


def threads_of(site, actor, slug: str, state: str = OPEN, sheet: int = 1) -> Discussion:
    """50 threads of a page that this actor may read, the one last spoken in first. NoSuchPage as `read_page`."""
    page = read_page(site, actor, slug)
    with site.db.reading() as connection:
        threads = store.threads_of(connection, page.id, state, THREADS_SHOWN, (max(1, sheet) - 1) * THREADS_SHOWN)
        return Discussion(page, tuple(threads), {OPEN: 0, RESOLVED: 0} | store.count_threads(connection, page.id))


def thread_and_page(site, actor, thread_id: int) -> tuple[Thread, Page]:
    """NotFound when the thread is not there, or its page may not be read."""
    with site.db.reading() as connection:
        thread = store.thread_by_id(connection, thread_id)
    if thread is None:
        raise NotFound(NOT_THERE)
    try:
        return thread, page_by_id(site, actor, thread.page_id)
    except NoSuchPage as fault:
        raise NotFound(NOT_THERE) from fault


def comment_and_page(site, actor, comment_id: int) -> tuple[Comment, Page]:
    """NotFound when the comment is not there or was removed, or its page may not be read."""
    with site.db.reading() as connection:
        comment = store.comment_by_id(connection, comment_id)
    if comment is None or comment.is_removed:
        raise NotFound(NOT_THERE)
    _thread, page = thread_and_page(site, actor, comment.thread_id)
    return comment, page


def in_short(site, page: Page) -> Short:
    """For somebody who may read the page; from memory until somebody says something, or settles it."""
    kept = site.cache.get(SHORT, dict)
    if page.id not in kept:
        with site.db.reading() as connection:
            kept[page.id] = store.in_short(connection, page.id, LINES_SHOWN)
    return kept[page.id]


def is_there(page: Page, about: About) -> bool:
    """Whether what a thread is about still stands in the page."""
    if about.kind == HEADING:
        return any(one["id"] == about.target for one in page.rendered.get("headings", ()))
    return about.kind != QUOTE or _squeezed(about.words) in _squeezed(words_of(page))


def words_of(page: Page) -> str:
    """All that a reader could quote: the page's fields and its text, for every authority."""
    fields = [str(page.metadata.get(name) or "") for name in ("title", "summary", "short_answer", "customer_question")]
    return "\n".join([*fields, *_texts(page.rendered.get("fields", {})), plain_text(page.rendered.get("body", []))])


def _texts(rendered) -> list[str]:
    """The words of rendered fields, however deep they stand."""
    if isinstance(rendered, dict):
        return [words for value in rendered.values() for words in _texts(value)]
    if isinstance(rendered, list) and rendered and isinstance(rendered[0], list) and rendered[0] and isinstance(rendered[0][0], str):
        return [plain_text(rendered)]
    return [words for value in rendered for words in _texts(value)] if isinstance(rendered, list) else []


def _squeezed(text: str) -> str:
    """Letters and digits only: a quotation may break its lines and bend its quotation marks as it likes."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
