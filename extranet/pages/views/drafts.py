"""Drafts on the server: kept as one types, listed, thrown away; and who else has the page open."""

from dataclasses import dataclass
from typing import ClassVar

from flask import jsonify, redirect, request, url_for

from extranet.pages.actions import presence
from extranet.pages.actions.keeping_drafts import KEEP_DAYS, keep_draft, my_drafts, read_draft, throw_away
from extranet.pages.actions.reading import page_by_id, page_for
from extranet.pages.drafts import DraftLine
from extranet.pages.views.blueprint import bp
from extranet.pages.views.forms import draft_words, editors_named, kept_words, typed_form
from extranet.standard import all_content_types
from extranet.web import Page, add_notice, current_site, render, require, signed_in


@dataclass(frozen=True)
class ListedDraft:
    """A draft, what kind of page it is of, and since when it is kept."""

    line: DraftLine
    type_label: str
    words: str


@dataclass(frozen=True)
class DraftsPage(Page):
    """Everything that one person typed and has not saved."""

    template: ClassVar[str] = "pages/drafts.html"
    drafts: tuple[ListedDraft, ...]
    kept_days: int


@bp.get("/-/drafts")
def drafts():
    actor, site = signed_in(), current_site()
    labels = {name: one.label for name, one in all_content_types(site).items()}
    found = my_drafts(site, actor)
    return render(DraftsPage(tuple(ListedDraft(one, labels.get(one.type, one.type), draft_words(site, one)) for one in found), KEEP_DAYS))


@bp.post("/-/drafts/keep")
def keep():
    """The whole edit form as it stands, kept as a draft. JSON: `said` for the form's foot, `editors` who else is there, `number` of the page."""
    actor, site = require("page.create"), current_site()
    page = _page_named(actor)
    typed = typed_form(page.type if page else request.form.get("type", ""), page)
    kept = keep_draft(site, actor, page, typed.slug, typed.draft, typed.base_number, typed.token)
    return jsonify(said=kept_words(site, kept.kept_at), **_around(site, actor, page))


@bp.post("/-/drafts/here")
def here():
    """The form is still open, and nothing was typed. JSON as `keep`, without `said`."""
    actor, site = require("page.create"), current_site()
    return jsonify(_around(site, actor, _page_named(actor)))


@bp.post("/-/drafts/left")
def left():
    """The form was closed."""
    actor = require("page.create")
    page = _page_named(actor)
    if page is not None:
        presence.leave(current_site(), actor, page)
    return "", 204


@bp.post("/-/drafts/<int:draft_id>/throw-away")
def throw_draft_away(draft_id):
    actor, site = signed_in(), current_site()
    draft = read_draft(site, actor, draft_id)
    throw_away(site, actor, draft_id)
    add_notice("The draft is gone.")
    if request.form.get("then") == "edit" and draft.page_id is not None:
        return redirect(url_for("pages.edit", slug=page_by_id(site, actor, draft.page_id).slug), code=303)
    return redirect(url_for("pages.drafts"), code=303)


def _page_named(actor):
    """The page that the form is for; None for a new one."""
    slug = request.form.get("page", "")
    return page_for(current_site(), actor, "page.edit", slug) if slug else None


def _around(site, actor, page) -> dict:
    if page is None:
        return {"editors": [], "number": 0, "moved": ""}
    begun_from = request.form.get("base_number", "")
    is_behind = begun_from.isdecimal() and begun_from != str(page.number)
    moved = f"{page.author_name} saved revision {page.number} meanwhile. When you save, the two are put together and you see both." if is_behind else ""
    return {"editors": list(editors_named(site, presence.show_up(site, actor, page, is_heard=True))), "number": page.number, "moved": moved}
