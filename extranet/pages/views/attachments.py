"""Attachments of a page: listed, added, taken off, fetched. Never anything a browser would run."""

from contextlib import closing
from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, send_file, url_for

from extranet.errors import BadInput
from extranet.pages.actions.attaching import attach_file, attachments_of, open_attachment, remove_attachment
from extranet.pages.actions.reading import page_for
from extranet.pages.model import Attachment
from extranet.pages.model import Page as WikiPage
from extranet.pages.views.blueprint import bp
from extranet.web import Page, add_notice, current_actor, current_site, render, require

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@dataclass(frozen=True)
class AttachmentsPage(Page):
    """The attachments of a page, for those who may change them."""

    template: ClassVar[str] = "pages/attachments.html"
    page: WikiPage
    files: tuple[Attachment, ...]
    limit_megabytes: int
    error: str


@bp.get("/-/pages/<slug>/attachments")
def show_attachments(slug):
    return _attachments_page(slug)


@bp.post("/-/pages/<slug>/attachments")
def attach(slug):
    actor, site = require("page.attach"), current_site()
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise BadInput("Choose a file first.", "file")
        with closing(sent):
            kept = attach_file(site, actor, slug, sent.filename, sent.stream)
    except BadInput as why:
        return _attachments_page(slug, why)
    add_notice(f"{kept.name} is attached" + (f" as version {kept.version}." if kept.version > 1 else "."))
    return redirect(url_for("pages.show_attachments", slug=slug), code=303)


@bp.post("/-/pages/<slug>/attachments/remove")
def take_off(slug):
    name = request.form.get("name", "")
    remove_attachment(current_site(), require("page.attach"), slug, name)
    add_notice(f"{name} is taken off the page.")
    return redirect(url_for("pages.show_attachments", slug=slug), code=303)


@bp.get("/-/pages/<slug>/attachments/<name>")
def fetch(slug, name):
    found, path = open_attachment(current_site(), current_actor(), slug, name)
    answer = send_file(path, mimetype=found.media_type, as_attachment=not found.is_picture, download_name=found.name, etag=found.sha256, max_age=None)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _attachments_page(slug: str, why: BadInput | None = None):
    site = current_site()
    page = page_for(site, require("page.attach"), "page.attach", slug)
    files = tuple(attachments_of(site, page))
    return render(AttachmentsPage(page, files, site.settings.attachment_megabytes, why.sentence if why else ""), status=why.status if why else 200)
