"""What a page said before: its revisions, one of them, the difference of two, who wrote what, and all of it to take away."""

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import Response, redirect, request, url_for
from markupsafe import Markup

from extranet.errors import BadInput
from extranet.pages.actions.blaming import Blamed, blame
from extranet.pages.actions.keeping_drafts import keep_draft
from extranet.pages.actions.looking_back import Found, history_as_lines, history_as_zip, search_history
from extranet.pages.actions.reading import LIST_LIMIT, history, read_page, read_revision, rendered_revision
from extranet.pages.actions.saving import new_token, restore_revision
from extranet.pages.differences import Differences
from extranet.pages.fieldtext import field_differences, text_differences
from extranet.pages.model import NeedsApproval, PageDraft, Revision, RevisionLine
from extranet.pages.model import Page as WikiPage
from extranet.pages.shown import ShownPage, show_fields
from extranet.pages.viewing import Reading
from extranet.pages.views.blueprint import bp
from extranet.pages.views.drawing import block_drawer
from extranet.pages.views.forms import sent_token
from extranet.rights import may
from extranet.web import Page, add_notice, current_actor, current_site, customer, render, require


@dataclass(frozen=True)
class HistoryPage(Page):
    """The revisions of a page, newest first, `sheet` of at most 100 each.

    Who may edit it may search its old texts: `query` was looked for and is in `found`.
    """

    template: ClassVar[str] = "pages/history.html"
    page: WikiPage
    revisions: tuple[RevisionLine, ...]
    sheet: int
    sheets: int
    may_edit: bool
    query: str
    error: str
    found: Found | None


@dataclass(frozen=True)
class BlamePage(Page):
    """The text as it is written, passage by passage, with who wrote each."""

    template: ClassVar[str] = "pages/blame.html"
    page: WikiPage
    blamed: Blamed


@dataclass(frozen=True)
class RevisionPage(Page):
    """One revision as it was; `token` is for bringing it back."""

    template: ClassVar[str] = "pages/revision.html"
    page: WikiPage
    revision: Revision
    shown: ShownPage
    body: Markup
    may_edit: bool
    token: str


@dataclass(frozen=True)
class DifferencesPage(Page):
    """Two revisions compared. `view` is 'side' or 'one'."""

    template: ClassVar[str] = "pages/differences.html"
    page: WikiPage
    old: Revision
    new: Revision
    fields: Differences
    text: Differences
    view: str
    may_edit: bool
    token: str


@bp.get("/-/pages/<slug>/history")
def show_history(slug):
    site, actor = current_site(), current_actor()
    page = read_page(site, actor, slug)
    sheet = _whole(request.args.get("page"), 1)
    may_edit, query = _may_edit(site, actor, page), request.args.get("q", "").strip()
    found, error, status = None, "", 200
    if query and may_edit:
        try:
            found = search_history(site, actor, page, query, _whole(request.args.get("before"), page.number + 1))
        except BadInput as why:
            error, status = why.sentence, why.status
    revisions = () if found else tuple(history(site, actor, slug, LIST_LIMIT, (sheet - 1) * LIST_LIMIT))
    return render(HistoryPage(page, revisions, sheet, -(-page.number // LIST_LIMIT), may_edit, query, error, found), status=status)


@bp.get("/-/pages/<slug>/blame")
def show_blame(slug):
    site, actor = current_site(), current_actor()
    page = read_page(site, actor, slug)
    return render(BlamePage(page, blame(site, actor, page)))


@bp.get("/-/pages/<slug>/history.zip")
def history_zip(slug):
    page, chunks = _whole_history(slug, history_as_zip)
    return _download(chunks, "application/zip", f"{page.slug}-history.zip")


@bp.get("/-/pages/<slug>/history.jsonl")
def history_lines(slug):
    page, chunks = _whole_history(slug, history_as_lines)
    return _download(chunks, "application/jsonl", f"{page.slug}-history.jsonl")


@bp.get("/-/pages/<slug>/revisions/<int:number>")
def show_revision(slug, number):
    site, actor = current_site(), current_actor()
    page, old = read_page(site, actor, slug), read_revision(site, actor, slug, number)
    rendered = rendered_revision(site, actor, slug, number)
    as_it_was = replace(page, metadata=old.metadata, type=old.metadata.get("type", page.type), body=old.body, rendered=rendered)
    reading = Reading(site, actor, as_it_was, customer(), block_drawer(actor))
    body = reading.markup(as_it_was.rendered["body"])
    return render(RevisionPage(page, old, show_fields(reading), body, _may_edit(site, actor, page), new_token()))


@bp.get("/-/pages/<slug>/compare")
def show_differences(slug):
    site, actor = current_site(), current_actor()
    page = read_page(site, actor, slug)
    numbers = sorted((_whole(request.args.get("from"), max(1, page.number - 1)), _whole(request.args.get("to"), page.number)))
    old, new = (read_revision(site, actor, slug, number) for number in numbers)
    view = "one" if request.args.get("view") == "one" else "side"
    fields = field_differences(old.metadata, new.metadata)
    return render(DifferencesPage(page, old, new, fields, text_differences(old.body, new.body), view, _may_edit(site, actor, page), new_token()))


@bp.post("/-/pages/<slug>/revisions/<int:number>/restore")
def restore(slug, number):
    actor = require("page.edit")
    try:
        saved = restore_revision(current_site(), actor, slug, number, sent_token())
    except NeedsApproval as why:
        return _as_draft(actor, slug, number, why)
    add_notice(f"Revision {number} is back, as revision {saved.number}.")
    return redirect(url_for("pages.show", slug=saved.slug), code=303)


def _whole_history(slug: str, make):
    site, actor = current_site(), current_actor()
    page = read_page(site, actor, slug)
    return page, make(site, actor, page)


def _download(chunks, media_type: str, name: str) -> Response:
    """Sent as it is made, so that a long history is never held as a whole."""
    return Response(chunks, mimetype=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _as_draft(actor, slug: str, number: int, why: NeedsApproval):
    """The old text in the edit form, from where it can be sent for review: readers see it after an approval."""
    site = current_site()
    page, old = read_page(site, actor, slug), read_revision(site, actor, slug, number)
    said = {**old.metadata, "update_type": "major", "change_note": f"Revision {number} brought back."}
    kept = keep_draft(site, actor, page, page.slug, PageDraft(said, old.body), page.number, new_token())
    add_notice(f"{why.sentence} The text of revision {number} is in the form.", "warn")
    return redirect(url_for("pages.edit", slug=page.slug, draft=kept.id), code=303)


def _may_edit(site, actor, page: WikiPage) -> bool:
    return actor is not None and bool(may(site, actor, "page.edit", page))


def _whole(text: str | None, otherwise: int) -> int:
    """A whole number from 1 typed in an address. BadInput for anything else that was given."""
    if text is None:
        return otherwise
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise BadInput("The number in the address must be a whole number from 1.")
    return int(text)


