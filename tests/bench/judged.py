"""How good the answers are: judged queries over the starting content, `python -m tests.bench.judged [--misses] [--opens]`.

Queries, their pages and grades stand in judged.txt. Every third need is held out: weights are chosen on the others alone, and both are
reported. Beside our engine stands plain Whoosh as it comes (standard analyser, BM25F over title and text), with AND as its parser does it
and with OR. Figures are printed; nothing fails.
"""

import math
import random
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whoosh import fields, qparser
from whoosh.filedb.filestore import RamStorage

from extranet import search
from extranet.actor import Actor
from extranet.app import build_site, prepare
from extranet.portal import bring_in, house_actor, look_at
from extranet.search import Document, Query, learnt_store
from extranet.search.learning import kept_words
from extranet.settings import Settings, replace_settings

JUDGED = Path(__file__).with_name("judged.txt")
HELD_OUT_EACH = 3
DEPTH = 10
READER = Actor(1, "Reader", "woking")
RESULTS = "/wiki/"

Ask = Callable[[str], list[str]]


@dataclass(frozen=True)
class Need:
    """What a caller wants to know: graded pages by slug (3 the answer, 2 in part, 1 beside it), and how it is asked."""

    pages: dict[str, int]
    asks: tuple[str, ...]
    is_held_out: bool


@dataclass(frozen=True)
class Quality:
    """Means over queries, each 0 to 1. `misses` are (query, slugs found) where the first answer is not one of the best."""

    queries: int
    ndcg: float
    mrr: float
    first: float
    misses: tuple[tuple[str, tuple[str, ...]], ...]


def needs(path: Path = JUDGED) -> list[Need]:
    """The judged needs in order. ValueError names a line that is none."""
    found: list[tuple[dict[str, int], list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith(" "):
            found.append((dict(_graded(line)), []))
        elif found:
            found[-1][1].append(line.strip())
        else:
            raise ValueError(f"{line!r} stands under no need.")
    return [Need(pages, tuple(asks), at % HELD_OUT_EACH == HELD_OUT_EACH - 1) for at, (pages, asks) in enumerate(found)]


def quality(judged: Iterable[Need], ask: Ask) -> Quality:
    """How good the answers of `ask` (query -> slugs, best first) are for these needs."""
    gains, reciprocals, firsts, misses = [], [], [], []
    for need in judged:
        best = max(need.pages.values())
        for text in need.asks:
            found = ask(text)[:DEPTH]
            gains.append(_gain([need.pages.get(slug, 0) for slug in found]) / _gain(sorted(need.pages.values(), reverse=True)))
            rank = next((at for at, slug in enumerate(found, 1) if need.pages.get(slug) == best), 0)
            reciprocals.append(1 / rank if rank else 0.0)
            firsts.append(rank == 1)
            if rank != 1:
                misses.append((text, tuple(found[:4])))
    count = max(len(gains), 1)
    return Quality(len(gains), sum(gains) / count, sum(reciprocals) / count, sum(firsts) / count, tuple(misses))


def ours(site, actor: Actor = READER, customer: str | None = "woking") -> Ask:
    """Our own search as this reader."""

    def ask(text: str) -> list[str]:
        return [_slug(hit.document) for hit in search.find(site, actor, Query(text, customer)).groups]

    return ask


def plain(documents: Sequence[Document], group=qparser.AndGroup) -> Ask:
    """Whoosh as it comes, over title and text."""
    schema = fields.Schema(slug=fields.ID(stored=True), title=fields.TEXT, text=fields.TEXT)
    index = RamStorage().create_index(schema, indexname=secrets.token_hex(8))  # a name of its own: Whoosh shares a temporary folder by name
    writer = index.writer()
    for one in documents:
        texts = [one.summary, one.short_answer, *one.asked_as, *(text for part in one.passages for text in (part.heading, part.text))]
        writer.add_document(slug=_slug(one), title=one.title, text="\n".join(texts))
    writer.commit()
    parser = qparser.MultifieldParser(["title", "text"], schema, group=group)
    searcher = index.searcher()
    return lambda text: [hit["slug"] for hit in searcher.search(parser.parse(text), limit=DEPTH)]


def rows(site, judged: Sequence[Need]) -> Iterator[tuple[str, Quality, Quality]]:
    """(what, on the needs for tuning, on those held out)."""
    documents = all_documents(site)
    tuning, held = [one for one in judged if not one.is_held_out], [one for one in judged if one.is_held_out]
    for what, ask in (
        ("Whoosh as it comes (AND)", plain(documents)),
        ("Whoosh as it comes, OR", plain(documents, qparser.OrGroup)),
        ("Extranet", ours(site)),
    ):
        yield what, quality(tuning, ask), quality(held, ask)


def table(found: Iterable[tuple[str, Quality, Quality]]) -> str:
    """The report in Markdown."""
    lines = ["| judged queries | nDCG@10 | MRR | success@1 | held out: nDCG@10 | MRR | success@1 |", "|---|---|---|---|---|---|---|"]
    for what, tuning, held in found:
        cells = [f"{value:.3f}" for one in (tuning, held) for value in (one.ndcg, one.mrr, one.first)]
        lines.append(f"| {what} ({tuning.queries} + {held.queries}) | {' | '.join(cells)} |")
    return "\n".join(lines)


def content_site(folder: Path):
    """A site with the starting content, indexed."""
    site = build_site(Settings(data=folder, secret_key="bench", log_level="ERROR"))
    prepare(site)
    bring_in(site, house_actor(), look_at(site, site.settings.content_dir))
    search.rebuild(site)
    return site


def all_documents(site) -> list[Document]:
    """Every page as search knows it."""
    [(kind, ids)] = [one for one in site.hooks.search_item_ids() if one[0] == "page"]
    return site.hooks.search_documents(kind=kind, item_ids=list(ids))


def report() -> str:
    """The whole report, over a site made for it."""
    with tempfile.TemporaryDirectory() as folder:
        site = content_site(Path(folder))
        try:
            return table(rows(site, needs()))
        finally:
            site.close()


def with_opens(site, judged: Sequence[Need], lift: float, people: int = 20) -> Ask:
    """Our search after `people` made-up people asked each query and opened what they took for the answer, with opens counted so far.

    They look at the first answer surely, at the second half the time and so on, open what answers nine times in ten and what does not
    once in ten. It shows what counting can do for words that are asked again; it is no measurement of real people.
    """
    chance, ask = random.Random(2026), ours(site)
    ids = {_slug(one): one.item_id for one in all_documents(site)}
    with site.db.writing() as tx:
        for need, text in ((one, text) for one in judged for text in one.asks):
            found, words = ask(text), kept_words(text, lambda _run: True)
            for _person in range(people if words else 0):
                if slug := _opened(chance, found, need):
                    learnt_store.count_open(tx, site.clock.today(), words, "page", ids[slug])
    object.__setattr__(site, "settings", replace_settings(site.settings, search_opens=lift))
    return ours(site)


def _opened(chance: random.Random, found: Sequence[str], need: Need) -> str | None:
    for at, slug in enumerate(found, 1):
        is_seen = chance.random() < 1 / at
        if is_seen and chance.random() < (0.9 if need.pages.get(slug, 0) >= 2 else 0.1):
            return slug
    return None


def main(arguments: Sequence[str]) -> None:
    """Print the report, what is missed (--misses), or what opens change (--opens)."""
    if not arguments:
        print(report())
        return
    with tempfile.TemporaryDirectory() as folder:
        site = content_site(Path(folder))
        tuning, held = [one for one in needs() if not one.is_held_out], [one for one in needs() if one.is_held_out]
        if "--misses" in arguments:
            for text, found in quality(tuning, ours(site)).misses:
                print(f"{text}: {', '.join(found)}")
        if "--opens" in arguments:
            before = ("Extranet", quality(tuning, ours(site)), quality(held, ours(site)))
            ask = with_opens(site, needs(), 0.5)
            print(table([before, ("Extranet, opens at 0.5, made-up people", quality(tuning, ask), quality(held, ask))]))
        site.close()


def _graded(line: str) -> Iterator[tuple[str, int]]:
    for part in line.split():
        slug, _, grade = part.partition("=")
        if grade not in ("1", "2", "3"):
            raise ValueError(f"{line!r} is not slugs with grades 1 to 3.")
        yield slug, int(grade)


def _gain(grades: Sequence[int]) -> float:
    """Discounted gain: 2^grade - 1, divided by the logarithm of the place."""
    return sum((2**grade - 1) / math.log2(at + 1) for at, grade in enumerate(grades, 1))


def _slug(document: Document) -> str:
    return document.url.removeprefix(RESULTS)


if __name__ == "__main__":
    main(sys.argv[1:])
