"""The same change to many pages: looked at page by page first, then each its own revision, each standing or falling alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from extranet.authorities import authority_by_slug
from extranet.errors import BadInput, ExtranetError, NotFound
from extranet.identity import record
from extranet.pages import (
    NoSuchPage,
    Page,
    PageDraft,
    PageFilters,
    PageLine,
    Publishing,
    faults_of,
    list_pages,
    next_review,
    page_by_id,
    restate_page,
    save_page,
)
from extranet.review import store
from extranet.review.actions.ending import End, end_page, ending_draft
from extranet.rights import READABLE_STATES, may
from extranet.standard import ERROR, vocabularies

WISHES = {
    "confirm": "Still right: confirm them today",
    "review_by": "Set the day of the next check",
    "working_group": "Give them to another group",
    "owner_authority": "Give them to another authority",
    "withdrawn": "Withdraw them",
}
MOST_PAGES = 100
SHORTEST_NOTE, LONGEST_NOTE = 20, 300


@dataclass(frozen=True)
class Wish:
    """What is to be done with many pages. `value` is a date, or the slug of a group or authority; None for the others."""

    do: str
    value: Any = None

    @property
    def words(self) -> str:
        return WISHES[self.do]


@dataclass(frozen=True)
class BulkLine:
    """What would become, or became, of one page: (what, before, after) of each change, or why it is refused."""

    id: int
    number: int
    slug: str
    title: str
    changes: tuple[tuple[str, str, str], ...] = ()
    refused: str = ""


def pages_to_choose(site, actor, filters: PageFilters, sheet: int = 1) -> list[PageLine]:
    """Pages of these filters that the actor may change, at most 100 of a sheet."""
    found = list_pages(site, actor, filters, MOST_PAGES, (max(1, sheet) - 1) * MOST_PAGES)
    return [line for line in found if may(site, actor, "page.edit", line)]


def checked_wish(site, do: str, text: str) -> Wish:
    """What was typed, as a wish. BadInput names the control."""
    if do not in WISHES:
        raise BadInput("Choose what is to be done.", "wish")
    if do == "review_by":
        return Wish(do, _day(site, text))
    if do == "working_group" and text not in vocabularies(site).groups:
        raise BadInput("Choose the group that is to keep them.", "group_to")
    if do == "owner_authority" and authority_by_slug(site, text) is None:
        raise BadInput("Choose the authority that is to answer for them.", "owner_to")
    return Wish(do, text if do in ("working_group", "owner_authority") else None)


def look(site, actor, page_ids: Iterable[int], wish: Wish, note: str = "Looked at before it is done.") -> list[BulkLine]:
    """What the wish would change on each of these pages, or why not. A page the actor may not know of is left out."""
    return [_looked(site, actor, page, wish, note) for page in _pages(site, actor, page_ids)]


def apply(site, actor, chosen: Iterable[tuple[int, int]], wish: Wish, note: str, token: str) -> int:
    """Do it to these pages, each as it was looked at: (id, revision) pairs. The number of the run, whose report tells what became of each.

    The same token again does nothing more. BadInput for a note that says nothing.
    """
    note = " ".join(note.split())
    if not SHORTEST_NOTE <= len(note) <= LONGEST_NOTE:
        sentence = f"Say in {SHORTEST_NOTE} to {LONGEST_NOTE} characters what is different for the reader: it stands in the history of every page."
        raise BadInput(sentence, "note")
    with site.db.reading() as connection:
        done = store.run_with_token(connection, token)
    if done:
        return done
    lines = [_applied(site, actor, page_id, number, wish, note) for page_id, number in list(dict(chosen).items())[:MOST_PAGES]]
    kept = [vars(line) for line in lines]
    with site.db.writing() as tx:
        run = store.add_run(tx, {"token": token, "person_id": actor.id, "words": wish.words, "note": note, "at": site.clock.now(), "lines": kept})
        refused = sum(bool(line.refused) for line in lines)
        record(tx, site, actor, "review.bulk", wish.do, f"{len(lines) - refused} pages, {refused} refused: {note}")
    return run


@dataclass(frozen=True)
class Run:
    """What one application did. `lines` are BulkLines."""

    words: str
    note: str
    at: Any
    lines: tuple[BulkLine, ...]


def read_run(site, actor, run_id: int) -> Run:
    """The report of a run, for whoever made it. NotFound for anybody else."""
    with site.db.reading() as connection:
        row = store.run_by_id(connection, run_id)
    if row is None or actor is None or row.person_id != actor.id:
        raise NotFound("There is no such report, or it is not yours.")
    lines = tuple(BulkLine(**{**one, "changes": tuple(tuple(change) for change in one["changes"])}) for one in row.lines)
    return Run(row.words, row.note, row.at, lines)


def _pages(site, actor, page_ids: Iterable[int]) -> Iterable[Page]:
    for page_id in list(dict.fromkeys(page_ids))[:MOST_PAGES]:
        try:
            yield page_by_id(site, actor, page_id)
        except NoSuchPage:
            continue


def _looked(site, actor, page: Page, wish: Wish, note: str) -> BulkLine:
    line = BulkLine(page.id, page.number, page.slug, page.title)
    wanted = _wanted(site, page, wish, note)
    changes = _changes(site, page, wanted, wish)
    refused = _why_not(site, actor, page, wanted, wish) or ("" if changes else "Nothing would be different.")
    return replace(line, changes=() if refused else changes, refused=refused)


def _applied(site, actor, page_id: int, number: int, wish: Wish, note: str) -> BulkLine:
    try:
        page = page_by_id(site, actor, page_id)
    except NoSuchPage as fault:
        return BulkLine(page_id, number, "", "A page that is not there", refused=fault.sentence)
    line = _looked(site, actor, page, wish, note)
    if page.number != number:
        return replace(line, changes=(), refused=f"{page.author_name} saved revision {page.number} since you looked. Look at it again.")
    if line.refused:
        return line
    try:
        _save(site, actor, page, wish, note)
    except ExtranetError as fault:
        return replace(line, changes=(), refused=fault.sentence)
    return line


def _save(site, actor, page: Page, wish: Wish, note: str) -> None:
    if wish.do == "withdrawn":
        end_page(site, actor, page.slug, End("withdrawn", note), page.number)
    elif wish.do in ("confirm", "review_by"):
        said = {"review_by": _next(site, page, wish)} | ({"confidence": "validated"} if wish.do == "confirm" else {})
        restate_page(site, actor, page, note, confirms=wish.do == "confirm", **said)
    else:
        save_page(site, actor, page.slug, _wanted(site, page, wish, note), page.number)


def _wanted(site, page: Page, wish: Wish, note: str) -> PageDraft:
    """What the page would say."""
    if wish.do == "withdrawn":
        return ending_draft(page, "withdrawn", note, "")
    said = {**page.metadata, "change_note": note, "update_type": "minor"}
    if wish.do in ("confirm", "review_by"):
        said["review_by"] = _next(site, page, wish)
        said |= {"confidence": "validated"} if wish.do == "confirm" else {}
    else:
        said[wish.do] = wish.value
    return PageDraft(said, page.body)


def _next(site, page: Page, wish: Wish) -> date:
    return wish.value if wish.do == "review_by" else next_review(site, page)


def _why_not(site, actor, page: Page, wanted: PageDraft, wish: Wish) -> str:
    """Why this page is refused; '' when nothing stands against it."""
    acts = ["page.confirm" if wish.do == "confirm" else "page.delete" if wish.do == "withdrawn" else "page.edit"]
    decisions = [may(site, actor, act, page) for act in acts]
    if wish.do in ("working_group", "owner_authority") and page.status in READABLE_STATES:
        decisions.append(may(site, actor, "page.publish", Publishing(wanted, page, frozenset({wish.do}))))
    refused = next((one.reason for one in decisions if not one), "")
    if refused:
        return refused
    if wish.do == "confirm" and page.status != "live":
        return "Only a live page is confirmed."
    faults = [one for one in faults_of(site, page.slug, wanted) if one.severity == ERROR and one.field in ("review_by", "working_group", "owner_authority")]
    return " ".join(one.sentence for one in faults)


def _changes(site, page: Page, wanted: PageDraft, wish: Wish) -> tuple[tuple[str, str, str], ...]:
    if wish.do == "confirm":
        days = ("Next check", _day_words(page.review_by), _day_words(wanted.metadata["review_by"]))
        return (("Confirmed", _day_words(page.confirmed_at.date() if page.confirmed_at else None), _day_words(site.clock.today())), days)
    names = {"review_by": "Next check", "working_group": "Group", "owner_authority": "Authority", "withdrawn": "State"}
    field = "status" if wish.do == "withdrawn" else wish.do
    before, after = page.metadata.get(field), wanted.metadata.get(field)
    return () if before == after else ((names[wish.do], _words(site, field, before), _words(site, field, after)),)


def _words(site, field: str, value: Any) -> str:
    if isinstance(value, date):
        return _day_words(value)
    if field == "working_group":
        known = vocabularies(site).groups.get(value)
        return known.name if known else str(value)
    if field == "owner_authority":
        found = authority_by_slug(site, value)
        return found.short_name if found else str(value)
    return str(value or "").replace("_", " ")


def _day_words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "never"


def _day(site, text: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput("Write the day of the next check as 2027-04-01.", "day_to") from None
    if day <= site.clock.today():
        raise BadInput("The next check has to be after today.", "day_to")
    return day
