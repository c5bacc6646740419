"""Things of the house as the API shows them: plain values, dates as 2027-05-01, times in UTC. shapes.py names every part."""

from collections.abc import Mapping
from typing import Any

from extranet.authorities import Authority
from extranet.conformance import open_remarks
from extranet.pages import Attachment, Page, PageLine, Revision, RevisionLine
from extranet.search import Hit, Results, Suggestion
from extranet.standard import Service

_PAGE_FIELDS = ("slug", "title", "type", "summary", "status", "owner_authority", "working_group", "audience", "confidence")


def plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def page_line(site, page: PageLine) -> dict:
    return {name: getattr(page, name) for name in _PAGE_FIELDS} | {
        "url": f"{_home(site)}/wiki/{page.slug}",
        "review_by": plain(page.review_by),
        "revision": page.number,
        "created_at": plain(page.created_at),
        "updated_at": plain(page.updated_at),
    }


def whole_page(site, page: Page, html: str | None = None) -> dict:
    """A page with its text; `html` only when it was asked for."""
    shown = page_line(site, page) | {"metadata": plain(page.metadata), "body": page.body}
    return shown if html is None else shown | {"html": html}


def remarks(site, page: Page) -> list[dict]:
    """What the standard says of a page as it was saved, without what stands with a reason; `line` is of the body, null for a field."""
    found = [one for one in open_remarks(site, page.id) if not one["is_kept"]]
    return [{"check": one["check_id"], "severity": one["severity"], "field": one["field"], "line": one["line"], "sentence": one["sentence"]} for one in found]


def revision_line(one: RevisionLine | Revision) -> dict:
    return {
        "number": one.number,
        "author": one.author_name,
        "author_authority": one.author_authority,
        "update_type": one.update_type,
        "change_note": one.change_note,
        "restored_from": one.restored_from,
        "made_at": plain(one.made_at),
    }


def whole_revision(one: Revision) -> dict:
    return revision_line(one) | {"slug": one.slug, "metadata": plain(one.metadata), "body": one.body}


def attachment(site, page: Page, one: Attachment) -> dict:
    return {
        "name": one.name,
        "url": f"{_home(site)}/api/v1/pages/{page.slug}/attachments/{one.name}",
        "version": one.version,
        "media_type": one.media_type,
        "size_bytes": one.size_bytes,
        "sha256": one.sha256,
        "added_at": plain(one.added_at),
    }


def results(site, found: Results) -> dict:
    facets = {name: [{"value": one.value, "count": one.count, "chosen": one.is_chosen} for one in values] for name, values in found.facets.items()}
    return {
        "total": found.total,
        "page": found.query.page,
        "items": [_hit(site, one) for one in found.groups],
        "facets": facets,
        "did_you_mean": found.did_you_mean,
        "sentence": found.sentence,
        "rebuilding": found.is_rebuilding,
    }


def suggestion(site, one: Suggestion) -> dict:
    return {"kind": one.kind, "label": one.label, "detail": one.detail, "url": _absolute(site, one.url)}


def authority(one: Authority) -> dict:
    return {name: plain(getattr(one, name)) for name in (
        "slug", "name", "short_name", "tier", "gss", "website", "valid_from", "valid_to", "successors", "clusters",
    )}


def service(one: Service) -> dict:
    return {name: plain(getattr(one, name)) for name in ("id", "name", "tier", "functions", "life_episodes", "everyday_terms")}


def _hit(site, one: Hit) -> dict:
    document = one.document
    return {
        "kind": document.kind,
        "url": _absolute(site, document.url),
        "title": document.title,
        "answer": _pieces(one.answer),
        "type": document.type,
        "authority": document.authority,
        "group": document.group,
        "trust": document.trust,
        "review_by": plain(document.review_by),
        "updated_at": plain(document.updated_at),
        "for_customer": one.is_for_customer,
        "passages": [{"heading": p.heading, "url": _absolute(site, p.url), "pieces": _pieces(p.pieces)} for p in one.passages],
    }


def _pieces(pieces) -> list[dict]:
    return [{"text": one.text, "found": one.is_found} for one in pieces]


def _home(site) -> str:
    return site.settings.public_url.rstrip("/")


def _absolute(site, path: str) -> str:
    return _home(site) + path if path.startswith("/") else path
