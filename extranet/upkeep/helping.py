"""Did this answer it: counted by page, customer's authority and day. Nobody's name is kept with an answer."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from extranet.errors import BadInput
from extranet.pages import read_page
from extranet.upkeep import store
from extranet.upkeep.model import ANSWERS, REASONS, REMARK_LENGTH
from extranet.upkeep.personal import refuse_personal

KEPT_DAYS = 400  # then counts and remarks go: content health looks at a year
SHOWN_DAYS = 90
REMARKS = 50


@dataclass(frozen=True)
class Tally:
    """Answers of some days: (answer, count) by authority ('' where none was set), and what people added in their own words."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    remarks: tuple = ()

    def total(self, answer: str = "", authority: str | None = None) -> int:
        of = [self.counts.get(authority, {})] if authority is not None else list(self.counts.values())
        return sum(count for one in of for name, count in one.items() if answer in ("", name))

    @property
    def share_percent(self) -> int | None:
        """How many of a hundred answers were yes; None while there are none."""
        return round(100 * self.total("yes") / self.total()) if self.total() else None


def give_answer(site, actor, slug: str, answer: str, text: str = "", authority: str = "") -> None:
    """One answer about a page the actor (None: a visitor) may read. BadInput for an unknown answer or a line with particulars."""
    page = read_page(site, actor, slug)
    text = " ".join(text.split())
    if answer not in ANSWERS:
        raise BadInput("Say yes, or choose what was wrong.", "answer")
    if answer == "other" and not text:
        raise BadInput("Say in a few words what it was.", "text")
    if len(text) > REMARK_LENGTH:
        raise BadInput(f"At most {REMARK_LENGTH} characters, please.", "text")
    refuse_personal(text, "text")
    try:
        _keep(site, page.id, authority, answer, text)
    except IntegrityError:  # on PostgreSQL two first answers of a day may meet; the second then finds the row of the first
        _keep(site, page.id, authority, answer, text)


def _keep(site, page_id: int, authority: str, answer: str, text: str) -> None:
    with site.db.writing() as tx:
        day = site.clock.today()
        store.count_answer(tx, page_id, authority, day, answer)
        if text and answer in REASONS:
            store.add_remark(tx, page_id, authority, day, answer, text)


def tally_of(site, page, days: int = SHOWN_DAYS) -> Tally:
    """What people answered about one page lately; for those who keep it."""
    since = site.clock.today() - timedelta(days=days)
    with site.db.reading() as connection:
        found = store.answers_of(connection, [page.id], since)
        remarks = store.remarks_of(connection, page.id, since, REMARKS)
    return Tally(_by_authority(found), tuple(remarks))


def tallies(site, days: int = SHOWN_DAYS) -> dict[int, Tally]:
    """The counts of every page that anybody answered about lately, for content health."""
    with site.db.reading() as connection:
        found = store.answers_of(connection, None, site.clock.today() - timedelta(days=days))
    pages: dict[int, list] = {}
    for row in found:
        pages.setdefault(row[0], []).append(row)
    return {page_id: Tally(_by_authority(rows)) for page_id, rows in pages.items()}


def forget_old(site) -> None:
    """Nightly: counts and remarks older than 400 days go."""
    with site.db.writing() as tx:
        store.forget_answers(tx, site.clock.today() - timedelta(days=KEPT_DAYS))


def _by_authority(rows) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for _page, authority, answer, count in rows:
        counts.setdefault(authority, {})[answer] = count
    return counts
