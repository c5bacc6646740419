"""Renaming a page, throwing it away, and taking it out of the bin."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput
from extranet.pages.actions.moving import binned_pages, delete_page, rename_page, restore_page
from extranet.pages.actions.reading import linking_pages, page_for
from extranet.pages.model import Page as WikiPage
from extranet.pages.model import PageLine
from extranet.pages.views.blueprint import bp
from extranet.web import Page, add_notice, current_site, render, require


@dataclass(frozen=True)
class RenamePage(Page):
    """The form for another address."""

    template: ClassVar[str] = "pages/rename.html"
    page: WikiPage
    slug: str
    error: str


@dataclass(frozen=True)
class DeletePage(Page):
    """Asks once more before a page goes into the bin; `linking` pages would be left with a link to nothing."""

    template: ClassVar[str] = "pages/delete.html"
    page: WikiPage
    linking: tuple[PageLine, ...]


@dataclass(frozen=True)
class BinPage(Page):
    """What was thrown away and may be taken out again."""

    template: ClassVar[str] = "pages/bin.html"
    lines: tuple[PageLine, ...]


@bp.get("/-/pages/<slug>/rename")
def ask_rename(slug):
    page = page_for(current_site(), require("page.rename"), "page.rename", slug)
    return render(RenamePage(page, page.slug, ""))


@bp.post("/-/pages/<slug>/rename")
def rename(slug):
    actor, site = require("page.rename"), current_site()
    new_slug = request.form.get("slug", "").strip()
    try:
        page = rename_page(site, actor, slug, new_slug)
    except BadInput as why:
        return render(RenamePage(page_for(site, actor, "page.rename", slug), new_slug, why.sentence), status=why.status)
    add_notice("The page has its new address. The old one leads here.")
    return redirect(url_for("pages.show", slug=page.slug), code=303)


@bp.get("/-/pages/<slug>/delete")
def ask_delete(slug):
    actor, site = require("page.delete"), current_site()
    page = page_for(site, actor, "page.delete", slug)
    return render(DeletePage(page, tuple(linking_pages(site, actor, page))))


@bp.post("/-/pages/<slug>/delete")
def delete(slug):
    page = delete_page(current_site(), require("page.delete"), slug)
    add_notice(f"“{page.title}” is in the bin. It can be taken out again with all of its history.")
    return redirect(url_for("pages.show_bin"), code=303)


@bp.get("/-/bin")
def show_bin():
    return render(BinPage(tuple(binned_pages(current_site(), require("page.restore")))))


@bp.post("/-/bin/<slug>")
def take_out(slug):
    page = restore_page(current_site(), require("page.restore"), slug)
    add_notice("The page is back as it was.")
    return redirect(url_for("pages.show", slug=page.slug), code=303)
