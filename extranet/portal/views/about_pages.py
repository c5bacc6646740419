"""Pages, revisions and attachments of the API."""

from flask import jsonify, request, send_file

from extranet import pages
from extranet.errors import BadInput
from extranet.portal import as_json
from extranet.portal.bulk import load_batch
from extranet.portal.model import revision_of, save_token
from extranet.portal.views.door import asking, body_of, listed
from extranet.web import current_site, customer

ORDERS = ("title", "updated", "review")


def list_pages():
    site, filters = current_site(), _filters()
    return listed(lambda limit, offset: pages.list_pages(site, asking(), filters, limit, offset), lambda one: as_json.page_line(site, one))


def create_page():
    site, given = current_site(), body_of("NewPage")
    draft = pages.PageDraft(given["metadata"], given["body"])
    page = pages.create_page(site, asking(), draft, given.get("slug", ""), _token())
    answer = _shown(page, status=201, remarks=as_json.remarks(site, page))
    answer.headers["Location"] = f"{site.settings.public_url.rstrip('/')}/api/v1/pages/{page.slug}"
    return answer


def load_pages():
    given = body_of("Batch")["pages"]
    return jsonify(items=load_batch(current_site(), asking(), given))


def read_page(slug):
    site = current_site()
    page = pages.read_page(site, asking(), slug)
    html = str(pages.Reading(site, asking(), page, _customer()).markup(page.rendered["body"])) if request.args.get("html") == "1" else None
    return _shown(page, html)


def update_page(slug):
    given = body_of("PageDraft")
    site, draft = current_site(), pages.PageDraft(given["metadata"], given["body"])
    page = pages.save_page(site, asking(), slug, draft, revision_of(request.headers.get("If-Match")), _token())
    return _shown(page, remarks=as_json.remarks(site, page))


def delete_page(slug):
    pages.delete_page(current_site(), asking(), slug)
    return "", 204


def list_revisions(slug):
    site = current_site()
    return listed(lambda limit, offset: pages.history(site, asking(), slug, limit, offset), as_json.revision_line)


def read_revision(slug, number):
    return jsonify(as_json.whole_revision(pages.read_revision(current_site(), asking(), slug, number)))


def list_attachments(slug):
    site = current_site()
    page = pages.read_page(site, asking(), slug)
    return jsonify(items=[as_json.attachment(site, page, one) for one in pages.attachments_of(site, page)])


def add_attachment(slug):
    site = current_site()
    if not request.args.get("name"):
        raise BadInput("Give the file's name in the address: ?name=plan.pdf", "name")
    kept = pages.attach_file(site, asking(), slug, request.args["name"], request.stream)
    return jsonify(as_json.attachment(site, pages.read_page(site, asking(), slug), kept)), 201


def read_attachment(slug, name):
    found, path = pages.open_attachment(current_site(), asking(), slug, name)
    answer = send_file(path.absolute(), "application/octet-stream", as_attachment=True, download_name=found.name, etag=found.sha256)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _shown(page, html: str | None = None, status: int = 200, remarks: list[dict] | None = None):
    """The page; when it was just written, with what the standard remarks."""
    answer = jsonify(as_json.whole_page(current_site(), page, html) | ({} if remarks is None else {"remarks": remarks}))
    answer.status_code = status
    answer.headers["ETag"] = f'"{page.number}"'
    return answer


def _filters() -> pages.PageFilters:
    asked = request.args.get
    status = asked("status", "live")
    tags = [(kind, asked(kind)) for kind in ("type", "area", "service") if asked(kind)]
    if asked("order", "title") not in ORDERS:
        raise BadInput(f"order must be one of {', '.join(ORDERS)}.", "order")
    return pages.PageFilters(
        tags=tuple(tags),
        group=asked("group", ""),
        owner_authority=asked("authority", ""),
        status="" if status in ("live", "any") else status,
        only_shown=status == "live",
        order=asked("order", "title"),
    )


def _token() -> str:
    return save_token(asking().id, request.headers.get("Idempotency-Key"))


def _customer():
    """The authority named by `for`; a browser session's customer has no say here."""
    return customer() if "for" in request.args else None


ANSWERS = {
    "list_pages": list_pages, "create_page": create_page, "load_pages": load_pages, "read_page": read_page, "update_page": update_page,
    "delete_page": delete_page, "list_revisions": list_revisions, "read_revision": read_revision, "list_attachments": list_attachments,
    "add_attachment": add_attachment, "read_attachment": read_attachment,
}
