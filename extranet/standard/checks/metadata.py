"""Checks of the common fields against one another, the calendar and the way a page is named."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from extranet.standard.checks.fields import SLUG, unknown_terms
from extranet.standard.checks.model import Check, Finding, Subject, is_given
from extranet.standard.content_types import CONTENT_TYPES, services_of
from extranet.standard.model import ADVICE, ERROR, WARNING

ARTICLES = frozenset({"a", "an", "the"})
SLUG_LENGTH = 60
EMPTY_NOTES = frozenset({"updated", "page updated", "guidance updated", "minor changes"})
NOTE_LENGTH = 20
WEAK_STARTS = ("information about", "about", "the", "a", "an", "guide to", "your")
TYPE_WORDS = re.compile(r"\b(procedure|guidance|policy|form|page)\b", re.IGNORECASE)
LINK = re.compile(r"\[[^\]]*\]\(|\[\[|https?://", re.IGNORECASE)
LIVE = "live"


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def title_length(subject: Subject) -> Iterator[Finding]:
    length = len(subject.text("title"))
    if length > 100:
        yield Finding("title", f"The title has {length} characters; 100 are the most, 65 are better. Shorten it.", ERROR)
    elif length > 65:
        yield Finding("title", f"The title has {length} characters; keep it to 65, so that it is whole in a list of results.")


def title_signs(subject: Subject) -> Iterator[Finding]:
    title = subject.text("title").strip()
    if title.endswith("?"):
        yield Finding("title", "The title is a question. Make it a statement, and put the question in customer_question.")
    if title.endswith("."):
        yield Finding("title", "The title ends with a full stop. Take it away.")
    if re.search(r"\s[-–—]\s|/", title):
        yield Finding("title", "The title has a dash or slash between parts. Use a colon, or fewer words.")


def title_names_type(subject: Subject) -> Iterator[Finding]:
    for name in ("title", "summary"):
        found = TYPE_WORDS.search(subject.text(name))
        if found:
            yield Finding(name, f"The {name} says {found.group().lower()!r}; the page already shows what type it is. Say what it is about.")


def title_start(subject: Subject) -> Iterator[Finding]:
    title = subject.text("title").lower()
    weak = next((start for start in WEAK_STARTS if title.startswith(start + " ")), None)
    if weak:
        yield Finding("title", f"The title starts with {weak!r}. Put the word a caller would use first.")


def summary_length(subject: Subject) -> Iterator[Finding]:
    length = len(subject.text("summary"))
    if length > 160:
        yield Finding("summary", f"The summary has {length} characters; 160 are the most. Shorten it.")


def summary_form(subject: Subject) -> Iterator[Finding]:
    summary = subject.text("summary").strip()
    if summary and not summary.endswith("."):
        yield Finding("summary", "The summary does not end with a full stop. Make it one whole sentence.")
    if LINK.search(summary):
        yield Finding("summary", "The summary holds a link. Move the link into the text.")


def change_note(subject: Subject) -> Iterator[Finding]:
    note = subject.text("change_note").strip()
    if subject.metadata.get("update_type", "major") != "major" or subject.metadata.get("status", "draft") != LIVE:
        return
    if note.lower().rstrip(".") in EMPTY_NOTES or len(note) < NOTE_LENGTH:
        yield Finding("change_note", f"The change note says too little. Say what is different for the reader, in at least {NOTE_LENGTH} characters.")


def functions(subject: Subject) -> Iterator[Finding]:
    chosen = subject.metadata.get("functions")
    yield from unknown_terms(subject, "function")
    if not isinstance(chosen, list):
        return
    if len(chosen) > 3:
        yield Finding("functions", f"The page has {len(chosen)} functions; 3 are the most. Keep those a reader would look under.")
    for one in chosen:
        term = subject.vocabularies.functions.get(one) if isinstance(one, int) else None
        if term and term.parent_id is None and subject.vocabularies.functions_under(term.id):
            yield Finding("functions", f"Function {term.id} ({term.name}) is a heading. Choose one of the functions under it.", WARNING)


def service_count(subject: Subject) -> Iterator[Finding]:
    listed = subject.metadata.get("lgsl_ids")
    if isinstance(listed, list) and len(listed) > 5:
        yield Finding("lgsl_ids", f"The page names {len(listed)} services; 5 are the most. Split the page, or keep the main ones.")
    elif len(services_of(subject.metadata)) > 5:
        yield Finding("lgsl_ids", "A service entry is for one service and names at most 4 more.")


def routes(subject: Subject) -> Iterator[Finding]:
    if subject.metadata.get("status") != LIVE:
        return
    for name, word in (("functions", "function"), ("life_episodes", "life episode"), ("area", "area")):
        if name in subject.metadata and not is_given(subject.metadata[name]):
            yield Finding(name, f"A live page can be reached by function, place and life episode; this one has no {word}. Add it.")


def review_date(subject: Subject) -> Iterator[Finding]:
    due, today = subject.metadata.get("review_by"), subject.today
    if not isinstance(due, date) or today is None or subject.type is None:
        return
    latest = months_later(today, subject.type.review_months)
    if due > latest:
        yield Finding("review_by", f"review_by is {due}; a page of type {subject.type.name} is looked at again within "
                                   f"{subject.type.review_months} months, so by {latest}.")
    if due < today and subject.metadata.get("status") == LIVE:
        yield Finding("review_by", f"The review was due on {due}. Confirm the page or change it.", WARNING)


def validity(subject: Subject) -> Iterator[Finding]:
    first, last = subject.metadata.get("valid_from"), subject.metadata.get("valid_to")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield Finding("valid_to", f"valid_to ({last}) is before valid_from ({first}). Swap them or correct one.")


def state(subject: Subject) -> Iterator[Finding]:
    status = subject.metadata.get("status")
    if status == "withdrawn" and not subject.text("status_note"):
        yield Finding("status_note", "A withdrawn page says why. Add status_note.")
    if status == "redirected" and not subject.text("redirect_to"):
        yield Finding("redirect_to", "A redirected page names the page readers are sent to. Add redirect_to.")


def address(subject: Subject) -> Iterator[Finding]:
    slug = subject.slug
    if slug is None:
        return
    if not SLUG.match(slug):
        yield Finding(None, f"The address {slug!r} must be lower-case words with single dashes between them, such as missed-bin-collection.")
    elif len(slug) > SLUG_LENGTH:
        yield Finding(None, f"The address has {len(slug)} characters; {SLUG_LENGTH} are the most.")
    elif ARTICLES & set(slug.split("-")):
        yield Finding(None, f"The address {slug!r} holds an article (a, an, the). Leave it out.", WARNING)


def owner_stands(subject: Subject) -> Iterator[Finding]:
    owner = subject.vocabularies.authorities.get(subject.text("owner_authority"))
    if owner and subject.today and not owner.stands_on(subject.today):
        follow = f" Its place is taken by {', '.join(owner.successors)}." if owner.successors else ""
        yield Finding("owner_authority", f"{owner.name} does not exist on {subject.today}.{follow} Name an authority that does.")


def months_of_types() -> str:
    return ", ".join(f"{one.name} {one.review_months}" for one in CONTENT_TYPES.values())


CHECKS = (
    Check("T1", WARNING, "GOV.UK guidance; project", "A title has at most 65 characters; over 100 it is refused.", title_length,
          fails={"title": "Missed bin collection " + "and everything that goes with it " * 2}),
    Check("T3", WARNING, "GOV.UK guidance", "A title is a statement without a dash between parts, a slash or a full stop.", title_signs,
          passes={"title": "Bins: missed collection"}, fails={"title": "Bins - missed collection"}),
    Check("T5", WARNING, "GOV.UK guidance", "Title and summary do not name the content type.", title_names_type,
          fails={"title": "Missed bin procedure"}),
    Check("T7", ADVICE, "project", "A title starts with the word a caller would use.", title_start, fails={"title": "Information about bins"}),
    Check("S1", ERROR, "GOV.UK guidance", "A summary has at most 160 characters.", summary_length, fails={"summary": "Say this. " * 17}),
    Check("S2", WARNING, "GOV.UK guidance", "A summary is a whole sentence without links.", summary_form,
          fails={"summary": "What to say about [bins](https://example.org)"}),
    Check("C1", ERROR, "GOV.UK guidance", "The note of a major change to a live page says what is different for the reader.", change_note,
          passes={"change_note": "Crews now return within 2 working days."}, fails={"change_note": "Page updated"}),
    Check("FUN-1", ERROR, "content-standard 1.1", "A page has 1 to 3 functions, of the lower level where there is one.", functions,
          passes={"functions": [38]}, fails={"functions": [38, 39, 2, 3]}),
    Check("LGSL-2", ERROR, "content-standard 1.1", "A page names at most 5 services; a service entry has exactly one of its own.", service_count,
          fails={"lgsl_ids": [524, 526, 528, 530, 533, 524]}),
    Check("ROUTE-1", ERROR, "content-standard 5.3", "Every live page is reached by function, place and life episode.", routes,
          passes={"life_episodes": "none"}, fails={"life_episodes": []}),
    Check("META-8", ERROR, "content-standard 5.2", f"A page is looked at again within the months of its type: {months_of_types()}.",
          review_date, fails={"review_by": date(2099, 1, 1)}),
    Check("META-9", ERROR, "content-standard 5.1", "A page's last day is not before its first.", validity,
          passes={"valid_from": date(2026, 1, 1), "valid_to": date(2026, 1, 1)},
          fails={"valid_from": date(2026, 1, 2), "valid_to": date(2026, 1, 1)}),
    Check("META-10", ERROR, "content-standard 5.1", "A withdrawn page says why; a redirected page says where to.", state,
          passes={"status": "withdrawn", "status_note": "The service ended."}, fails={"status": "withdrawn"}),
    Check("META-11", ERROR, "content-standard 5.1", "An address is lower-case words with dashes, at most 60 characters, without articles.",
          address),
    Check("META-12", ERROR, "content-standard 5.1", "The accountable authority exists today.", owner_stands,
          fails={"owner_authority": "east-surrey"}),
)
