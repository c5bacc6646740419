"""Attachments of a page: listed, added many at once, taken off, fetched. Never anything a browser would run."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import ClassVar

from flask import jsonify, redirect, request, send_file, url_for

from extranet.errors import BadInput, ExtranetError
from extranet.pages.actions.attaching import (
    attach_file,
    attachment_versions,
    attachments_of,
    open_attachment,
    open_preview,
    open_version,
    readings_of,
    remove_attachment,
)
from extranet.pages.actions.reading import page_for
from extranet.pages.model import Attachment, FileTooLarge
from extranet.pages.model import Page as WikiPage
from extranet.pages.store.attachments import READ, WAITING
from extranet.pages.views.blueprint import bp
from extranet.web import Page, add_notice, current_actor, current_site, is_json_wanted, render, require

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
MOST_AT_ONCE = 50
BEGINNING_LETTERS = 280


@dataclass(frozen=True)
class ShownFile:
    """A file of the list. `older` are its earlier versions; `preview` whether there is a thumbnail, `beginning` how its text begins;
    `said` tells in words whether its text is found by search."""

    file: Attachment
    older: tuple[Attachment, ...]
    preview: bool
    beginning: str
    said: str


@dataclass(frozen=True)
class AttachmentsPage(Page):
    """The attachments of a page, for those who may change them. `faults` are sentences about files that were refused."""

    template: ClassVar[str] = "pages/attachments.html"
    page: WikiPage
    files: tuple[ShownFile, ...]
    limit_megabytes: int
    faults: tuple[str, ...]


@bp.get("/-/pages/<slug>/attachments")
def show_attachments(slug):
    return _attachments_page(slug)


@bp.post("/-/pages/<slug>/attachments")
def attach(slug):
    """Every file that can be kept is kept; the others are named with the reason."""
    actor, site = require("page.attach"), current_site()
    page_for(site, actor, "page.attach", slug)
    sent = [one for one in request.files.getlist("file") if one.filename]
    kept, faults = [], [] if sent else [BadInput("Choose a file first.", "file")]
    if len(sent) > MOST_AT_ONCE:
        sent, faults = [], [BadInput(f"These are {len(sent)} files. Attach at most {MOST_AT_ONCE} at once.", "file")]
    for one in sent:
        with closing(one):
            try:
                kept.append(attach_file(site, actor, slug, one.filename, one.stream))
            except (BadInput, FileTooLarge) as why:
                faults.append(why)
    if is_json_wanted():
        said = {"attached": [{"name": one.name, "version": one.version} for one in kept], "refused": [one.sentence for one in faults]}
        return jsonify(said), faults[0].status if faults else 201
    if kept:
        add_notice(_kept_words(kept))
    return _attachments_page(slug, faults) if faults else redirect(url_for("pages.show_attachments", slug=slug), code=303)


@bp.post("/-/pages/<slug>/attachments/remove")
def take_off(slug):
    name = request.form.get("name", "")
    remove_attachment(current_site(), require("page.attach"), slug, name)
    add_notice(f"{name} is taken off the page.")
    return redirect(url_for("pages.show_attachments", slug=slug), code=303)


@bp.get("/-/pages/<slug>/attachments/<name>")
def fetch(slug, name):
    """The file; with ?version=1 an earlier one, with ?preview=1 its thumbnail."""
    site, actor = current_site(), current_actor()
    if "preview" in request.args:
        return _safe(send_file(open_preview(site, actor, slug, name), mimetype="image/webp", max_age=None))
    version = request.args.get("version", "")
    if version.isdecimal() and len(version) < 7:
        found, path = open_version(site, actor, slug, name, int(version))
    else:
        found, path = open_attachment(site, actor, slug, name)
    answer = send_file(path, mimetype=_sent_as(found), as_attachment=not found.is_picture, download_name=found.name, etag=found.sha256, max_age=None)
    return _safe(answer)


def _sent_as(found: Attachment) -> str:
    """The media type said to the browser. Text goes as plain bytes: no browser shall look into it and find a page."""
    return "application/octet-stream" if found.media_type.startswith("text/") else found.media_type


def _safe(answer):
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _kept_words(kept: Sequence[Attachment]) -> str:
    if len(kept) > 1:
        return f"{len(kept)} files are attached."
    return f"{kept[0].name} is attached" + (f" as version {kept[0].version}." if kept[0].version > 1 else ".")


def _attachments_page(slug: str, faults: Sequence[ExtranetError] = ()):
    site, actor = current_site(), require("page.attach")
    page = page_for(site, actor, "page.attach", slug)
    found = attachments_of(site, page)
    readings = readings_of(site, found)
    files = tuple(_shown(site, actor, page, one, readings[one.sha256]) for one in found)
    shown = AttachmentsPage(page, files, site.settings.attachment_megabytes, tuple(one.sentence for one in faults))
    return render(shown, status=faults[0].status if faults else 200)


def _shown(site, actor, page: WikiPage, file: Attachment, reading) -> ShownFile:
    older = attachment_versions(site, actor, page.slug, file.name)[1:] if file.version > 1 else ()
    beginning = " ".join(text for _, text in reading.passages[:2]).replace("\n", " ")
    beginning = beginning if len(beginning) <= BEGINNING_LETTERS else beginning[:BEGINNING_LETTERS].rpartition(" ")[0] + " …"
    said = reading.why_not
    if reading.state == WAITING:
        said = "Its text is being read."
    elif reading.state == READ:
        said = "Its text is found by search."
    return ShownFile(file, tuple(older), bool(reading.preview), beginning, said)
