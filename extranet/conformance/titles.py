"""What only shows beside other pages: two pages with one title (T2), links that lead to no page (L8). Source: content-standard 1.6."""

from collections.abc import Iterator

from extranet.conformance import store
from extranet.conformance.results import title_key
from extranet.pages import addresses_there, every_counted_page
from extranet.standard import ERROR, WARNING, Fault, links_of_page, ruling_today


def faults_beside_others(site, slug: str, draft) -> Iterator[Fault]:
    """Faults of a page that is to go live, found by looking at the others.

    A title that is taken stops whoever writes in the editor; an import or a program is told of it and goes on, since the other page may
    be the one that is wrong.
    """
    if draft.metadata.get("status") != "live":
        return
    off = ruling_today(site).off
    title = str(draft.metadata.get("title") or "")
    targets = sorted({target for _line, target in links_of_page(draft.body)})
    with site.db.reading() as connection:
        twins = store.slugs_titled(connection, every_counted_page(site), title_key(title), slug) if title and "T2" not in off else []
        there = addresses_there(connection, targets) if targets and "L8" not in off else set(targets)
    for twin in twins:
        yield Fault("title", None, f"The page {twin} has the same title. Say in each what is particular to it.", ERROR, "T2", place=title, may_be_kept=True)
    for line, target in links_of_page(draft.body):
        if target not in there and target != slug:
            yield Fault("body", line, f"The text names the page {target}, which is not there. Write it, or correct the link.", WARNING, "L8", place=target)
