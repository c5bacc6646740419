"""A flag: raised in one line, looked at, answered."""

from dataclasses import dataclass
from typing import ClassVar

from flask import jsonify, redirect, request, url_for

from extranet.authorities import Authority, authority_by_slug, current_authorities
from extranet.errors import BadInput
from extranet.pages import Page as WikiPage
from extranet.pages import new_token, page_lines, read_page
from extranet.rights import may
from extranet.upkeep import flags
from extranet.upkeep.clocks import due_words
from extranet.upkeep.model import FLAG_KINDS, Flag
from extranet.upkeep.views.blueprint import bp
from extranet.web import Page, add_notice, current_site, customer, is_json_wanted, next_path, render, signed_in

DEEDS = ("accept", "fix", "done", "decline")
HEARD = "Flagged. Whoever keeps the page is told, and you will hear what they decide."


@dataclass(frozen=True)
class FlagForm(Page):
    """The one line. `blocks` are (heading id, words); `locals` (slug, words) of authorities with text of their own on the page."""

    template: ClassVar[str] = "upkeep/flag_form.html"
    page: WikiPage
    kinds: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[str, str], ...]
    locals: tuple[tuple[str, str], ...]
    typed: dict[str, str]
    errors: tuple[tuple[str, str], ...]
    may_fix: bool


@dataclass(frozen=True)
class FlagPage(Page):
    """One flag, for its keepers and whoever raised it."""

    template: ClassVar[str] = "upkeep/flag.html"
    flag: Flag
    page: WikiPage
    heading: str
    whose: Authority | None
    due: str
    may_answer: bool
    is_theirs: bool
    may_fix: bool
    typed: str
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MyFlags(Page):
    """What somebody flagged, with what became of it: (flag, page's address and title) pairs."""

    template: ClassVar[str] = "upkeep/my_flags.html"
    rows: tuple[tuple[Flag, str, str], ...]


@bp.get("/-/flag")
def flag_form():
    actor = signed_in()
    page = read_page(current_site(), actor, request.args.get("page", ""))
    typed = {name: request.args.get(name, "") for name in ("kind", "note", "passage", "block", "authority", "next")}
    return _form(actor, page, typed | {"token": new_token()})


@bp.post("/-/flag")
def raise_flag():
    site, actor = current_site(), signed_in()
    page = read_page(site, actor, request.form.get("page", ""))
    typed = {name: request.form.get(name, "") for name in ("kind", "note", "passage", "block", "authority", "next", "token")}
    is_fixing = request.form.get("do") == "fix"
    try:
        said = flags.Remark(*(typed[name] for name in ("kind", "note", "passage", "block", "authority")))
        flag = flags.raise_flag(site, actor, page.slug, said, typed["token"], is_fixing)
    except BadInput as why:
        if is_json_wanted():
            return jsonify(sentence=why.sentence, field=why.field or ""), why.status
        return _form(actor, page, typed, why)
    if is_json_wanted():
        return jsonify(sentence=HEARD, url=_fix_url(flag, page) if is_fixing else ""), 201
    if is_fixing and flag.fixer_id == actor.id:
        return _to_edit(flag, page)
    add_notice(HEARD)
    return redirect(next_path(typed["next"], url_for("pages.show", slug=page.slug)), code=303)


@bp.get("/-/flags")
def my_flags():
    site, actor = current_site(), signed_in()
    found = flags.flags_by(site, actor)
    lines = page_lines(site, actor, [one.page_id for one in found])
    return render(MyFlags(tuple((one, lines[one.page_id].slug, lines[one.page_id].title) for one in found if one.page_id in lines)))


@bp.get("/-/flags/<int:flag_id>")
def show_flag(flag_id):
    return _page(signed_in(), flag_id)


@bp.post("/-/flags/<int:flag_id>/<any(accept, fix, done, decline):deed>")
def answer_flag(flag_id, deed):
    site, actor = current_site(), signed_in()
    outcome = request.form.get("outcome", "")
    try:
        flag = _answer(site, actor, flag_id, deed, outcome)
    except BadInput as why:
        return _page(actor, flag_id, outcome, why)
    if deed == "fix":
        _flag, page, _may = flags.flag_for(site, actor, flag_id)
        return _to_edit(flag, page)
    add_notice({"accept": "Taken on. Whoever flagged it knows.", "done": "Closed as done.", "decline": "Closed; it stays as it is."}[deed])
    return redirect(url_for("upkeep.show_flag", flag_id=flag_id), code=303)


def _answer(site, actor, flag_id: int, deed: str, outcome: str) -> Flag:
    if deed in ("accept", "fix"):
        return flags.accept(site, actor, flag_id, is_fixing=deed == "fix")
    return (flags.finish if deed == "done" else flags.decline)(site, actor, flag_id, outcome)


def _form(actor, page: WikiPage, typed: dict[str, str], why: BadInput | None = None):
    site = current_site()
    names = {one.slug: one.short_name for one in current_authorities(site)}
    own = tuple((slug, names[slug]) for slug in page.rendered.get("selectors", ()) if slug in names)
    if not typed["authority"] and why is None and customer() and typed["kind"] == "missing-local":
        typed = typed | {"authority": customer().slug}
    if typed["kind"] == "missing-local" and typed["authority"] in names:
        own = tuple(dict.fromkeys((*own, (typed["authority"], names[typed["authority"]]))))
    blocks = tuple((one["id"], one["text"]) for one in page.rendered.get("headings", ()))
    errors = ((why.field or "", why.sentence),) if why else ()
    may_fix = bool(may(site, actor, "page.edit", page))
    shown = FlagForm(page, tuple(FLAG_KINDS.items()), blocks, own, typed | {"kind": typed["kind"] or "wrong"}, errors, may_fix)
    return render(shown, status=why.status if why else 200)


def _page(actor, flag_id: int, typed: str = "", why: BadInput | None = None):
    site = current_site()
    flag, page, may_answer = flags.flag_for(site, actor, flag_id)
    heading = next((one["text"] for one in page.rendered.get("headings", ()) if one["id"] == flag.block), "")
    may_fix = may_answer and (bool(may(site, actor, "page.edit", page)) or bool(flag.authority))
    errors = ((why.field or "", why.sentence),) if why else ()
    due = due_words(site, flag.due_at.date())
    shown = FlagPage(flag, page, heading, authority_by_slug(site, flag.authority), due, may_answer, flag.person_id == actor.id, may_fix, typed, errors)
    return render(shown, status=why.status if why else 200)


def _fix_url(flag: Flag, page: WikiPage) -> str:
    """Where the flag is mended: the page's edit form, or the form of the authority's own text."""
    if flag.authority and not may(current_site(), signed_in(), "page.edit", page):
        return url_for("upkeep.local_text", slug=page.slug, **{"for": flag.authority})
    return url_for("pages.edit", slug=page.slug)


def _to_edit(flag: Flag, page: WikiPage):
    add_notice(f"You are mending: {flag.kind_words.lower()}. {flag.note or flag.passage} Saving a change of the text closes the flag.", "warn")
    return redirect(_fix_url(flag, page), code=303)
