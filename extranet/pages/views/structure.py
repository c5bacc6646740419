"""How the pages hang together: what is wanted, what nobody leads to, and two pages made one."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, NotFound
from extranet.pages.actions.drafting import with_metadata
from extranet.pages.actions.joining import Joining, join_pages, plan_joining
from extranet.pages.actions.mapping import alike_pages, unlinked_pages, wanted_pages
from extranet.pages.actions.reading import page_for
from extranet.pages.model import EditConflict, NoSuchPage, PageDraft, PageLine
from extranet.pages.model import Page as WikiPage
from extranet.pages.views.blueprint import bp
from extranet.pages.views.forms import whole_number
from extranet.standard import vocabularies
from extranet.web import Page, add_notice, current_site, render, require

WHOLE_ADDRESS = "/wiki/"


@dataclass(frozen=True)
class StructurePage(Page):
    """What holds the pages together badly: `wanted` are (address, pages that lead there), `unlinked` pages nobody leads to."""

    template: ClassVar[str] = "pages/structure.html"
    group: str
    groups: tuple[tuple[str, str], ...]
    wanted: tuple[tuple[str, int], ...]
    unlinked: tuple[PageLine, ...]
    today: date


@dataclass(frozen=True)
class ChooseOtherPage(Page):
    """Which other page says the same as this one; `alike` are (address, title) of likely ones."""

    template: ClassVar[str] = "pages/join_choose.html"
    page: WikiPage
    other: str
    alike: tuple[tuple[str, str], ...]
    error: str


@dataclass(frozen=True)
class JoinPage(Page):
    """The two pages put together, to be changed and saved."""

    template: ClassVar[str] = "pages/join.html"
    plan: Joining
    body: str
    change_note: str
    errors: tuple[tuple[str, str], ...]


@bp.get("/-/structure")
def structure():
    actor, site = require("page.edit"), current_site()
    groups = vocabularies(site).groups
    group = request.args.get("group", "")
    if group and group not in groups:
        raise NotFound("There is no working group of this name.")
    names = tuple((slug, one.name) for slug, one in groups.items())
    wanted, unlinked = wanted_pages(site, actor, group), unlinked_pages(site, actor, group)
    return render(StructurePage(group, names, tuple(wanted), tuple(unlinked), site.clock.today()))


@bp.get("/-/pages/<slug>/join")
def ask_join(slug):
    actor, site = require("page.edit"), current_site()
    page = page_for(site, actor, "page.edit", slug)
    other = _slug_in(request.args.get("other", ""))
    if not other:
        return render(_choose(page, "", ""))
    try:
        plan = plan_joining(site, actor, page.slug, other)
    except NoSuchPage:
        return render(_choose(page, other, f"There is no page at the address “{other[:80]}”. Copy the address of the other page here."), status=404)
    except BadInput as why:
        return render(_choose(page, other, why.sentence), status=why.status)
    return render(JoinPage(plan, plan.draft.body, plan.draft.metadata["change_note"], ()))


@bp.post("/-/pages/<slug>/join")
def join(slug):
    actor, site = require("page.edit"), current_site()
    plan = plan_joining(site, actor, slug, _slug_in(request.form.get("other", "")))
    body, note = request.form.get("body", "").replace("\r\n", "\n"), request.form.get("change_note", "").strip()
    draft = with_metadata(PageDraft(plan.draft.metadata, body), change_note=note)
    seen = [whole_number(request.form.get(name, "")) for name in ("base_number", "other_number")]
    try:
        joined = join_pages(site, actor, plan.kept.slug, plan.other.slug, draft, *seen)
    except (BadInput, EditConflict) as why:
        errors = (("body", _sentence_of(why)),)
        return render(JoinPage(plan, body, note, errors), status=why.status)
    add_notice(f"“{plan.other.title}” is part of this page now. Its address leads here, and its history is in the bin.")
    return redirect(url_for("pages.show", slug=joined.slug), code=303)


def _choose(page: WikiPage, other: str, error: str) -> ChooseOtherPage:
    return ChooseOtherPage(page, other, tuple(alike_pages(current_site(), require("page.edit"), page.title, page.slug)), error)


def _slug_in(text: str) -> str:
    """The page's name in an address pasted whole, or the name itself."""
    return text.strip().partition("?")[0].partition("#")[0].rpartition(WHOLE_ADDRESS)[2].strip("/")[:80]


def _sentence_of(why: Exception) -> str:
    if isinstance(why, EditConflict):
        return "One of the two pages was changed since you opened this form. Your text is below; open both pages, then save again."
    return why.sentence
