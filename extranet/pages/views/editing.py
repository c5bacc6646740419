"""Writing: a new page, a change, and the preview of both. Everything typed is kept whatever goes wrong."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, NotFound
from extranet.pages.actions.reading import page_for
from extranet.pages.actions.saving import create_page, new_token, save_page
from extranet.pages.model import EditConflict, PageDraft
from extranet.pages.model import Page as WikiPage
from extranet.pages.views.blueprint import bp
from extranet.pages.views.forms import Preview, Typed, edit_page, make_preview, typed_form
from extranet.standard import ContentType, all_content_types
from extranet.web import Page, add_notice, current_site, render, require

BODIES = {
    "guidance": "## What it is\n\n\n\n## What to do\n\n",
    "policy": "## What it means for customers\n\n",
    "training": "## Learn\n\n\n\n## Try it\n\n",
}


@dataclass(frozen=True)
class ChooseTypePage(Page):
    """Which kind of page is to be written."""

    template: ClassVar[str] = "pages/choose_type.html"
    types: tuple[ContentType, ...]
    slug: str


@dataclass(frozen=True)
class PreviewPage(Page):
    """The preview alone, as the editor's script puts it beside the text."""

    template: ClassVar[str] = "pages/preview.html"
    preview: Preview


@bp.get("/-/pages/new")
def new():
    actor = require("page.create")
    site = current_site()
    types, slug = all_content_types(site), request.args.get("slug", "")[:60]
    chosen = types.get(request.args.get("type", ""))
    if chosen is None:
        return render(ChooseTypePage(tuple(types.values()), slug))
    draft = PageDraft(_beginning(actor, chosen, slug), BODIES.get(chosen.name, ""))
    return render(edit_page(chosen, None, Typed(draft, slug, 0, new_token())))


@bp.post("/-/pages/new")
def create():
    actor = require("page.create")
    site = current_site()
    type_ = _known_type(request.form.get("type", ""))
    return _answer(type_, None, lambda typed: create_page(site, actor, typed.draft, typed.slug, typed.token))


@bp.get("/-/pages/<slug>/edit")
def edit(slug):
    page = page_for(current_site(), require("page.edit"), "page.edit", slug)
    said = {**page.metadata, "change_note": "", "update_type": "major"}
    return render(edit_page(_known_type(page.type), page, Typed(PageDraft(said, page.body), page.slug, page.number, new_token())))


@bp.post("/-/pages/<slug>/edit")
def save(slug):
    actor = require("page.edit")
    site = current_site()
    page = page_for(site, actor, "page.edit", slug)
    return _answer(_known_type(page.type), page, lambda typed: save_page(site, actor, page.slug, typed.draft, typed.base_number, typed.token))


@bp.post("/-/preview")
def preview():
    """The draft in the form as a fragment of a page. Changes nothing."""
    actor = require("page.create")
    type_ = _known_type(request.form.get("type", ""))
    slug = request.form.get("page", "")
    page = page_for(current_site(), actor, "page.edit", slug) if slug else None
    return render(PreviewPage(make_preview(page, typed_form(type_.name, page))))


def _answer(type_: ContentType, page: WikiPage | None, save_it):
    """Save, preview or add rows, as the button pressed says; then the page, or the form with what was typed."""
    do = request.form.get("do", "save")
    typed = None
    try:
        typed = typed_form(type_.name, page)
        if do == "preview":
            return render(edit_page(type_, page, typed, preview=make_preview(page, typed)))
        if do.startswith("more:"):
            return render(edit_page(type_, page, typed))
        saved = save_it(typed)
    except (BadInput, EditConflict) as why:
        if typed is None:
            raise
        return render(edit_page(type_, page, typed, why), status=why.status)
    add_notice(f"Saved as revision {saved.number}. Search finds it within seconds.")
    if saved.rendered.get("is_plain"):
        add_notice("The text could not be turned into a page and is shown as it was typed. Look at the preview for why.", "warn")
    return redirect(url_for("pages.show", slug=saved.slug), code=303)


def _beginning(actor, type_: ContentType, slug: str) -> dict:
    """What a new page starts with: its type, the writer's own authority and group, and nothing claimed that was not checked."""
    group = next((grant.scope for grant in sorted(actor.grants) if grant.scope_kind == "group" and grant.role in ("author", "approver")), "")
    title = slug.replace("-", " ").capitalize()
    return {"type": type_.name, "title": title, "owner_authority": actor.authority, "working_group": group, "audience": "all-authorities",
            "area": "all", "confidence": "not_validated", "status": "draft", "localisable": "optional", "licence": "OGL v3.0"}


def _known_type(name: str) -> ContentType:
    found = all_content_types(current_site()).get(name)
    if found is None:
        raise NotFound("There is no content type of this name.")
    return found


