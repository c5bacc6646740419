"""A draft made ready to be stored: checked against the standard, rendered, and turned into the rows it becomes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from extranet.authorities import all_authorities
from extranet.errors import Forbidden
from extranet.hooks import answers_only
from extranet.pages.actions.rendering import render_source
from extranet.pages.model import FaultyPage, PageDraft
from extranet.pages.rendering import FieldSource, Rendered, RenderSource, plain_text
from extranet.pages.rules import Keeping
from extranet.pages.store.values import as_json, from_json
from extranet.rights import may, reading_key
from extranet.standard import (
    CONTENT_TYPES,
    ERROR,
    ContentType,
    Fault,
    all_content_types,
    blocks,
    check_page,
    content_type,
    fields_of,
    services_of,
    with_defaults,
)

LINKING_KINDS = ("ref", "refs")
NEEDED_BY_DRAFTS = ("title", "type", "owner_authority", "working_group", "audience", "status")
SHAPE_CHECKS = ("META-3", "META-4")  # every value has the shape of its field; words of closed lists are in their list
LONGEST_TARGET, LONGEST_TAG = 120, 80  # what the columns of links and tags hold; nothing longer can name a page or a term
ANSWER_KINDS = ("text", "block", "lines")


@dataclass(frozen=True)
class Ready:
    """A draft that may be stored: its fields complete, its text rendered, its address checked. `types` are the site's."""

    slug: str
    draft: PageDraft
    rendered: Rendered
    types: Mapping[str, ContentType]

    @property
    def metadata(self) -> Mapping[str, Any]:
        return self.draft.metadata


def make_ready(site, actor, slug: str, draft: PageDraft, was: Mapping[str, Any] | None = None) -> Ready:
    """The draft, ready. FaultyPage names what breaks the standard; Forbidden when the page would be kept by others.

    `was` is the metadata it replaces: moving a page to another group or authority needs the right to create it there.
    """
    types = all_content_types(site)
    complete = completed(draft, types)
    check_size(site, complete)
    check_draft(site, slug, complete)
    check_keeping(site, actor, complete.metadata, was)
    rendered = render_source(site, source_of(complete, types))
    if complete.metadata.get("status") == "live":
        check_rendered(site, rendered)
    return Ready(slug, complete, rendered, types)


def completed(draft: PageDraft, types: Mapping[str, ContentType] = CONTENT_TYPES) -> PageDraft:
    """The same draft with defaults filled in, dates as dates, plain line ends, and without what the product sets itself."""
    typed = from_json(draft.metadata)
    own = {field.name for field in fields_of(typed.get("type"), types) if field.set_by == "system"}
    given = {name: tidy(value) for name, value in typed.items() if name not in own}
    given = {name: value for name, value in given.items() if value not in (None, "", [], {})}
    return PageDraft(with_defaults(given, types), clean(draft.body))


def clean(text: str) -> str:
    """The text with plain line ends and without what no database can hold: NUL and halves of surrogate pairs."""
    whole = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def tidy(value: Any) -> Any:
    """The value without the space and line ends around its texts, which files and forms add each in their own way."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, Mapping):
        return {name: tidy(one) for name, one in value.items()}
    return [tidy(one) for one in value] if isinstance(value, (list, tuple)) else value


def faults_of(site, slug: str, draft: PageDraft) -> list[Fault]:
    """Everything the standard and the plugins say about the draft, gravest or not."""
    found = check_page(site, slug, draft.metadata, draft.body)
    given = answers_only(site.hooks.page_faults(slug=slug, draft=draft))
    return [*found, *(fault for one in given for fault in (one if isinstance(one, (list, tuple)) else [one]))]


def check_draft(site, slug: str, draft: PageDraft) -> None:
    """FaultyPage for what stops a save: any error on a live page; on others, only what the page cannot be kept without,
    and values that no field can hold."""
    errors = [fault for fault in faults_of(site, slug, draft) if blocks(fault)]
    if draft.metadata.get("status") != "live":
        errors = [fault for fault in errors if fault.field in NEEDED_BY_DRAFTS or fault.check in SHAPE_CHECKS]
    if errors:
        raise FaultyPage(errors)


def check_size(site, draft: PageDraft) -> None:
    """FaultyPage when the text is larger than one page may be (setting page_kilobytes)."""
    limit, size = site.settings.page_kilobytes, len(draft.body.encode()) // 1024
    if size >= limit:
        sentence = f"The text has {size:,} KB and one page holds {limit:,} KB. Split it into several pages, or attach it as a file."
        raise FaultyPage([Fault("body", None, sentence, ERROR, "SIZE-1")])


def check_rendered(site, rendered: Rendered) -> None:
    """FaultyPage for local text that cannot be told apart, is not closed, or is for nobody there is (content standard 5.4)."""
    faults = [
        Fault(problem.get("field") or "body", problem.get("line"), problem["sentence"], ERROR, "LOC-5")
        for problem in rendered.problems
        if problem.get("is_error")
    ]
    known = _known_selectors(site)
    for name in rendered.selectors:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"Did you mean “{near[0]}”?" if near else "Name an authority, a set of authorities, a tier, or “otherwise”."
            faults.append(Fault("body", None, f"There is local text for “{name}”, and nobody has that name. {hint}", ERROR, "LOC-6"))
    if faults:
        raise FaultyPage(faults)


def _known_selectors(site) -> set[str]:
    authorities = all_authorities(site)
    tiers, clusters = {one.tier for one in authorities}, {name for one in authorities for name in one.clusters}
    return {one.slug for one in authorities} | tiers | clusters | {"otherwise"}


def check_keeping(site, actor, metadata: Mapping[str, Any], was: Mapping[str, Any] | None) -> None:
    """Forbidden when the page would be kept by a group and authority in whose name the actor may not write."""
    names = ("owner_authority", "working_group")
    if was is not None and all(was.get(name) == metadata.get(name) for name in names):
        return
    decision = may(site, actor, "page.create", Keeping(*(metadata[name] for name in names)))
    if not decision:
        raise Forbidden(decision.reason)


def source_of(draft: PageDraft, types: Mapping[str, ContentType] = CONTENT_TYPES) -> RenderSource:
    """What the renderer is given: the body, and every field that holds Markdown."""
    fields = {}
    for one in fields_of(draft.metadata.get("type"), types):
        value = draft.metadata.get(one.name)
        if value not in (None, "", [], {}) and one.rendered != "plain":
            fields[one.name] = _field_source(one, value)
    return RenderSource(draft.body, fields)


def page_row(site, ready: Ready) -> dict[str, Any]:
    """The page's row, without id, number and times."""
    of = ready.metadata
    first, last = shown_days(of)
    return {
        "slug": ready.slug,
        "title": of["title"],
        "type": of["type"],
        "summary": of.get("summary", ""),
        "short_answer": short_answer(content_type(of["type"], ready.types), ready.rendered),
        **{name: of[name] for name in ("status", "owner_authority", "working_group", "audience", "confidence")},
        "reading_key": reading_key_of(of),
        "review_by": of.get("review_by"),
        "shown_from": first,
        "shown_to": last,
    }


def revision_row(ready: Ready) -> dict[str, Any]:
    """The revision's text, without who, when and number."""
    shown = ready.rendered.to_json()
    passages = shown.pop("passages")
    shown["pages"] = sorted({*ready.rendered.links, *page_refs(ready.metadata, ready.types)})  # asked for together when the page is read
    return {
        "slug": ready.slug,
        "reading_key": reading_key_of(ready.metadata),
        "metadata": as_json(ready.metadata),
        "body": ready.draft.body,
        "rendered": shown,
        "passages": passages,
        "update_type": ready.metadata.get("update_type", "major"),
        "change_note": ready.metadata.get("change_note", ""),
    }


def reading_key_of(metadata: Mapping[str, Any]) -> str:
    return reading_key(*(metadata[name] for name in ("audience", "owner_authority", "working_group", "status")))


def shown_days(metadata: Mapping[str, Any]) -> tuple:
    """First and last day in browsing and search: valid_from and valid_to, for a notice starts and ends."""
    return metadata.get("valid_from") or metadata.get("starts"), metadata.get("valid_to") or metadata.get("ends")


def short_answer(own: ContentType | None, rendered: Rendered) -> str:
    """The opening text of the type's answer box in plain words; '' when the type has none."""
    for one in own.fields_in("answer") if own else ():
        if one.kind in ANSWER_KINDS and rendered.fields.get(one.name):
            value = rendered.fields[one.name]
            return plain_text(value[0] if one.kind == "lines" else value)
    return ""


def tags_of(metadata: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where the page is found by browsing."""
    tags = [("group", metadata["working_group"]), ("type", metadata["type"]), ("localisable", metadata.get("localisable") or "none")]
    tags += [("service", str(one)) for one in services_of(dict(metadata))]
    for kind, name in (("function", "functions"), ("episode", "life_episodes"), ("area", "area")):
        tags += [(kind, str(one)) for one in listed(metadata.get(name)) if one != "none"]
    tags += [("tag", tag) for tag in map(tag_from, listed(metadata.get("tags"))) if tag]
    return [(kind, value) for kind, value in tags if len(value) <= LONGEST_TAG]


def tag_from(said: Any) -> str:
    """A writer's tag as it is kept and compared: small letters and figures, single spaces, hyphens."""
    return " ".join(re.sub(r"[^\w-]+", " ", str(said)).replace("_", " ").casefold().split())


def links_of(ready: Ready) -> list[tuple[str, str]]:
    """What the text and the fields point to."""
    pairs = [("link", slug) for slug in (*ready.rendered.links, *page_refs(ready.metadata, ready.types))]
    pairs += [("include", slug) for slug in ready.rendered.includes]
    pairs += [("fact", key) for key in ready.rendered.facts]
    return [(kind, target) for kind, target in pairs if len(target) <= LONGEST_TARGET]


def page_refs(metadata: Mapping[str, Any], types: Mapping[str, ContentType] = CONTENT_TYPES) -> list[str]:
    """Slugs that fields such as related, contact and linked_pages name."""
    naming = [field for field in fields_of(metadata.get("type"), types) if field.rule.vocabulary == "page"]
    return [str(one) for field in naming for one in listed(metadata.get(field.name))]


def listed(value: Any) -> list:
    """A list as it is, a single value as a list of one, nothing as an empty list."""
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def with_metadata(draft: PageDraft, **changes) -> PageDraft:
    """The draft with some fields changed."""
    return replace(draft, metadata={**draft.metadata, **changes})


def is_parts(value: Any) -> bool:
    """Whether a value was rendered: a list of parts, each a list that starts with its name."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, list) and one and isinstance(one[0], str) for one in value)


def _field_source(field, value: Any) -> FieldSource:
    match field.rendered:
        case "inline" | "block":
            return FieldSource(value, field.rendered)
        case "inline-list":
            return FieldSource(list(_texts(value)), "inline")
    rows = value if field.rendered == "rows" else [value]
    kinds = {column.name: column.rendered for column in field.rule.columns if column.rendered in ("inline", "block")}
    return FieldSource([as_json(row) for row in rows], kinds)


def _texts(value: Any) -> Iterable[str]:
    return (str(one) for one in listed(value))
