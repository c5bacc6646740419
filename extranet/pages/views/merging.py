"""Somebody saved meanwhile: both changes put together, and what both changed asked about, place by place."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request

from extranet.errors import BadInput, Conflict, ExtranetError
from extranet.pages.actions.keeping_drafts import keep_draft
from extranet.pages.actions.merging import Together, put_together
from extranet.pages.actions.reading import read_revision
from extranet.pages.actions.saving import new_token
from extranet.pages.differences import Token, words_between
from extranet.pages.fieldtext import field_lines
from extranet.pages.model import EditConflict, PageDraft
from extranet.pages.model import Page as WikiPage
from extranet.pages.store.values import as_json, from_json
from extranet.pages.views.forms import Merged, Typed, edit_page, kept_words, sent_token, whole_number
from extranet.standard import ContentType
from extranet.web import Page, current_actor, current_site, render

WHOLE = "You changed different things: the form below has both. Look at it, and save."


@dataclass(frozen=True)
class Choice:
    """One way to settle a clash: its value, words, and what it would say (words marked against what both began from)."""

    value: str
    words: str
    text: tuple[Token, ...]


@dataclass(frozen=True)
class Clash:
    """One place that both changed. `name` is the radio buttons'; `where` says which place; the last choice is the one taken unasked."""

    name: str
    where: str
    choices: tuple[Choice, ...]
    chosen: str


@dataclass(frozen=True)
class MergePage(Page):
    """What both changed, with a choice for each place. `yours` is the whole draft as JSON, carried along so that nothing is lost.

    `theirs_body` and `yours_body` are the two whole texts, to copy from.
    """

    template: ClassVar[str] = "pages/edit_merge.html"
    page: WikiPage
    sentence: str
    clashes: tuple[Clash, ...]
    settled_count: int
    author: str
    note: str
    theirs_number: int
    base_number: int
    token: str
    yours: str
    theirs_body: str
    yours_body: str
    kept: str


def answer_conflict(type_: ContentType, page: WikiPage, typed: Typed, why: EditConflict):
    """The two changes put together in the form, or the page that asks about what clashes. What was typed is kept as a draft first."""
    site, actor = current_site(), current_actor()
    token, kept = _keep(page, typed)
    found = put_together(site, actor, why.theirs, why.yours, page.slug, why.base_number)
    if found.is_clean:
        merged = Typed(found.draft({}), typed.slug, why.theirs.number, token)
        sentence = f"{why.theirs.author_name} saved revision {why.theirs.number} while you were editing revision {why.base_number}. "
        return render(edit_page(type_, page, merged, kept=kept, merged=Merged(sentence + WHOLE, why.theirs, merged.draft)), status=why.status)
    yours = json.dumps({"metadata": as_json(why.yours.metadata), "body": why.yours.body})
    settled = sum(one.is_changed and not one.is_clash for one in found.text)
    return render(
        MergePage(
            page, why.sentence, _clashes(found), settled, why.theirs.author_name, why.theirs.change_note, why.theirs.number, why.base_number, token,
            yours, why.theirs.body, why.yours.body, kept,
        ),
        status=why.status,
    )  # fmt: skip


def answer_choices(type_: ContentType, page: WikiPage):
    """The form with both changes put together as somebody chose. BadInput when the page that asked is not what was sent."""
    site, actor = current_site(), current_actor()
    yours, base_number = _yours_sent(), whole_number(request.form.get("base_number", ""))
    theirs = read_revision(site, actor, page.slug, whole_number(request.form.get("theirs_number", "")))
    found = put_together(site, actor, theirs, yours, page.slug, base_number)
    chosen = {name: value for name, value in request.form.items() if name.startswith(("text.", "field."))}
    typed = Typed(found.draft(chosen), page.slug, theirs.number, sent_token())
    sentence = f"Put together from your change and revision {theirs.number} by {theirs.author_name}, as you chose. Look at it, change what you like, and save."
    return render(edit_page(type_, page, typed, merged=Merged(sentence, theirs, typed.draft)))


def _keep(page: WikiPage, typed: Typed) -> tuple[str, str]:
    """(the token to go on with, what is kept): a token that already made a revision cannot save another."""
    site, actor = current_site(), current_actor()
    for token in (typed.token, new_token()):
        try:
            kept = keep_draft(site, actor, page, typed.slug, typed.draft, typed.base_number, token)
        except Conflict:
            continue
        except ExtranetError:
            return token, ""
        return token, kept_words(site, kept.kept_at)
    return new_token(), ""


def _yours_sent() -> PageDraft:
    try:
        sent = json.loads(request.form.get("yours", ""))
        return PageDraft(from_json(dict(sent["metadata"])), str(sent["body"]))
    except (ValueError, TypeError, KeyError) as fault:
        raise BadInput("What you typed did not arrive with the form. It is kept among your drafts: go on from there.") from fault


def _clashes(found: Together) -> tuple[Clash, ...]:
    author = found.theirs.author_name
    made = []
    for one in found.field_clashes:
        base, theirs, yours = "", _field_text(found, one.name, one.theirs), _field_text(found, one.name, one.yours)
        choices = [("theirs", f"As {author} saved it", theirs), ("yours", "As you typed it", yours)]
        if one.may_be_both:
            choices.append(("both", "Both, one after the other", f"{theirs}\n{yours}"))
        made.append(_clash(f"field.{one.name}", one.label, base, choices))
    for one in found.text_clashes:
        base, theirs, yours = ("\n".join(side) for side in (one.stretch.base, one.stretch.theirs, one.stretch.yours))
        choices = [("theirs", f"As {author} saved it", theirs), ("yours", "As you typed it", yours)]
        choices.append(("both", "Both, one after the other", f"{theirs}\n{yours}"))
        if one.woven is not None:
            choices.append(("woven", "Both, word by word", one.woven))
        made.append(_clash(f"text.{one.number}", f"Text: {one.where}" if one.where else "Text", base, choices))
    return tuple(made)


def _clash(name: str, where: str, base: str, choices) -> Clash:
    shown = tuple(Choice(value, words, words_between(base, text) if base and value != "both" else (Token(text, "same"),)) for value, words, text in choices)
    return Clash(name, where, shown, choices[-1][0])


def _field_text(found: Together, name: str, value: Any) -> str:
    type_ = found.theirs.metadata.get("type")
    return "\n".join(field_lines(type_, name, value)) or "Nothing"
