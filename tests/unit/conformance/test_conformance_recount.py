"""After a thousand edits of every kind the figures are what counting every page from scratch gives."""

import os
import random
from collections import defaultdict
from datetime import date, timedelta

import pytest

from extranet.actor import Actor, Grant
from extranet.conformance.figures import conformance_matrix, failing_counts
from extranet.conformance.model import NEIGHBOURLY, score
from extranet.conformance.results import recheck_all, recount, title_key
from extranet.pages import (
    PageDraft,
    all_page_ids,
    create_page,
    delete_page,
    drafts_by_id,
    read_page,
    rename_page,
    restate_page,
    restore_page,
    save_page,
)
from extranet.review import ApprovalRule, set_rule
from extranet.standard import check_metadata, keep_reasons, kept_reasons, needs_reason, vocabularies

EDITS = int(os.environ.get("EXTRANET_EDITS", "1000"))
GROUPS = ("front-line-forum", "gis-users-group", "customer-care-trainers")
AUTHORITIES = ("woking", "guildford", "surrey")
BODIES = (
    "## What to ask\n\nAsk for the postcode.\n",
    "Click [[missed-bin]] now, and utilise the form.\n",
    "## What should I ask?\n\nThe crew comes on 4th June 2027.\n",
    "Ask for:\n\n- The postcode.\n\nIt shuts at 17:30 and it *really* does.\n",
    "It costs £45 and takes two days.\n",
)
ADMINISTRATOR = Actor(1, "Sam Dunnock", "surrey", frozenset({Grant("partnership_administrator", "partnership", "")}))


def draft(some, number, **changes):
    return PageDraft({
        "title": f"Missed bin {number}" if some.random() < 0.9 else "Missed bin", "type": "guidance", "summary": "What to say when a crew did not empty a bin.",
        "owner_authority": some.choice(AUTHORITIES), "working_group": some.choice(GROUPS), "audience": "all-authorities", "functions": [38],
        "life_episodes": "none", "area": "all", "confidence": some.choice(["validated", "not_validated"]), "status": some.choice(["live"] * 4 + ["draft"]),
        "update_type": "minor", "review_by": date(2026, 11, 18) + timedelta(days=some.randrange(60)), "localisable": some.choice(["none", "optional"]),
        "key_points": ["Ask first.", "Look next.", "Say it then."],
    } | changes, some.choice(BODIES))  # fmt: skip


def counted_from_scratch(site):
    """Cells as (pages, conforming, sum of scores) by group and authority, and pages by check: from the texts alone."""
    cells, checks, titles = defaultdict(lambda: [0, 0, 0]), defaultdict(set), defaultdict(set)
    today = site.clock.today()
    with site.db.reading() as connection:
        pages = list(drafts_by_id(connection, all_page_ids(site)))
    for page_id, _number, slug, text in pages:
        if text.metadata["status"] != "live":
            continue
        faults = [
            one for one in check_metadata(vocabularies(site), dict(text.metadata), slug=slug, today=today, body=text.body) if one.check not in NEIGHBOURLY
        ]
        kept = kept_reasons(site, page_id, slug)
        open_ones = [one for one in faults if one.key not in kept]
        cell = cells[text.metadata["working_group"], text.metadata["owner_authority"]]
        cell[0] += 1
        cell[1] += not any(one.severity in ("error", "warning") for one in open_ones)
        cell[2] += score(faults, kept, "guidance")
        titles[title_key(text.metadata["title"])].add(page_id)
        for one in open_ones:
            checks[one.check].add(page_id)
    checks["T2"] = {page_id for pages in titles.values() if len(pages) > 1 for page_id in pages}
    return {key: tuple(cell) for key, cell in cells.items()}, {check: len(pages) for check, pages in checks.items() if pages}


def figures_kept(site):
    matrix = conformance_matrix(site, ADMINISTRATOR)
    cells = {key: (cell.pages, cell.conforming, cell.score_sum) for key, cell in matrix.cells.items() if cell.pages}
    return cells, {check: count for check, count in failing_counts(site, ADMINISTRATOR).items() if count and check != "L8"}


class Editors:
    """One step is one edit of a random kind."""

    def __init__(self, site, clock, seed):
        self.site, self.clock, self.some = site, clock, random.Random(seed)
        self.slugs, self.binned, self.made = [], [], 0

    def step(self):
        kinds = [self.create] * 2 + [self.change] * 4 + [self.restate] * 8 + [self.delete, self.restore, self.rename, self.explain]
        return self.some.choice(kinds if self.slugs else [self.create])()

    def page(self):
        slug = self.some.choice(self.slugs)
        return read_page(self.site, ADMINISTRATOR, slug)

    def create(self):
        self.made += 1
        self.slugs.append(create_page(self.site, ADMINISTRATOR, draft(self.some, self.made), f"page-{self.made}").slug)

    def change(self):
        page = self.page()
        save_page(self.site, ADMINISTRATOR, page.slug, draft(self.some, self.made), page.number)

    def restate(self):
        page = self.page()
        values = {"confidence": self.some.choice(["validated", "wip"]), "review_by": date(2026, 11, 18) + timedelta(days=self.some.randrange(60))}
        restate_page(self.site, ADMINISTRATOR, page, "Looked at again, and still right.", True, **values)

    def delete(self):
        slug = self.slugs.pop(self.some.randrange(len(self.slugs)))
        delete_page(self.site, ADMINISTRATOR, slug)
        self.binned.append(slug)

    def restore(self):
        if self.binned:
            slug = self.binned.pop(self.some.randrange(len(self.binned)))
            restore_page(self.site, ADMINISTRATOR, slug)
            self.slugs.append(slug)

    def rename(self):
        place = self.some.randrange(len(self.slugs))
        self.made += 1
        self.slugs[place] = rename_page(self.site, ADMINISTRATOR, self.slugs[place], f"page-{self.made}").slug

    def explain(self):
        """Reasons for the warnings of a page, then a save that keeps them."""
        page = self.page()
        faults = [
            one
            for one in check_metadata(vocabularies(self.site), dict(page.metadata), slug=page.slug, today=self.site.clock.today(), body=page.body)
            if needs_reason(one)
        ]
        keep_reasons(self.site, ADMINISTRATOR, page.id, page.slug, [(one, "It has to stand as it is.") for one in faults[:2]])
        restate_page(self.site, ADMINISTRATOR, page, "Looked at again, and still right.", True)

    def midnight(self):
        self.clock.move(days=1)
        recheck_all(self.site)


@pytest.fixture(autouse=True)
def groups_without_approval(site):
    for group in GROUPS:
        set_rule(site, ADMINISTRATOR, ApprovalRule(group, 0))


@pytest.mark.parametrize("seed", [20261122])
def test_figures_equal_a_recount_from_scratch_after_a_thousand_edits(site, clock, seed):
    editors = Editors(site, clock, seed)
    for number in range(EDITS):
        editors.step()
        if number % 333 == 332:
            assert figures_kept(site) == counted_from_scratch(site)
        if number in (EDITS // 4, EDITS // 2):
            editors.midnight()
    assert figures_kept(site) == counted_from_scratch(site)
    assert list(recount(site)) == []
    assert len(all_page_ids(site)) > EDITS // 20
