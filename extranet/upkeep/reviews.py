"""Review dates: "still right" in one click, reminders before and after the day, and groups that are short of people."""

from collections.abc import Iterable
from datetime import date, timedelta

from extranet.actor import Actor, Grant
from extranet.errors import BadInput, Conflict, Forbidden
from extranet.identity import raise_handover
from extranet.pages import EditConflict, Page, PageFilters, PageLine, list_pages, next_review, page_count, read_page, restate_page
from extranet.rights import is_readable, may
from extranet.standard import vocabularies
from extranet.upkeep import store
from extranet.upkeep.holders import administrators_of, group_holders
from extranet.upkeep.model import DOUBTING, ESCALATE_DAYS, LEAST_HOLDERS, REMINDER_DAYS
from extranet.watching import tell

DUE, SHORT = "review_due", "group_short"
SHEET = 100
CONFIRMABLE = ("validated", "not_validated")
NAMED = 8  # pages whose titles stand in one reminder
EVERYTHING = Actor(0, "Upkeep", "", frozenset({Grant("partnership_administrator", "partnership")}))
"""Reads every page for the nightly job; what is told of them is cut down to what each person may read."""


def still_right(site, actor, slug: str, base_number: int) -> Page:
    """Nothing in the page has to change: a minor revision that says who said so, and the next check moved by its type's interval.

    An approver's word makes the page count as checked; an author's leaves its trust as it was. Forbidden, BadInput, or
    Conflict when the page is not the one that was looked at.
    """
    page = read_page(site, actor, slug)
    decision = may(site, actor, "page.confirm", page)
    if not decision:
        raise Forbidden(decision.reason)
    why_not = reason_against(site, page)
    if why_not:
        raise BadInput(why_not)
    if page.number != base_number:
        raise Conflict(f"{page.author_name} saved revision {page.number} since you opened “{page.title}”. Read it again, then say whether it is right.")
    due = next_review(site, page)
    values = {"review_by": due} | ({"confidence": "validated"} if may_validate(actor, page) else {})
    note = f"Still right: nothing in it was changed. Next check by {due.day} {due:%B %Y}."
    try:
        return restate_page(site, actor, page, note, True, **values)
    except EditConflict as clash:
        raise Conflict(clash.sentence) from clash


def reason_against(site, page) -> str:
    """Why nobody can say "still right" of this page now; '' when they can."""
    if page.status != "live":
        return "Only a live page can be confirmed."
    if page.confidence not in CONFIRMABLE:
        return "A draft without an answer, or an archived page, cannot be confirmed. Change its trust in the edit form first."
    with site.db.reading() as connection:
        accepted = [one for one in store.live_flags(connection, page.id) if one.state == "accepted" and one.kind in DOUBTING and not one.authority]
    return f"A flag that says “{accepted[0].kind_words.lower()}” was accepted and waits for its outcome. Close it first." if accepted else ""


def may_validate(actor, page) -> bool:
    """Approvers of the page's group or authority, and its administrators (content-standard 4.1: the Publisher role)."""
    return (
        actor.is_partnership_administrator
        or actor.has_role("approver", "group", page.working_group)
        or actor.has_role("approver", "authority", page.owner_authority)
        or actor.has_role("authority_administrator", "authority", page.owner_authority)
    )


def remind(site) -> int:
    """Daily: tell each group what falls due in 30 and 7 days, on the day, then weekly; after 30 days the authority too. How many were told."""
    today, told = site.clock.today(), 0
    groups: dict[tuple[str, str, str], list[PageLine]] = {}
    with site.db.reading() as connection:
        known = store.reminders(connection)
    for line in due_lines(site, EVERYTHING, today + timedelta(days=REMINDER_DAYS[0] + 1)):
        for step, whom in steps_for(line.review_by, today):
            if step not in known.get((_subject(line), line.review_by), {}):
                groups.setdefault((whom, line.working_group if whom == "group" else line.owner_authority, step), []).append(line)
    for (whom, scope, step), lines in sorted(groups.items()):
        told += _tell_due(site, whom, scope, step, lines)
    return told + _tell_short_groups(site)


def steps_for(due: date, today: date) -> list[tuple[str, str]]:
    """The (step, to whom) that this day owes: the closest one before the day, one a week after it, and the authority's from day 30 on."""
    days = (due - today).days
    if days >= 0:
        step = next((one for one in sorted(REMINDER_DAYS) if days <= one), None)
        return [] if step is None else [(f"{step} days", "group")]
    weeks = -days // 7
    late = [(f"late {weeks}", "group")] if weeks else [("0 days", "group")]
    return [*late, (f"authority {(-days - ESCALATE_DAYS) // 7}", "authority")] if -days >= ESCALATE_DAYS else late


def due_lines(site, actor, before: date, **filters) -> list[PageLine]:
    """Live pages to be looked at before this day, the most overdue first."""
    wanted, lines = PageFilters(review_before=before, order="review", **filters), []
    while sheet := list_pages(site, actor, wanted, SHEET, len(lines)):
        lines += sheet
    return [one for one in lines if one.confidence != "archived"]


def short_groups(site) -> dict[str, list]:
    """Groups that keep live pages and have fewer than two named authors and approvers, with those they have."""
    found = {}
    for slug in vocabularies(site).groups:
        holders = group_holders(site, slug)
        if len(holders) < LEAST_HOLDERS and page_count(site, EVERYTHING, PageFilters(group=slug)):
            found[slug] = holders
    return found


def hand_over(site, person) -> None:
    """Somebody left: say which groups are short of people from now on."""
    short = short_groups(site)
    names = vocabularies(site).groups
    for grant in sorted(person.grants):
        if grant.scope_kind == "group" and grant.scope in short and grant.role in ("author", "approver"):
            left = [one for one in short[grant.scope] if one.id != person.id]
            who = f"only {left[0].name}" if left else "nobody"
            sentence = f"{names[grant.scope].name} keeps pages and has {who} named to look after them. Name at least {LEAST_HOLDERS}."
            raise_handover(site, person, sentence, f"/-/people/groups/{grant.scope}")


def _tell_due(site, whom: str, scope: str, step: str, lines: list[PageLine]) -> int:
    people = group_holders(site, scope) if whom == "group" else administrators_of(site, scope)
    now, told = site.clock.now(), 0
    with site.db.writing() as tx:
        for person in people:
            own = [one for one in lines if is_readable(person.as_actor(), one.reading_key)]
            if own:
                told += 1
                tell(tx, site, [person.id], DUE, _due_title(whom, step, own), _due_url(scope, whom), _due_text(own), is_urgent=whom == "authority")
        for line in lines:
            store.add_reminder(tx, _subject(line), line.review_by, step, now, len(people))
    return told


def _tell_short_groups(site) -> int:
    """Once a quarter while it lasts: the people who are left, and the administrators of the authorities whose pages they keep."""
    today, told = site.clock.today(), 0
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    names = vocabularies(site).groups
    for group, holders in short_groups(site).items():
        with site.db.writing() as tx:
            if "short" in store.reminders(tx, [f"group:{group}"]).get((f"group:{group}", quarter), {}):
                continue
            owners = {one.owner_authority for one in list_pages(site, EVERYTHING, PageFilters(group=group))}
            people = {one.id for one in holders} | {one.id for owner in owners for one in administrators_of(site, owner)}
            text = f"{len(holders)} named to look after its pages; {LEAST_HOLDERS} are the least."
            tell(tx, site, people, SHORT, f"{names[group].name} is short of people", f"/-/people/groups/{group}", text)
            store.add_reminder(tx, f"group:{group}", quarter, "short", site.clock.now(), len(people))
            told += len(people)
    return told


def _subject(line: PageLine) -> str:
    return f"page:{line.id}"


def _due_title(whom: str, step: str, lines: Iterable[PageLine]) -> str:
    count = len(list(lines))
    what = "1 page" if count == 1 else f"{count} pages"
    if whom == "authority":
        return f"{what} of your authority over {ESCALATE_DAYS} days late for a check"
    words = {"0 days": "due for a check today", "7 days": "due for a check within 7 days", "30 days": "due for a check within 30 days"}
    return f"{what} {words.get(step, 'late for a check')}"


def _due_url(scope: str, whom: str) -> str:
    return f"/-/tasks?kind=review&group={scope}" if whom == "group" else f"/-/tasks?kind=review&authority={scope}"


def _due_text(lines: list[PageLine]) -> str:
    named = "; ".join(one.title for one in lines[:NAMED])
    return named + (f"; and {len(lines) - NAMED} more" if len(lines) > NAMED else "")
