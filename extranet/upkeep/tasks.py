"""What waits for somebody: flags, pages due for a check, local text to look at again, groups short of people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extranet.authorities import all_authorities, authority_by_slug
from extranet.clock import LONDON
from extranet.pages import LocalEdit, page_lines
from extranet.rights import may
from extranet.standard import vocabularies
from extranet.upkeep import store
from extranet.upkeep.clocks import due_words
from extranet.upkeep.flags import live_counts
from extranet.upkeep.helping import tallies
from extranet.upkeep.holders import may_keep
from extranet.upkeep.model import LEAST_HOLDERS, Task
from extranet.upkeep.reviews import due_lines, short_groups

SOON_DAYS = 30
PROVED_TIMES, PROVED_DAYS = 3, 30
KINDS = {"flag": "Flags", "review": "Checks due", "local": "Still right for you?", "group": "Groups short of people"}
WRITERS = ("author", "approver")


@dataclass(frozen=True)
class TaskFilters:
    """Which tasks; empty means any. `view` is mine, late or '' (everything the person may answer)."""

    view: str = ""
    kind: str = ""
    group: str = ""
    authority: str = ""

    def holds(self, task: Task) -> bool:
        is_in_view = {"mine": task.is_mine, "late": task.is_late}.get(self.view, True)
        return is_in_view and self.kind in ("", task.kind) and self.group in ("", task.group) and self.authority in ("", task.authority)


def tasks_for(site, actor, kinds=tuple(KINDS)) -> list[Task]:
    """Everything of these kinds that this person may answer, the one owed first first. Guests and readers have none."""
    if actor is None or actor.is_guest or not any(grant.role != "reader" for grant in actor.grants):
        return []
    finders = {"flag": _flags, "review": _reviews, "local": _local_checks, "group": _short_groups}
    found = [task for kind in kinds for task in finders[kind](site, actor)]
    return sorted(found, key=lambda one: (one.due_on, one.kind, one.title))


def _flags(site, actor) -> Iterator[Task]:
    with site.db.reading() as connection:
        flags = store.live_flags(connection)
    lines = page_lines(site, actor, [one.page_id for one in flags])
    for one in flags:
        line = lines.get(one.page_id)
        if line is None or not may_keep(site, actor, line, one.authority):
            continue
        due = one.due_at.astimezone(LONDON).date()
        is_mine = one.fixer_id == actor.id or (one.state == "accepted" and one.accepted_by == actor.name)
        what = f"{one.kind_words}: {one.note or one.passage}"
        where = f"/-/flags/{one.id}"
        whose = one.authority or line.owner_authority
        yield _task(site, "flag", line, what, where, due, is_mine, authority=whose, state=one.state_words)


def _reviews(site, actor) -> Iterator[Task]:
    before = site.clock.today() + timedelta(days=SOON_DAYS + 1)
    lines = {}
    if actor.is_partnership_administrator:
        lines = {one.id: one for one in due_lines(site, actor, before)}
    else:
        groups = frozenset(grant.scope for grant in actor.grants if grant.scope_kind == "group" and grant.role in WRITERS)
        owners = {grant.scope for grant in actor.grants if grant.scope_kind == "authority" and grant.role in (*WRITERS, "authority_administrator")}
        found = due_lines(site, actor, before, groups=groups) if groups else []
        found += [one for owner in sorted(owners) for one in due_lines(site, actor, before, owner_authority=owner)]
        lines = {one.id: one for one in found}
    for line in lines.values():
        if may(site, actor, "page.confirm", line):
            words = "Look at it again and say whether it is still right"
            yield _task(site, "review", line, words, f"/-/tasks/look?pages={line.id}", line.review_by, False, number=line.number)
    for line, count in _proved(site, actor, lines):
        words = f"Readers said {count} times in 30 days that it answers, and nobody flagged it: confirm that it is right"
        yield _task(site, "review", line, words, f"/-/tasks/look?pages={line.id}", line.review_by or before, False, number=line.number)


def _proved(site, actor, known) -> Iterator[tuple]:
    """Pages that nobody has confirmed, and that use has proved (content-standard 4.1: three times in 30 days, no open flag)."""
    found = {
        page_id: tally.total("yes")
        for page_id, tally in tallies(site, PROVED_DAYS).items()
        if tally.total("yes") >= PROVED_TIMES and not tally.total("wrong") + tally.total("out-of-date") and page_id not in known
    }
    flagged = live_counts(site)
    for line in page_lines(site, actor, found.keys() - flagged.keys()).values():
        if line.status == "live" and line.confidence == "not_validated" and may(site, actor, "page.confirm", line):
            yield line, found[line.id]


def _local_checks(site, actor) -> Iterator[Task]:
    own = [one.slug for one in all_authorities(site) if may(site, actor, "page.localise", LocalEdit(None, one.slug))]
    with site.db.reading() as connection:
        checks = [one for one in store.open_checks(connection) if one.authority in own]
    lines = page_lines(site, actor, [one.page_id for one in checks])
    for one in checks:
        line = lines.get(one.page_id)
        if line is not None:
            name = authority_by_slug(site, one.authority).short_name
            words = f"The text for everyone changed in revision {one.number}. Is {name}’s own text still right?"
            is_mine = one.authority == actor.authority
            yield _task(site, "local", line, words, f"/-/pages/{line.slug}/local?for={one.authority}", one.due_on, is_mine, authority=one.authority)


def _short_groups(site, actor) -> Iterator[Task]:
    names = vocabularies(site).groups
    for group, holders in short_groups(site).items():
        if not may(site, actor, "group_people.change", group):
            continue
        who = ", ".join(one.name for one in holders) or "Nobody"
        words = f"{who} {'is' if len(holders) < 2 else 'are'} named to look after its pages; {LEAST_HOLDERS} people are the least."
        today = site.clock.today()
        yield Task("group", names[group].name, words, f"/-/people/groups/{group}", group, "", today, "now", False, False)


def _task(site, kind: str, line, words: str, url: str, due: date, is_mine: bool, authority: str = "", number: int = 0, state: str = "") -> Task:
    is_late = due < site.clock.today()
    owed = due_words(site, due)
    return Task(
        kind, line.title, words, url, line.working_group, authority or line.owner_authority, due, f"{state}, {owed}" if state else owed[0].upper() + owed[1:],
        is_late, is_mine, line.id, line.slug, number,
    )  # fmt: skip


