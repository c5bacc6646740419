"""Writing: a new page, a change, and the preview of both. Everything typed is kept whatever goes wrong."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, ExtranetError, NotFound
from extranet.pages.actions.keeping_drafts import read_draft, taken_elsewhere
from extranet.pages.actions.mapping import alike_pages
from extranet.pages.actions.reading import page_for
from extranet.pages.actions.saving import create_page, new_token, save_page
from extranet.pages.drafts import KeptDraft
from extranet.pages.forms import check_readable
from extranet.pages.model import EditConflict, PageDraft, slug_from
from extranet.pages.model import Page as WikiPage
from extranet.pages.views.blueprint import bp
from extranet.pages.views.forms import Preview, Typed, edit_page, kept_words, make_preview, typed_form
from extranet.pages.views.merging import answer_choices, answer_conflict
from extranet.pages.views.remarking import settle_remarks
from extranet.standard import ContentType, all_content_types
from extranet.web import Page, add_notice, current_actor, current_site, render, require

BODIES = {
    "guidance": "## What it is\n\n\n\n## What to do\n\n",
    "policy": "## What it means for customers\n\n",
    "training": "## Learn\n\n\n\n## Try it\n\n",
}


@dataclass(frozen=True)
class ChooseTypePage(Page):
    """Which kind of page is to be written, and `alike` pages, as (address, title), that may say it already."""

    template: ClassVar[str] = "pages/choose_type.html"
    types: tuple[ContentType, ...]
    slug: str
    about: str
    alike: tuple[tuple[str, str], ...]


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
        about = request.args.get("about", "").strip()[:200]
        alike = alike_pages(site, actor, about or slug.replace("-", " "), limit=5)
        return render(ChooseTypePage(tuple(types.values()), slug or (slug_from(about) if about else ""), about, tuple(alike)))
    kept = _draft_asked_for(None)
    if kept is not None:
        return render(edit_page(chosen, None, Typed(kept.draft, kept.slug, 0, kept.token), kept=kept_words(site, kept.kept_at)))
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
    site = current_site()
    page = page_for(site, require("page.edit"), "page.edit", slug)
    kept = _draft_asked_for(page)
    if kept is not None:
        typed = Typed(kept.draft, page.slug, kept.base_number, kept.token)
        return render(edit_page(_known_type(page.type), page, typed, kept=kept_words(site, kept.kept_at)))
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
    """Do what the button pressed says; then go on, or show the form again with everything that was typed."""
    do = request.form.get("do", "save")
    if do == "merged" and page is not None:
        return answer_choices(type_, page)
    typed = typed_form(type_.name, page)
    try:
        if do == "preview":
            return render(edit_page(type_, page, typed, preview=make_preview(page, typed)))
        if do.startswith("more:"):
            return render(edit_page(type_, page, typed))
        if do != "save":
            return redirect(_taken(do, page, typed), code=303)
        check_readable(typed.draft.metadata)
        settle_remarks(current_site(), current_actor(), page, typed.slug, typed.draft)
        saved = save_it(typed)
    except EditConflict as why:
        return answer_conflict(type_, page, typed, why)
    except ExtranetError as why:
        return render(edit_page(type_, page, typed, why), status=why.status)
    add_notice(f"Saved as revision {saved.number}. Search finds it within seconds.")
    if saved.rendered.get("is_plain"):
        add_notice("The text could not be turned into a page and is shown as it was typed. Look at the preview for why.", "warn")
    return redirect(url_for("pages.show", slug=saved.slug), code=303)


def _taken(do: str, page: WikiPage | None, typed: Typed) -> str:
    """Where to go on after somebody else took what was typed."""
    site = current_site()
    slug = page.slug if page else typed.slug
    given = {"draft": typed.draft, "base_number": typed.base_number, "token": typed.token}
    if do != "draft":
        check_readable(typed.draft.metadata)
        settle_remarks(site, current_actor(), page, typed.slug, typed.draft, is_sent_on=True)
    url = site.hooks.save_instead(do=do, actor=current_actor(), page=page, slug=slug, **given)
    if url is None:
        raise BadInput("That could not be done just now, and nothing was saved. Save the page, or keep it as a draft.")
    if do != "draft":
        taken_elsewhere(site, typed.token)
    return url


def _draft_asked_for(page: WikiPage | None) -> KeptDraft | None:
    """The draft that the address names, if it is one of this page. NotFound for anybody else's."""
    number = request.args.get("draft", "")
    if not number.isdecimal() or len(number) > 9:
        return None
    kept = read_draft(current_site(), current_actor(), int(number))
    if kept.page_id != (page.id if page else None):
        raise NotFound("That draft belongs to another page.")
    return kept


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


