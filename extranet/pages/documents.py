"""Pages as the search slice wants them: what a reader would read, never slugs, codes or marks of the source."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from extranet.authorities import current_authorities
from extranet.pages.actions.drafting import is_parts, listed
from extranet.pages.addresses import page_url
from extranet.pages.model import Page
from extranet.pages.rendering import passages as passages_of
from extranet.pages.same_words import SLUG as SAME_WORDS
from extranet.pages.store import attachments, pages
from extranet.pages.viewing import known_names
from extranet.search import ATTACHED, Document, Passage
from extranet.standard import CONTENT_TYPES, ContentType, Field, content_type, services_of

KIND = "page"
ASKED_AS = ("everyday_terms", "customer_question", "other_wordings")
CHUNK = 200
MOST_ATTACHED = 400
READ_KINDS = frozenset({"line", "words", "text", "block", "lines"})
NOT_READ = frozenset({"slug", "next_node"})  # lines that only join the rows of a decision guide
_FENCE = re.compile(r"^:::.*$\n?", re.MULTILINE)
_LINK = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_BRACES = re.compile(r"\{\{[^{}]*\}\}")


@dataclass(frozen=True)
class Whose:
    """Who the selectors of local text name: `names` what to call each, `areas` the authorities it stands for, `everywhere` all."""

    names: Mapping[str, str]
    areas: Mapping[str, tuple[str, ...]]
    everywhere: tuple[str, ...]


def page_documents(site, ids: Iterable[int]) -> list[Document]:
    """Documents of those pages that are in search today; a page that is not is left out, which takes it out of the index."""
    ids, today = list(ids), site.clock.today()
    whose, types = whose_text(site), known_names(site)[0].types
    found: list[Document] = []
    for start in range(0, len(ids), CHUNK):
        with site.db.reading() as connection:
            read = pages.by_ids(connection, ids[start : start + CHUNK])
            carried = attachments.carried(connection, [page.id for page, _ in read if page.attachment_count])
        made = [document(page, passages, whose, types) for page, passages in read if is_searched(page, today)]
        found += _with_attachments(made, carried)
    return found


def _with_attachments(documents: Iterable[Document], carried: Iterable[attachments.Carried]) -> Iterator[Document]:
    """The documents, and after their own passages those of the files attached to their pages, so many that search can show each."""
    of_page: dict[int, list[Passage]] = {}
    for one in carried:
        found = of_page.setdefault(one.page_id, [])
        found += [Passage(f"{ATTACHED}{one.attachment_id}", _in_attachment(one.name, heading), text) for heading, text in one.passages]
    for document in documents:
        more = of_page.get(document.item_id, ())[:MOST_ATTACHED]
        yield replace(document, passages=(*document.passages, *more)) if more else document


def _in_attachment(name: str, heading: str) -> str:
    return f"In the attachment {name}, {heading}" if heading else f"In the attachment {name}"


def is_searched(page: Page, today: date) -> bool:
    """Whether search may find the page: not archived, and within its days. Drafts are in it, open to their editors alone."""
    begun = page.shown_from is None or page.shown_from <= today
    not_over = page.shown_to is None or today <= page.shown_to
    return page.confidence != "archived" and page.status not in ("redirected", "gone") and begun and not_over


def whose_text(site) -> Whose:
    """Every authority, cluster and tier that local text may be for."""
    now = current_authorities(site)
    areas: dict[str, tuple[str, ...]] = {}
    for one in now:
        for name in (one.slug, one.tier, *one.clusters):
            areas[name] = (*areas.get(name, ()), one.slug)
    return Whose(known_names(site)[1], areas, tuple(one.slug for one in now))


def document(page: Page, passages: Iterable[dict], whose: Whose, types: Mapping[str, ContentType] = CONTENT_TYPES) -> Document:
    """The page as search keeps it; `passages` are those of its text."""
    said = page.metadata
    # Revisions of old kept the fields' words among the text's, under labels that have no address.
    of_text = (one for one in passages if one["heading_id"] or not one["heading"])
    told = (*field_passages(content_type(page.type, types), page.rendered.get("fields", {})), *of_text)
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
        # A list of what all other pages are called would answer every question.
        passages=() if page.slug == SAME_WORDS else tuple(made for one in told if (made := _passage(one, whose)).text),
        authority=page.owner_authority,
        group=page.working_group,
        type=page.type,
        services=services_of(dict(said)),
        functions=tuple(one for one in listed(said.get("functions")) if isinstance(one, int)),
        episodes=tuple(str(one) for one in listed(said.get("life_episodes")) if one != "none"),
        areas=whose.everywhere if not areas or "all" in areas else tuple(areas),
        trust=page.confidence,
        review_by=page.review_by,
    )


def type_label(name: str, types: Mapping[str, ContentType] = CONTENT_TYPES) -> str:
    """The standard's words for a content type."""
    found = content_type(name, types)
    return found.label if found else name


def field_passages(own: ContentType | None, rendered: Mapping[str, Any]) -> Iterator[dict]:
    """The type's own texts as passages under their labels; each question of a decision guide under its own title."""
    for one in own.fields if own else ():
        value = rendered.get(one.name)
        if one.kind == "nodes":
            for row in listed(value):
                yield from _joined(_texts(one.rule.columns, row), f"node-{row.get('slug')}", str(row.get("title", "")))
        else:
            yield from _joined(_texts((one,), {one.name: value}), "", one.label)


def _texts(fields: Iterable[Field], values: Mapping[str, Any]) -> Iterator[dict]:
    """The passages of everything readable in these fields, columns of rows and their columns."""
    for one in fields:
        value = values.get(one.name)
        if one.rule.columns:
            for row in listed(value):
                yield from _texts(one.rule.columns, row) if isinstance(row, Mapping) else _plain(row)
        elif one.kind in READ_KINDS and one.name not in NOT_READ:
            yield from _plain(value)


def _plain(value: Any) -> Iterator[dict]:
    if is_parts(value):
        yield from passages_of(value)
    elif isinstance(value, str):
        yield {"text": value, "selector": []}
    elif isinstance(value, list):
        for one in value:
            yield from _plain(one)


def _joined(texts: Iterable[dict], heading_id: str, heading: str) -> Iterator[dict]:
    """One passage of everybody's texts, and one for each local text."""
    found = list(texts)
    shared = "\n".join(one["text"] for one in found if not one["selector"])
    local = [one for one in found if one["selector"]]
    for one in ([{"text": shared, "selector": []}] if shared else []) + local:
        yield {"heading_id": heading_id, "heading": heading, "text": one["text"], "selector": one["selector"]}


def _passage(one: dict, whose: Whose) -> Passage:
    heading, selector = one["heading"], one.get("selector") or ()
    if selector:
        names = ", ".join(whose.names.get(name, name.replace("-", " ")) for name in selector)
        heading = f"{heading}, for {names}" if heading else f"For {names}"
    areas = dict.fromkeys(slug for name in selector for slug in whose.areas.get(name, (name,)))
    return Passage(one["heading_id"], heading, _without_marks(one["text"]), tuple(areas))


def _without_marks(text: str) -> str:
    """The words of a text; of the examples of Markdown in it, the words a reader would see."""
    words = _LINK.sub(lambda found: found[2] or found[1].replace("-", " "), _FENCE.sub("", text))
    return _BRACES.sub("…", words).strip()
