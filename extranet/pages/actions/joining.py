"""Two pages made one: the kept page takes the other's text, words, places, files and addresses; no link breaks and no history is lost."""

from dataclasses import dataclass

from extranet import search
from extranet.errors import BadInput
from extranet.identity import record
from extranet.pages.actions.drafting import listed, make_ready, with_metadata
from extranet.pages.actions.notices import touch_notices
from extranet.pages.actions.reading import linking_pages, page_for
from extranet.pages.actions.saving import SEARCH_KIND, add_revision, new_token
from extranet.pages.model import SLUG_LENGTH, EditConflict, Page, PageDraft, PageLine
from extranet.pages.store import attachments, maps, pages

UNITED = ("everyday_terms", "tags", "functions", "lgsl_ids", "lgil_codes", "life_episodes", "area", "related", "reader_role")


@dataclass(frozen=True)
class Joining:
    """What would become of two pages. `staying` are files of the other whose names the kept page has already."""

    kept: Page
    other: Page
    draft: PageDraft
    files: tuple[str, ...]
    staying: tuple[str, ...]
    linking: tuple[PageLine, ...]


def plan_joining(site, actor, kept_slug: str, other_slug: str) -> Joining:
    """The two pages put together, to be looked at and changed. Nothing is written.

    NoSuchPage or Forbidden for either page; BadInput when they cannot be joined.
    """
    kept = page_for(site, actor, "page.edit", kept_slug)
    other = page_for(site, actor, "page.delete", other_slug)
    if kept.id == other.id:
        raise BadInput("This is the page itself. Name the other page that says the same.", "other")
    with site.db.reading() as connection:
        own = attachments.names_ever(connection, kept.id)
        theirs = [one.name for one in attachments.of_page(connection, other.id)]
    moving, staying = tuple(name for name in theirs if name not in own), tuple(name for name in theirs if name in own)
    return Joining(kept, other, _put_together(kept, other), moving, staying, tuple(linking_pages(site, actor, other)))


def join_pages(site, actor, kept_slug: str, other_slug: str, draft: PageDraft, base_number: int, other_number: int) -> Page:
    """The kept page with this text as its next revision; the other goes into the bin, and its addresses lead to the kept one.

    EditConflict when either was saved since it was looked at; FaultyPage, NeedsApproval or Forbidden say why not. Nothing is kept then.
    """
    plan = plan_joining(site, actor, kept_slug, other_slug)
    kept, other = plan.kept, plan.other
    for page, seen in ((kept, base_number), (other, other_number)):
        if page.number != seen:
            raise EditConflict(page, draft, seen)
    ready = make_ready(site, actor, kept.slug, draft, kept.metadata)
    with site.db.writing() as tx:
        if not add_revision(tx, site, actor, ready, kept, base_number, new_token()):
            raise EditConflict(kept, draft, base_number)
        _lead_away(tx, site, actor, kept, other)
        attachments.move(tx, other.id, kept.id, plan.files)
        record(tx, site, actor, "page.joined", kept.slug, f"took in {other.slug}")
        joined = pages.by_id(tx, kept.id)
    site.hooks.page_removed(page=other, actor=actor)
    site.hooks.page_published(page=joined, actor=actor)
    return joined


def _lead_away(tx, site, actor, kept: Page, other: Page) -> None:
    """The other page lies in the bin under an address of its own, so that it can be taken out again without taking any from the kept one."""
    ending = f"-joined-{other.id}"
    own = other.slug[: SLUG_LENGTH - len(ending)].rstrip("-") + ending
    maps.move_addresses(tx, other.id, kept.id)
    pages.add_address(tx, other.id, own)
    pages.change(tx, other.id, slug=own, deleted_at=site.clock.now(), deleted_by=actor.name)
    search.enqueue(tx, SEARCH_KIND, [other.id])
    touch_notices(tx, site, other.type)


def _put_together(kept: Page, other: Page) -> PageDraft:
    """The kept page's text and then what the other says beside it; lists of both, without what stands twice."""
    said = set(kept.body.splitlines())
    more = "\n".join(line for line in other.body.splitlines() if not line.strip() or line not in said or line.startswith(":::")).strip()
    body = f"{kept.body.rstrip()}\n\n{more}\n" if more else kept.body
    united = {name: _united(kept.metadata.get(name), other.metadata.get(name)) for name in UNITED}
    terms = [*listed(united["everyday_terms"]), other.title.lower()]
    changes = {name: value for name, value in united.items() if value not in (None, [])} | {"everyday_terms": list(dict.fromkeys(terms))}
    changes["related"] = [slug for slug in listed(changes.get("related")) if slug not in (kept.slug, other.slug)]
    note = f"Took in the page “{other.title}”, which said the same."
    return with_metadata(PageDraft(kept.metadata, body), **changes, update_type="major", change_note=note)


def _united(first, second):
    """Both lists, each entry once; 'all' holds everything, and 'none' nothing."""
    if "all" in (first, second):
        return "all"
    return list(dict.fromkeys(one for one in (*listed(first), *listed(second)) if one != "none")) or first
