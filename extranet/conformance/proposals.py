"""Which pages a proposed change to the standard would fail, and which it would free."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from sqlalchemy import select

from extranet.pages import counted_pages, drafts_by_id
from extranet.standard import ERROR, WARNING, Change, changes_of, check_metadata, ruling_on, vocabularies

BATCH = 100


@dataclass(frozen=True)
class Touched:
    """A page that a change would touch: faults of the changed check that come, and that go, by severity."""

    slug: str
    title: str
    group: str
    comes: int
    goes: int
    is_blocked: bool  # it could not be saved as it is


@dataclass(frozen=True)
class Report:
    """What a change would do to the pages the person may read, as they stand now."""

    looked_at: int
    touched: tuple[Touched, ...]

    @property
    def failing(self) -> int:
        return sum(one.comes > 0 for one in self.touched)

    @property
    def freed(self) -> int:
        return sum(one.goes > 0 and not one.comes for one in self.touched)


def report_on(site, actor, kind: str, check_id: str, detail: Mapping, takes_effect: date) -> Report:
    """The change tried on every readable page in browsing, with the other approved changes of its day."""
    day = max(takes_effect, site.clock.today() + timedelta(days=1))
    proposed = _as_approved(kind, check_id, detail, day)
    known = vocabularies(site)
    before = replace(known, ruling=ruling_on(changes_of(site), day))
    after = replace(known, ruling=ruling_on((*changes_of(site), proposed), day))
    mine = counted_pages(site, actor)
    with site.db.reading() as connection:
        ids = iter(connection.execute(select(mine.c.id).order_by(mine.c.id)).scalars().all())
        looked, touched = 0, []
        while some := list(islice(ids, BATCH)):
            for _id, _number, slug, draft in drafts_by_id(connection, some):
                looked += 1
                touched += _touched(before, after, check_id, slug, draft, site.clock.today())
    return Report(looked, tuple(sorted(touched, key=lambda one: (-one.comes, one.slug))))


def _touched(before, after, check_id: str, slug: str, draft, today: date) -> list[Touched]:
    old, new = ({(one.key, one.severity): one for one in check_metadata(known, dict(draft.metadata), slug=slug, today=today, body=draft.body)
                 if one.check == check_id} for known in (before, after))
    comes, goes = new.keys() - old.keys(), old.keys() - new.keys()
    if not comes and not goes:
        return []
    graver = [key for key in comes if key[1] in (ERROR, WARNING)]
    blocked = any(new[key].severity == ERROR and not new[key].may_be_kept for key in comes)
    return [Touched(slug, str(draft.metadata.get("title")), str(draft.metadata.get("working_group")), len(graver), len(goes), blocked)]


def _as_approved(kind: str, check_id: str, detail: Mapping, day: date) -> Change:
    moment = None
    return Change(0, kind, check_id, detail, "", day, "approved", "", 0, "", moment, "", moment, "")
