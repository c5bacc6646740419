"""Many pages at once: one batch is rendered while the batch before it is written, each in one transaction."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from extranet.errors import ExtranetError
from extranet.pages.actions.drafting import Ready, completed, make_ready
from extranet.pages.actions.saving import add_page, add_revision, new_token
from extranet.pages.model import FaultyPage, LoadReport, NeedsApproval, Page, PageDraft, SlugTaken, checked_slug
from extranet.pages.store import pages
from extranet.pages.store.values import as_json
from extranet.rights import may
from extranet.standard import all_content_types

BATCH = 100


def load_pages(
    site, actor, drafts: Iterable[tuple[str, PageDraft]], progress: Callable[[int], None] = lambda done: None
) -> LoadReport:
    """Create or change the pages of these (slug, draft) pairs; what is the same already is left alone.

    Each batch of 100 is wholly written or not at all; a refused page is reported with its sentences and the others go on, so
    the same load can be run again. `progress` is told how many were dealt with, batch by batch. Hooks are not called.
    """
    load, begun = _Load(site, actor, progress), _Begun()
    with ThreadPoolExecutor(max(2, os.cpu_count() or 1)) as pool:
        for batch in _batches(drafts, BATCH):
            if begun.slugs & {slug for slug, _draft in batch}:  # what is written there must be seen here
                load.finish(begun)
                begun = _Begun()
            coming = load.begin(batch, pool)
            load.finish(begun)
            begun = coming
        load.finish(begun)
    return LoadReport(tuple(load.created), tuple(load.changed), tuple(load.unchanged), load.refused)


@dataclass
class _Load:
    """One load while it runs: what was done so far, by slug."""

    site: Any
    actor: Any
    progress: Callable[[int], None]
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def begin(self, batch: list[tuple[str, PageDraft]], pool: ThreadPoolExecutor) -> "_Begun":
        """Have the pages of this batch that differ made ready, without waiting for them."""
        known = _known(self.site, [slug for slug, _draft in batch])
        types = all_content_types(self.site)
        same = {slug for slug, draft in batch if _is_same(known.get(slug), draft, types)}
        self.unchanged += sorted(same)
        coming = [
            (slug, pool.submit(_ready_or_why, self.site, self.actor, slug, draft, known.get(slug)))
            for slug, draft in batch
            if slug not in same
        ]
        return _Begun(frozenset(slug for slug, _draft in batch), len(batch), known, coming)

    def finish(self, begun: "_Begun") -> None:
        """Write what was made ready, and tell how many pages were dealt with."""
        ready = []
        for slug, future in begun.coming:
            one = future.result()
            if isinstance(one, Ready):
                ready.append(one)
            else:
                self.refused[slug] = one
        if ready:
            with self.site.db.writing() as tx:
                for one in ready:
                    self._write(tx, one, begun.known.get(one.slug))
        if begun.count:
            self.progress(begun.count)

    def _write(self, tx, ready: Ready, page: Page | None) -> None:
        try:
            if page is None:
                add_page(tx, self.site, self.actor, ready, new_token(), is_load=True)
                self.created.append(ready.slug)
            elif add_revision(tx, self.site, self.actor, ready, page, page.number, new_token(), is_load=True):
                self.changed.append(ready.slug)
            else:
                self.refused[ready.slug] = ("Somebody saved this page during the load. Load it again.",)
        except (NeedsApproval, SlugTaken) as why:  # raised before anything of this page was written, so the others may go on
            self.refused[ready.slug] = (why.sentence,)


@dataclass(frozen=True)
class _Begun:
    """A batch on its way: the pages that were there, and for each that differs what is being made ready."""

    slugs: frozenset[str] = frozenset()
    count: int = 0
    known: Mapping[str, Page] = field(default_factory=dict)
    coming: list[tuple[str, Future]] = field(default_factory=list)


def _ready_or_why(site, actor, slug: str, draft: PageDraft, page: Page | None) -> Ready | tuple[str, ...]:
    try:
        if page is not None and not may(site, actor, "page.edit", page):
            raise SlugTaken(slug)  # the same words whether or not the actor may know the page
        return make_ready(site, actor, checked_slug(slug), draft, page.metadata if page else None)
    except FaultyPage as why:
        return tuple(fault.sentence for fault in why.faults)
    except ExtranetError as why:
        return (why.sentence,)


def _known(site, slugs: Iterable[str]) -> dict[str, Page]:
    """Pages that are at these addresses now, outside the bin."""
    with site.db.reading() as connection:
        found = [pages.by_address(connection, slug) for slug in slugs]
    return {page.slug: page for page in found if page is not None and page.deleted_at is None}


def _is_same(page: Page | None, draft: PageDraft, types) -> bool:
    if page is None:
        return False
    full = completed(draft, types)
    return full.body == page.body and as_json(full.metadata) == as_json(page.metadata)


def _batches(drafts: Iterable[tuple[str, PageDraft]], size: int) -> Iterator[list[tuple[str, PageDraft]]]:
    rest = iter(drafts)
    while batch := list(islice(rest, size)):
        yield batch
