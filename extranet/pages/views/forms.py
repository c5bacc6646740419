"""The edit form: what was typed as a draft, and a draft as the form again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from flask import request
from markupsafe import Markup

from extranet.authorities import Authority, all_authorities, authority_by_slug, current_authorities
from extranet.errors import BadInput, ExtranetError
from extranet.hooks import answers_only
from extranet.pages.actions.drafting import Ready, completed, faults_of, page_row, revision_row, source_of
from extranet.pages.actions.keeping_drafts import my_drafts
from extranet.pages.actions.presence import show_up
from extranet.pages.actions.rendering import render_source
from extranet.pages.actions.saving import new_token
from extranet.pages.differences import Differences
from extranet.pages.drafts import DraftLine, Editor, clock_time
from extranet.pages.fieldtext import field_differences, text_differences
from extranet.pages.forms import Control, FormMaker, in_old_order, read_fields
from extranet.pages.model import FaultyPage, PageDraft, Revision
from extranet.pages.model import Page as WikiPage
from extranet.pages.shown import ShownPage, show_fields
from extranet.pages.viewing import Reading
from extranet.pages.views.drawing import block_drawer
from extranet.pages.views.remarking import Remark, remarks_on
from extranet.plugin import SaveButton
from extranet.standard import ContentType, Fault, all_content_types, fields_of, vocabularies
from extranet.web import Page, current_actor, current_site, customer

APART = ("type", "change_note", "update_type")  # the type is chosen first; the note stands beside the save button
FIRST = ("title", "summary")
PLACES = ("own", "after", "common")
TOKEN_LENGTH = 80
DATALISTS = ("service", "function")


@dataclass(frozen=True)
class Preview:
    """The draft as the page it would be. `problems` are sentences about its text, `faults` what the standard says."""

    shown: ShownPage
    body: Markup
    problems: tuple[str, ...]
    faults: tuple[Fault, ...]
    authority: str
    title: str = ""


@dataclass(frozen=True)
class Merged:
    """Two changes put together in the form: how, and what saving it will change in the page as the other person saved it."""

    sentence: str
    theirs: WikiPage | Revision
    draft: PageDraft

    @property
    def fields(self) -> Differences:
        return field_differences(self.theirs.metadata, completed(self.draft, all_content_types(current_site())).metadata)

    @property
    def text(self) -> Differences:
        return text_differences(self.theirs.body, self.draft.body)


@dataclass(frozen=True)
class OfferedDraft:
    """An earlier draft of this page by the same person; `words` say from when, and what it was based on."""

    id: int
    url: str
    words: str


@dataclass(frozen=True)
class EditPage(Page):
    """The form of a page. `page` is None for a new one; `datalists` help to type services and functions.

    `own` are the fields before the text, `after` those below it, `common` those beside it. `buttons` stand beside Save.
    `drafts` of the same person are offered; `kept` says what is kept of this one, `editors` who else has the page open.
    """

    template: ClassVar[str] = "pages/edit.html"
    page: WikiPage | None
    type: ContentType
    slug: str
    own: tuple[Control, ...]
    after: tuple[Control, ...]
    common: tuple[Control, ...]
    body: str
    change_note: str
    update_type: str
    base_number: int
    token: str
    errors: tuple[tuple[str, str], ...]
    datalists: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    authorities: tuple[Authority, ...]
    preview: Preview | None
    merged: Merged | None
    buttons: tuple[SaveButton, ...]
    drafts: tuple[OfferedDraft, ...]
    kept: str
    editors: tuple[str, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Typed:
    """One form as it was sent."""

    draft: PageDraft
    slug: str
    base_number: int
    token: str
    errors: dict[str, str] = field(default_factory=dict)
    more_rows: str = ""


def sent_token() -> str:
    """The token of the form, for making one revision of a form sent twice; a new one when there is none."""
    token = request.form.get("token", "")
    return token if token.isascii() and token.isprintable() and 0 < len(token) <= TOKEN_LENGTH else new_token()


def whole_number(text: str) -> int:
    """The number of a revision as a form sent it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def typed_form(type_name: str, page: WikiPage | None) -> Typed:
    """What was typed. Fields the form does not show are kept from the page; YAML that cannot be read stays as it was typed."""
    fields = fields_of(type_name, all_content_types(current_site()))
    shown = {one.name for one in fields}
    kept = {name: value for name, value in page.metadata.items() if name not in shown} if page else {}
    typed = read_fields(fields, request.form) | {"type": type_name}
    if page:
        unordered = {one.name for one in fields if one.kind in ("refs", "choices")}
        typed = {name: in_old_order(value, page.metadata.get(name)) if name in unordered else value for name, value in typed.items()}
    do = request.form.get("do", "")
    return Typed(
        PageDraft(kept | typed, request.form.get("body", "").replace("\r\n", "\n")),
        request.form.get("slug", "").strip(),
        whole_number(request.form.get("base_number", "")),
        sent_token(),
        more_rows=do.removeprefix("more:") if do.startswith("more:") else "",
    )


def edit_page(
    type_: ContentType, page: WikiPage | None, typed: Typed, why: Exception | None = None, preview: Preview | None = None,
    kept: str = "", merged: Merged | None = None,
) -> EditPage:  # fmt: skip
    """The form with everything that was typed; `why` says what stood against saving it, `kept` what is kept of it.

    Whoever gets it shows up as editing the page: that soon forgets itself, and nothing else is changed by a GET.
    """
    site = current_site()
    errors = _errors(why)
    known = vocabularies(site)
    maker = FormMaker(known, errors, typed.more_rows)
    fields = {place: [one for one in fields_of(type_.name, known.types) if one.name not in APART and _place(type_, one) == place] for place in PLACES}
    said = typed.draft.metadata
    return EditPage(
        page,
        type_,
        typed.slug,
        *(maker.controls(fields[place], said) for place in PLACES),
        typed.draft.body,
        said.get("change_note", ""),
        said.get("update_type", "major"),
        typed.base_number,
        typed.token,
        tuple(errors.items()),
        tuple((name, tuple((str(key), term.name) for key, term in known.terms(name).items())) for name in DATALISTS),
        tuple(current_authorities(site)),
        preview,
        merged,
        _buttons(site, page, type_),
        _offered(site, page, typed.token) if page else (),
        kept,
        editors_named(site, show_up(site, current_actor(), page, is_heard=False)) if page else (),
        remarks_on(site, page, typed.slug, typed.draft, request.form) if page or request.form else (),
    )


def kept_words(site, kept_at) -> str:
    """What is kept on the server, since when, as the form's foot says it."""
    return f"Draft saved {clock_time(kept_at, site.clock.now())}. Only you see it."


def editors_named(site, editors: Iterable[Editor]) -> tuple[str, ...]:
    """A sentence for each person who has the page open as well."""
    names = {one.slug: one.short_name for one in all_authorities(site)}
    now = site.clock.now()
    return tuple(
        f"{one.name}{f' ({names[one.authority]})' if one.authority in names else ''} {'is editing' if one.is_heard else 'opened'} this page, "
        f"{'since' if one.is_heard else 'at'} {clock_time(one.since_at, now)}."
        for one in editors
    )


def _buttons(site, page: WikiPage | None, type_: ContentType) -> tuple[SaveButton, ...]:
    given = answers_only(site.hooks.save_buttons(actor=current_actor(), page=page, type=type_))
    flat = [one for answer in given for one in (answer if isinstance(answer, (list, tuple)) else [answer])]
    return tuple(sorted(flat, key=lambda one: (one.order, one.label)))


def _offered(site, page: WikiPage, token: str) -> tuple[OfferedDraft, ...]:
    found = [one for one in my_drafts(site, current_actor(), page) if one.token != token]
    return tuple(OfferedDraft(one.id, one.url, draft_words(site, one)) for one in found)


def draft_words(site, line: DraftLine) -> str:
    """When a draft was kept and what it was begun from."""
    at = clock_time(line.kept_at, site.clock.now())
    day = f"from {at}" if "," in at else f"from today, {at}"
    if line.page_id is None:
        return f"{day}, of a new page"
    behind = f"; the page is at revision {line.page_number} now, and saving puts the two together" if line.is_behind else ""
    return f"{day}, based on revision {line.base_number}{behind}"


def _place(type_: ContentType, one) -> str:
    """Where the form shows a field: before the text, after it, or beside it."""
    if one.name in FIRST:
        return "own"
    if one not in type_.fields:
        return "common"
    return "after" if one.place in ("beside", "hidden") else "own"


def make_preview(page: WikiPage | None, typed: Typed) -> Preview:
    """The draft rendered, as the customer of the chosen authority would be answered."""
    site, actor = current_site(), current_actor()
    types = all_content_types(site)
    draft = completed(typed.draft, types)
    rendered = render_source(site, source_of(draft, types))
    authority = authority_by_slug(site, request.form.get("preview_for") or None) or customer()
    as_page = _as_page(site, page, Ready(page.slug if page else typed.slug, draft, rendered, types))
    reading = Reading(site, actor, as_page, authority, block_drawer(actor))
    problems = tuple(one["sentence"] if one.get("line") is None else f"Line {one['line']}: {one['sentence']}" for one in rendered.problems)
    faults = tuple(faults_of(site, as_page.slug, draft)) if "title" in draft.metadata else ()
    return Preview(show_fields(reading), reading.markup(rendered.body), problems, faults, authority.short_name if authority else "", as_page.title)


def _as_page(site, page: WikiPage | None, ready: Ready) -> WikiPage:
    """A page that was never stored, for looking at."""
    blank = {"title": "", "audience": "team", "owner_authority": "", "working_group": "", "status": "draft", "confidence": "wip"}
    whole = Ready(ready.slug, PageDraft({**blank, **ready.metadata}, ready.draft.body), ready.rendered, ready.types)
    row, text, now = page_row(site, whole), revision_row(whole), site.clock.now()
    return WikiPage(
        id=page.id if page else 0, number=page.number if page else 0, created_at=now, updated_at=now, confirmed_at=None, deleted_at=None,
        deleted_by="", attachment_count=page.attachment_count if page else 0, author_name="", author_authority="",
        metadata=whole.metadata, body=text["body"], rendered=text["rendered"], change_note="", update_type="major", **row,
    )


def _errors(why: Exception | None) -> dict[str, str]:
    """Sentences by the control they belong to ('' for the whole)."""
    if isinstance(why, FaultyPage):
        found: dict[str, str] = {}
        for fault in why.faults:
            name = fault.field or ""
            found[name] = f"{found[name]} {fault.sentence}" if name in found else fault.sentence
        return found
    if isinstance(why, BadInput):
        return {why.field or "": why.sentence}
    return {"": why.sentence} if isinstance(why, ExtranetError) else {}

