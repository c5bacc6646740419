"""Which pages of the wiki the plans name: kept per process, so that reading any other page costs no question."""

from extranet_plugins.information_age_champions.performance import store as performance
from extranet_plugins.information_age_champions.tables import NAMED_PAGES
from extranet_plugins.information_age_champions.workplan import store as workplan


def is_named(site, slug: str) -> bool:
    """Whether the page is evidence for a commitment or holds a milestone's cost-benefit note."""
    return slug in site.cache.get(NAMED_PAGES, lambda: _named_pages(site))


def _named_pages(site) -> frozenset[str]:
    with site.db.reading() as connection:
        return performance.evidence_pages(connection) | workplan.noted_pages(connection)
