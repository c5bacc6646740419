"""The discussion of a page: /-/discussion/<slug>."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import Blueprint, jsonify, redirect, request, url_for
from markupsafe import Markup

from extranet.clock import LONDON
from extranet.discussion import actions, mentions, reading
from extranet.discussion.model import HEADING, OPEN, QUOTE, RESOLVED, About, Comment, Thread
from extranet.errors import BadInput, Forbidden
from extranet.pages import Page as WikiPage
from extranet.pages import Reading, new_token, read_page
from extranet.rights import may
from extranet.web import Page, add_notice, current_actor, current_site, customer, render, require, signed_in

bp = Blueprint("discussion", __name__, url_prefix="/-/discussion")


@dataclass(frozen=True)
class CommentRow:
    """A comment as it is shown; `html` is finished markup, `at` the moment on a clock in Surrey."""

    comment: Comment
    at: datetime
    html: Markup
    may_edit: bool
    may_remove: bool


@dataclass(frozen=True)
class ThreadRow:
    """A thread as it is shown. `url` leads to what it is about; `is_there` is whether that still stands in the page."""

    thread: Thread
    url: str
    is_there: bool
    comments: tuple[CommentRow, ...]
    may_settle: bool


@dataclass(frozen=True)
class DiscussionPage(Page):
    """What is said about a page. `only` is whether one thread is shown alone; `typed` holds what was typed, by form (0: a new thread)."""

    template: ClassVar[str] = "discussion/discussion.html"
    page: WikiPage
    rows: tuple[ThreadRow, ...]
    state: str
    counts: dict[str, int]
    sheet: int
    sheets: int
    only: bool
    may_write: bool
    headings: tuple[tuple[str, str], ...]
    typed: dict[int, str]
    about: About
    errors: tuple[tuple[str, str], ...]
    token: str


@dataclass(frozen=True)
class EditCommentPage(Page):
    """One's own words, to be changed for 15 minutes."""

    template: ClassVar[str] = "discussion/edit.html"
    page: WikiPage
    comment: Comment
    text: str
    error: str


@bp.get("/<slug>")
def show(slug):
    site, actor = current_site(), current_actor()
    page = read_page(site, actor, slug)
    if page.slug != slug:
        return redirect(url_for("discussion.show", slug=page.slug, **request.args))
    about = About(QUOTE, "", request.args["quote"][:400]) if request.args.get("quote") else About(HEADING, request.args.get("about", ""))
    return _page(page, about=about)


@bp.post("/<slug>")
def begin(slug):
    actor, site = signed_in(), current_site()
    page = read_page(site, actor, slug)
    text, quote, heading = request.form.get("text", ""), request.form.get("quote", "").strip(), request.form.get("about", "")
    about = About(QUOTE, "", quote) if quote else About(HEADING, heading) if heading else About()
    try:
        said = actions.begin_thread(site, actor, slug, text, about, request.form.get("token", ""))
    except BadInput as fault:
        return _page(page, typed={0: text}, about=about, errors=((fault.field or "text", fault.sentence),))
    return _said(said)


@bp.get("/threads/<int:thread_id>")
def show_thread(thread_id):
    thread, page = reading.thread_and_page(current_site(), current_actor(), thread_id)
    return _page(page, only=thread)


@bp.post("/threads/<int:thread_id>")
def answer(thread_id):
    actor, site = signed_in(), current_site()
    thread, page = reading.thread_and_page(site, actor, thread_id)
    text = request.form.get(f"text-{thread_id}") or request.form.get("text", "")
    try:
        said = actions.reply(site, actor, thread_id, text, request.form.get("token", ""))
    except BadInput as fault:
        return _page(page, only=thread, typed={thread_id: text}, errors=((f"text-{thread_id}", fault.sentence),))
    return _said(said)


@bp.post("/threads/<int:thread_id>/settle")
def settle(thread_id):
    page = actions.settle_thread(current_site(), signed_in(), thread_id)
    add_notice("It is settled. It stays under “Settled”.")
    return redirect(url_for("discussion.show", slug=page.slug), code=303)


@bp.post("/threads/<int:thread_id>/reopen")
def reopen(thread_id):
    actions.reopen_thread(current_site(), signed_in(), thread_id)
    return redirect(url_for("discussion.show_thread", thread_id=thread_id), code=303)


@bp.get("/comments/<int:comment_id>/edit")
def ask_edit(comment_id):
    actor, site = signed_in(), current_site()
    comment, page = reading.comment_and_page(site, actor, comment_id)
    require("discussion.edit", (comment, site.clock.now()))
    return render(EditCommentPage(page, comment, comment.text, ""))


@bp.post("/comments/<int:comment_id>/edit")
def edit(comment_id):
    actor, site = signed_in(), current_site()
    comment, page = reading.comment_and_page(site, actor, comment_id)
    text = request.form.get("text", "")
    try:
        said = actions.edit_comment(site, actor, comment_id, text)
    except BadInput as fault:
        return render(EditCommentPage(page, comment, text, fault.sentence), status=422)
    return _said(said)


@bp.post("/comments/<int:comment_id>/remove")
def remove(comment_id):
    actor, site = signed_in(), current_site()
    comment, _page_of_it = reading.comment_and_page(site, actor, comment_id)
    actions.remove_comment(site, actor, comment_id)
    add_notice("The comment is removed.")
    return redirect(url_for("discussion.show_thread", thread_id=comment.thread_id), code=303)


@bp.get("/<slug>/people")
def people(slug):
    """Names for an @, among those who may read the page; for people who signed in."""
    actor, site = current_actor(), current_site()
    page = read_page(site, actor, slug)
    decision = may(site, actor, "discussion.write", page)
    if not decision:
        raise Forbidden(decision.reason)
    found = mentions.suggest(site, page, request.args.get("q", "")[:80])
    return jsonify(people=[{"name": one.name, "detail": one.authority, "text": mentions.written(one, found)} for one in found])


def _page(page: WikiPage, only: Thread | None = None, typed=None, about: About | None = None, errors=()):
    site, actor = current_site(), current_actor()
    state = RESOLVED if request.args.get("state") == RESOLVED else OPEN
    sheet = int(request.args["page"]) if request.args.get("page", "").isdecimal() and len(request.args["page"]) < 6 else 1
    found = reading.threads_of(site, actor, page.slug, state, sheet)
    rows = tuple(_rows(site, actor, page, [only] if only else found.threads))
    sheets = max(1, -(-found.counts[state] // reading.THREADS_SHOWN))
    headings = tuple((one["id"], one["text"]) for one in page.rendered.get("headings", ()))
    is_open_to_me = bool(actor and may(site, actor, "discussion.write", page))
    shown = DiscussionPage(
        page, rows, state, found.counts, sheet, sheets, only is not None, is_open_to_me, headings, typed or {}, about or About(), errors, new_token()
    )
    return render(shown, status=422 if errors else 200)


def _rows(site, actor, page: WikiPage, threads: Iterable[Thread]):
    shown = Reading(site, actor, page, customer())
    for thread in threads:
        comments = tuple(_comment_row(site, actor, page, one, shown) for one in thread.comments)
        may_settle = bool(actor and may(site, actor, "discussion.settle", (thread, page)))
        is_there = reading.is_there(page, thread.about)
        yield ThreadRow(thread, f"/wiki/{page.slug}{f'#{thread.about.target}' if thread.about.target and is_there else ''}", is_there, comments, may_settle)


def _comment_row(site, actor, page: WikiPage, comment: Comment, shown: Reading) -> CommentRow:
    if comment.is_removed:
        return CommentRow(comment, comment.removed_at.astimezone(LONDON), Markup(""), False, False)
    may_edit = bool(actor and may(site, actor, "discussion.edit", (comment, site.clock.now())))
    may_remove = bool(actor and may(site, actor, "discussion.remove", (comment, page)))
    return CommentRow(comment, comment.made_at.astimezone(LONDON), shown.markup(comment.parts), may_edit, may_remove)


def _said(said: actions.Said):
    if said.told:
        add_notice(f"Told of it: {', '.join(said.told)}.")
    return redirect(f"{url_for('discussion.show_thread', thread_id=said.thread_id)}#comment-{said.comment_id}", code=303)
