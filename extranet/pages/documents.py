"""Pages as the search slice wants them."""

from collections.abc import Iterable, Mapping
from datetime import date

from extranet.authorities import current_authorities
from extranet.pages.actions.drafting import listed
from extranet.pages.addresses import page_url
from extranet.pages.model import Page
from extranet.pages.store import pages
from extranet.search import Document, Passage
from extranet.standard import CONTENT_TYPES, ContentType, content_type, services_of

KIND = "page"
ASKED_AS = ("everyday_terms", "customer_question", "other_wordings")
CHUNK = 200


def page_documents(site, ids: Iterable[int]) -> list[Document]:
    """Documents of those pages that are in search today; a page that is not is left out, which takes it out of the index."""
    ids, today = list(ids), site.clock.today()
    everywhere = tuple(one.slug for one in current_authorities(site))
    found: list[Document] = []
    for start in range(0, len(ids), CHUNK):
        with site.db.reading() as connection:
            read = pages.by_ids(connection, ids[start : start + CHUNK])
        found += [document(page, passages, everywhere) for page, passages in read if is_searched(page, today)]
    return found


def is_searched(page: Page, today: date) -> bool:
    """Whether search may find the page: not archived, and within its days. Drafts are in it, open to their editors alone."""
    begun = page.shown_from is None or page.shown_from <= today
    not_over = page.shown_to is None or today <= page.shown_to
    return page.confidence != "archived" and page.status not in ("redirected", "gone") and begun and not_over


def document(page: Page, passages: Iterable[dict], everywhere: tuple[str, ...]) -> Document:
    said = page.metadata
    areas = [str(one) for one in listed(said.get("area"))]
    return Document(
        kind=KIND,
        item_id=page.id,
        url=page_url(page.slug),
        title=page.title,
        reading_key=page.reading_key,
        updated_at=page.updated_at,
        summary=page.summary,
        short_answer=page.short_answer,
        asked_as=tuple(str(word) for name in ASKED_AS for word in listed(said.get(name))),
        passages=tuple(_passage(one) for one in passages),
        authority=page.owner_authority,
        group=page.working_group,
        type=page.type,
        services=services_of(dict(said)),
        functions=tuple(one for one in listed(said.get("functions")) if isinstance(one, int)),
        episodes=tuple(str(one) for one in listed(said.get("life_episodes")) if one != "none"),
        areas=everywhere if not areas or "all" in areas else tuple(areas),
        trust=page.confidence,
        review_by=page.review_by,
    )


def type_label(name: str, types: Mapping[str, ContentType] = CONTENT_TYPES) -> str:
    """The standard's words for a content type."""
    found = content_type(name, types)
    return found.label if found else name


def _passage(one: dict) -> Passage:
    heading = one["heading"]
    if one.get("selector"):
        heading = f"{heading}, for {', '.join(one['selector'])}" if heading else f"For {', '.join(one['selector'])}"
    return Passage(one["heading_id"], heading, one["text"])
