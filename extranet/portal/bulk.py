"""Many pages in one request, each standing or falling alone."""

from collections.abc import Sequence

from extranet.errors import ExtranetError
from extranet.pages import NoSuchPage, PageDraft, load_pages, read_page
from extranet.rights import may


def load_batch(site, actor, given: Sequence[dict]) -> list[dict]:
    """What became of each of these pages, in their order: created, changed, unchanged or refused with the sentences why."""
    refused = _refused(site, actor, given)
    drafts = [(one["slug"], PageDraft(one["metadata"], one["body"])) for place, one in enumerate(given) if place not in refused]
    report = load_pages(site, actor, drafts)
    results = {slug: name for name in ("created", "changed", "unchanged") for slug in getattr(report, name)}
    return [_result(place, one["slug"], refused, results, report.refused) for place, one in enumerate(given)]


def _result(place: int, slug: str, refused: dict, results: dict, faulty) -> dict:
    if place in refused or slug not in results:
        sentences = [refused[place]] if place in refused else list(faulty.get(slug, ()))
        return {"slug": slug, "result": "refused", "sentences": sentences}
    return {"slug": slug, "result": results[slug], "sentences": []}


def _refused(site, actor, given: Sequence[dict]) -> dict[int, str]:
    """Those that may not be tried at all, by place in the batch."""
    refused, seen = {}, set()
    for place, one in enumerate(given):
        if one["slug"] in seen:
            refused[place] = "This address stands twice in the batch. Send it once."
        elif sentence := _why_not(site, actor, one["slug"]):
            refused[place] = sentence
        seen.add(one["slug"])
    return refused


def _why_not(site, actor, slug: str) -> str:
    """Why the actor may not change what is at this address now; '' when nothing is, or they may."""
    try:
        decision = may(site, actor, "page.edit", read_page(site, actor, slug))
    except NoSuchPage:
        return ""
    except ExtranetError as fault:
        return fault.sentence
    return "" if decision else decision.reason
