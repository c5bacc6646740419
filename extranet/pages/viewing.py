"""One reader looking at one page for one customer: everything that assembling its parts may ask, answered with that reader's rights."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from extranet.authorities import all_authorities, current_authorities
from extranet.pages.actions.attaching import attachments_of
from extranet.pages.actions.facts import facts
from extranet.pages.actions.reading import list_pages, page_titles
from extranet.pages.addresses import attachment_url, page_url
from extranet.pages.model import Page, PageFilters
from extranet.pages.rendering import FactValue, ViewContext, assemble
from extranet.pages.store import lists
from extranet.rights import reading_keys
from extranet.standard import vocabularies

TIERS = {"county": "County council", "district": "District and borough councils", "unitary": "Unitary councils", "parish": "Parish councils"}


@dataclass
class Reading:
    """Assembles the parts of one page. What it had to look up it remembers for the next part.

    `authority` is the customer's, None when none is set; `draw_block(name, arguments, source, inner)` draws plugins' blocks.
    """

    site: Any
    actor: Any
    page: Page
    authority: Any = None
    draw_block: Callable[..., Markup] | None = None
    _titles: dict[str, str | None] = field(default_factory=dict)
    _now: dict[str, str] = field(default_factory=dict)
    _owners: dict[str, str] = field(default_factory=dict)
    _files: dict[str, str] | None = None

    def __post_init__(self):
        self.vocabularies, names = known_names(self.site)
        self.view = ViewContext(
            authority=self.authority,
            on=self.site.clock.today(),
            facts=self.fact,
            pages=self.titles,
            include=self.included,
            names=names,
            page_url=lambda slug: page_url(self._now.get(slug, slug)),
            attachment_url=self.file_url,
            block=self.draw_block,
            contact=self.contact,
            localisable=self.page.metadata.get("localisable", "optional"),
            slug=self.page.slug,
        )

    def markup(self, parts: list) -> Markup:
        return assemble(parts, self.view)

    def ask_titles(self, slugs: Iterable[str]) -> None:
        """Look up many pages' titles at once, before parts ask for some of them each."""
        missing = [slug for slug in dict.fromkeys(slugs) if slug not in self._titles]
        if missing:
            found = page_titles(self.site, self.actor, missing)
            self._titles.update({slug: found[slug][1] if slug in found else None for slug in missing})
            self._now.update({slug: now for slug, (now, _title, _owner) in found.items()})
            self._owners.update({slug: owner for slug, (_now, _title, owner) in found.items()})

    def titles(self, slugs: Iterable[str]) -> Mapping[str, str]:
        """Titles of those pages that exist and that this reader may see."""
        self.ask_titles(slugs)
        return {slug: self._titles[slug] for slug in slugs if self._titles[slug] is not None}

    def link(self, slug: str) -> tuple[str, str | None]:
        """(title, address) of a page; (the slug, None) when there is none for this reader."""
        title = self.titles([slug]).get(slug)
        return (title, page_url(self._now.get(slug, slug))) if title is not None else (slug, None)

    def customers_first(self, slugs: Iterable[str]) -> list[str]:
        """The same slugs, pages of the customer's own authority before the others."""
        slugs = list(slugs)
        self.ask_titles(slugs)
        return sorted(slugs, key=lambda slug: self.authority is None or self._owners.get(slug) != self.authority.slug)

    def included(self, slug: str) -> list | None:
        with self.site.db.reading() as connection:
            found = lists.rendered_of(connection, reading_keys(self.actor), [slug]).get(slug)
        return found[2]["body"] if found else None

    def file_url(self, name: str) -> str | None:
        if self._files is None:
            self._files = {one.name: attachment_url(self.page.slug, one.name) for one in attachments_of(self.site, self.page)}
        return self._files.get(name)

    def contact(self, authority: str) -> tuple[str, str] | None:
        """The contact card of an authority that this reader may read: one that the page names, else the authority's own."""
        lines = list_pages(self.site, self.actor, PageFilters(tags=(("type", "contact"),), owner_authority=authority), limit=20)
        named = self.page.metadata.get("contact") or ()
        by_name = sorted(lines, key=lambda one: (one.slug not in named, one.slug != f"{authority}-contact"))
        found = by_name[0] if by_name else None
        return (found.title, page_url(found.slug)) if found else None

    def fact(self, key: str) -> FactValue | None:
        """The fact for the customer's authority; without a customer, what every authority has in common, if it is one thing."""
        known = facts(self.site)
        named = known.keys.get(key)
        if named is None:
            return None
        day = self.site.clock.today()
        held = known.value(key, self.authority.slug, day) if self.authority else shared_value(self.site, key)
        if held is None:
            return FactValue("", named.label, named.type)
        return FactValue(held.value, named.label, named.type, held.source_url or None, held.last_confirmed)


def shared_value(site, key: str):
    """The value of a fact when it is the same for every authority of today; None when they differ or one has none."""
    known, day = facts(site), site.clock.today()
    held = [known.value(key, one.slug, day) for one in current_authorities(site)]
    if not held or None in held or len({one.value for one in held}) > 1:
        return None
    return held[0]


@dataclass
class _Names:
    """What `known_names` found last, in this process."""

    found: tuple | None = None


def known_names(site) -> tuple:
    """The vocabularies, and what to call whoever a selector names. Worked out anew when either list was read anew."""
    known, authorities = vocabularies(site), all_authorities(site)
    kept = site.part("pages.names", _Names)
    if kept.found is None or kept.found[0] is not known or kept.found[1] is not authorities:
        kept.found = (known, authorities, selector_names(site, known))
    return kept.found[0], kept.found[2]


def selector_names(site, known) -> dict[str, str]:
    """What to call whoever a selector names: an authority, a cluster or a tier. `known` are the vocabularies."""
    clusters = {one.slug: one.name for one in known.clusters.values()}
    return TIERS | clusters | {one.slug: one.short_name for one in all_authorities(site)}
