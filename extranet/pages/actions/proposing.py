"""A draft kept for later by a slice above: made ready and rendered now, shown as the page it would be, written when its time comes.

Kept as plain values: metadata and rendering as JSON, so that looking at it renders nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from extranet.pages.actions.drafting import Ready, make_ready, revision_row
from extranet.pages.actions.publishing import changed_fields
from extranet.pages.model import Page, PageDraft
from extranet.pages.store import pages
from extranet.pages.store.values import from_json


def ready_draft(site, actor, slug: str, draft: PageDraft, page: Page | None) -> Ready:
    """The draft as it may be stored in place of `page` (None: a new one). FaultyPage or Forbidden say why it may not."""
    return make_ready(site, actor, slug, draft, page.metadata if page else None)


def kept_draft(ready: Ready) -> dict[str, Any]:
    """metadata, body and rendered as they are kept."""
    row = revision_row(ready)
    return {name: row[name] for name in ("metadata", "body", "rendered")}


def draft_of(metadata: Mapping[str, Any], body: str) -> PageDraft:
    """What was kept, as a draft again."""
    return PageDraft(from_json(metadata), body)


def page_as(page: Page, draft: PageDraft, rendered: Mapping[str, Any]) -> Page:
    """The page as it would be with this draft for its text; who may read it stays as it is."""
    said = {name: draft.metadata[name] for name in ("title", "type", "summary", "owner_authority", "working_group", "confidence") if name in draft.metadata}
    return replace(page, metadata=draft.metadata, body=draft.body, rendered=rendered, review_by=draft.metadata.get("review_by"), **said)


def differs(ready: Ready, page: Page) -> bool:
    """Whether the draft says anything else than the page does, its state among it."""
    own = ("status", "status_note", "redirect_to", "review_by", "confidence")
    return bool(changed_fields(ready, page)) or any(ready.metadata.get(name) != page.metadata.get(name) for name in own)


def page_in(tx, page_id: int) -> Page | None:
    """The page as it stands inside the caller's transaction."""
    return pages.by_id(tx, page_id)
