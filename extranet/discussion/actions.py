"""What a person can do in a discussion: begin, reply, edit, remove, settle, reopen."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from extranet.discussion import store
from extranet.discussion.mentions import mentioned
from extranet.discussion.model import HEADING, LONGEST_QUOTE, LONGEST_TEXT, OPEN, QUOTE, RESOLVED, SHORTEST_QUOTE, About, Comment
from extranet.discussion.reading import SHORT, comment_and_page, is_there, thread_and_page
from extranet.errors import BadInput, Conflict, Forbidden
from extranet.identity import record
from extranet.pages import Page, new_token, read_page, render_text
from extranet.rights import may
from extranet.standard import personal_in
from extranet.watching import tell, watchers_of

COMMENT_NEWS, MENTION_NEWS = "comment", "mention"


@dataclass(frozen=True)
class Said:
    """What was said, and the names of those who were told because they were mentioned."""

    thread_id: int
    comment_id: int
    told: tuple[str, ...] = ()


def begin_thread(site, actor, slug: str, text: str, about: About | None = None, token: str = "") -> Said:
    """Say something about a page, a heading or a passage. The same token again gives what it made the first time.

    BadInput for a text that cannot be taken, or a passage that is not in the page; Forbidden, NoSuchPage by right.
    """
    page = read_page(site, actor, slug)
    _require(site, actor, "discussion.write", page)
    return _say(site, actor, page, None, text, token, _checked_about(page, about or About()))


def reply(site, actor, thread_id: int, text: str, token: str = "") -> Said:
    """Answer in a thread; one that was settled is open again, because somebody has more to say."""
    thread, page = thread_and_page(site, actor, thread_id)
    _require(site, actor, "discussion.write", page)
    return _say(site, actor, page, thread, text, token)


def edit_comment(site, actor, comment_id: int, text: str) -> Said:
    """Change one's own words, within 15 minutes."""
    comment, page = comment_and_page(site, actor, comment_id)
    _require(site, actor, "discussion.edit", (comment, site.clock.now()))
    text, parts, people = _checked(site, actor, page, text)
    with site.db.writing() as tx:
        if store.comment_by_id(tx, comment_id).is_removed:
            raise Conflict("Somebody has removed this comment meanwhile.")
        store.change_comment(tx, comment_id, text=text, parts=parts, edited_at=site.clock.now())
        record(tx, site, actor, "comment.edited", page.slug, f"comment {comment_id}")
        site.cache.touch(tx, SHORT)
        _tell_mentioned(tx, site, actor, page, comment.thread_id, comment_id, people)
    return Said(comment.thread_id, comment_id, tuple(one.name for one in people))


def remove_comment(site, actor, comment_id: int) -> Page:
    """Take the words away for good; that something was removed, and by whom, stays. The page."""
    comment, page = comment_and_page(site, actor, comment_id)
    _require(site, actor, "discussion.remove", (comment, page))
    with site.db.writing() as tx:
        store.change_comment(tx, comment_id, text="", parts=[], removed_at=site.clock.now(), removed_by=actor.name)
        record(tx, site, actor, "comment.removed", page.slug, f"comment {comment_id}, written by {comment.author_name}")
        site.cache.touch(tx, SHORT)
    return page


def settle_thread(site, actor, thread_id: int) -> Page:
    """Nothing more is to be done about it. The page."""
    return _change_state(site, actor, thread_id, RESOLVED, "discussion.settled")


def reopen_thread(site, actor, thread_id: int) -> Page:
    return _change_state(site, actor, thread_id, OPEN, "discussion.reopened")


def _say(site, actor, page: Page, thread, text: str, token: str, about: About | None = None) -> Said:
    token = _storable(f"{actor.id}:{token or new_token()}")[:80]
    with site.db.reading() as connection:
        made = store.comment_by_token(connection, token)
    if made:
        return Said(made.thread_id, made.id)
    text, parts, people = _checked(site, actor, page, text)
    now = site.clock.now()
    row = {"token": token, "author_id": actor.id, "author_name": actor.name, "author_authority": actor.authority, "text": text, "parts": parts, "made_at": now}
    try:
        with site.db.writing() as tx:
            thread_id = thread.id if thread else store.add_thread(tx, page.id, about, page.number, now)
            comment_id = store.add_comment(tx, row | {"thread_id": thread_id})
            if thread and not thread.is_open:
                store.change_thread(tx, thread_id, state=OPEN, settled_by="", settled_at=None)
            record(tx, site, actor, "comment.written", page.slug, f"comment {comment_id}")
            site.cache.touch(tx, SHORT)
            _tell_mentioned(tx, site, actor, page, thread_id, comment_id, people)
            _tell_others(tx, site, actor, page, thread, comment_id, thread_id)
    except IntegrityError:  # the same form, sent twice at once
        with site.db.reading() as connection:
            made = store.comment_by_token(connection, token)
        if made is None:
            raise
        return Said(made.thread_id, made.id)
    return Said(thread_id, comment_id, tuple(one.name for one in people))


def _checked(site, actor, page: Page, text: str):
    """The text, its rendered parts, and who is mentioned in it but for the writer."""
    text = _storable(text.replace("\r\n", "\n")).strip()
    if not text:
        raise BadInput("Write what you want to say.", "text")
    if len(text) > LONGEST_TEXT:
        raise BadInput(f"A comment has at most {LONGEST_TEXT} characters; this one has {len(text)}.", "text")
    personal = list(personal_in(text))
    if personal:
        raise BadInput(f"The text seems to hold {' and '.join(personal)}. Take it away: everybody who may read the page reads this.", "text")
    people = [one for one in mentioned(site, page, text) if one.id != actor.id]
    return text, render_text(site, text), people


def _checked_about(page: Page, about: About) -> About:
    if about.kind == HEADING:
        words = next((one["text"] for one in page.rendered.get("headings", ()) if one["id"] == about.target), None)
        if words is None:
            raise BadInput("The page has no such heading any more. Choose another.", "about")
        return About(HEADING, about.target, words)
    if about.kind == QUOTE:
        words = " ".join(_storable(about.words).split())
        if not SHORTEST_QUOTE <= len(words) <= LONGEST_QUOTE:
            raise BadInput(f"A passage has {SHORTEST_QUOTE} to {LONGEST_QUOTE} characters.", "quote")
        if not is_there(page, About(QUOTE, "", words)):
            raise BadInput("These words do not stand in the page. Copy them from it, or leave the box empty.", "quote")
        return About(QUOTE, "", words)
    return About()


def _storable(text: str) -> str:
    """Without the one character that PostgreSQL cannot keep."""
    return text.replace("\0", "")


def _tell_mentioned(tx, site, actor, page: Page, thread_id: int, comment_id: int, people) -> None:
    title = f"{actor.name} mentioned you: {page.title}"
    tell(tx, site, [one.id for one in people], MENTION_NEWS, title, _url(thread_id), page_id=page.id, key=f"comment:{comment_id}")


def _tell_others(tx, site, actor, page: Page, thread, comment_id: int, thread_id: int) -> None:
    """Whoever watches the page or spoke in the thread. Those who were mentioned know already: they have the key."""
    people = watchers_of(tx, site, page.id) | {one.author_id for one in (thread.comments if thread else ())}
    title = f"{actor.name} {'answered' if thread else 'commented'}: {page.title}"
    tell(tx, site, people - {actor.id}, COMMENT_NEWS, title, _url(thread_id), page_id=page.id, key=f"comment:{comment_id}")


def _url(thread_id: int) -> str:
    return f"/-/discussion/threads/{thread_id}"


def _change_state(site, actor, thread_id: int, state: str, act: str) -> Page:
    thread, page = thread_and_page(site, actor, thread_id)
    _require(site, actor, "discussion.settle", (thread, page))
    if thread.state != state:
        is_settled = state == RESOLVED
        with site.db.writing() as tx:
            store.change_thread(tx, thread_id, state=state, settled_by=actor.name if is_settled else "", settled_at=site.clock.now() if is_settled else None)
            record(tx, site, actor, act, page.slug, f"thread {thread_id}")
            site.cache.touch(tx, SHORT)
    return page


def _require(site, actor, act: str, thing: Comment | tuple | Page) -> None:
    decision = may(site, actor, act, thing)
    if not decision:
        raise Forbidden(decision.reason)
