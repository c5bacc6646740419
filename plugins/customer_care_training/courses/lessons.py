"""Pages of the wiki as lessons, and "changed since your course".

A person learns a revision. A page changes in matter when a revision is saved as a major update; whoever learnt only older
text is told so, nobody else, and what was learnt stays learnt.
"""

from extranet.errors import BadInput, NotFound
from extranet.pages import PageFilters, history, list_pages, page_by_id, read_page
from extranet_plugins.customer_care_training.courses import store
from extranet_plugins.customer_care_training.courses.model import LESSON, Kind, Requirement, Step

MAJOR = "major"
USUAL_MINUTES = 15


def resolve(site, actor, target: str) -> dict:
    """The columns of a lesson on the page of this slug, as it is now. BadInput when the actor may not read it."""
    try:
        page = read_page(site, actor, target)
    except NotFound as fault:
        raise BadInput(f"There is no page '{target}' that you may read. Choose another page.", "target") from fault
    minutes = page.metadata.get("minutes") if isinstance(page.metadata.get("minutes"), int) else USUAL_MINUTES
    _mark_from_history(site, actor, page)
    return {"target": page.slug, "title": page.title[:160], "page_id": page.id, "page_number": page.number, "minutes": minutes}


def _mark_from_history(site, actor, page) -> None:
    """Note the page's newest major revision, unless the page is taught already and therefore watched."""
    major = next((one for one in history(site, actor, page.slug) if one.update_type == MAJOR), None)
    number = major.number if major else 1
    with site.db.writing() as tx:
        if page.id not in store.page_marks(tx, [page.id]):
            store.keep_page_mark(tx, _mark(page, number, major.change_note if major else ""))


def _mark(page, major_number: int, note: str) -> dict:
    return {"page_id": page.id, "number": page.number, "major_number": major_number, "change_note": note[:400], "changed_at": page.updated_at}


def note_page(site, page) -> None:
    """A page was saved: keep its newest revision, and its newest major one with the note why. Pages nobody teaches are left out."""
    with site.db.reading() as connection:
        if page.id not in store.taught_pages(connection):
            return
    with site.db.writing() as tx:
        known = store.page_marks(tx, [page.id]).get(page.id)
        if page.update_type == MAJOR or known is None:
            store.keep_page_mark(tx, _mark(page, page.number, page.change_note))
        else:
            store.keep_page_mark(tx, {**known, "number": page.number})


def read_pages_again(site, reader) -> None:
    """Bring what is known of every taught page up to date from its history, as `reader` may read it."""
    with site.db.reading() as connection:
        taught = store.taught_pages(connection)
    for page_id in sorted(taught):
        try:
            page = page_by_id(site, reader, page_id)
        except NotFound:
            continue
        major = next((one for one in history(site, reader, page.slug) if one.update_type == MAJOR), None)
        with site.db.writing() as tx:
            store.keep_page_mark(tx, _mark(page, major.number if major else 1, major.change_note if major else ""))


def is_met(site, person_id: int, requirement: Requirement) -> bool:
    """Learnt in any revision: a change asks for another look, it takes nothing back."""
    with site.db.reading() as connection:
        return requirement.page_id in store.learnt_numbers(connection, person_id)


def step(site, actor, requirement: Requirement) -> Step:
    with site.db.reading() as connection:
        number = store.learnt_numbers(connection, actor.id).get(requirement.page_id)
        mark = store.page_marks(connection, [requirement.page_id]).get(requirement.page_id)
    try:
        page_by_id(site, actor, requirement.page_id)
    except NotFound:
        state, before = ("done", "Learnt; the") if number else ("unavailable", "The")
        return Step(requirement, state, f"{before} page is not there for you now.")
    url = f"/-/training/lessons/{requirement.id}"
    if number is None:
        return Step(requirement, "open", f"About {requirement.minutes} minutes.", url)
    if mark is not None and number < mark["major_number"]:
        return Step(requirement, "changed", f"Changed since your course: {mark['change_note'] or 'the text has new matter.'}", url)
    return Step(requirement, "done", "Learnt.", url)


def choices(site, actor) -> list[tuple[str, str]]:
    """Training material first, then what else the actor may read, as (slug, title)."""
    own = [(one.slug, one.title) for one in list_pages(site, actor, PageFilters(tags=(("type", "training"),)))]
    known = {slug for slug, _title in own}
    return own + [(one.slug, one.title) for one in list_pages(site, actor, PageFilters()) if one.slug not in known]


KIND = Kind(LESSON, "Lesson: a page of the wiki", is_met, step, choices, resolve)
