"""Search alone, in one process: `python -m tests.bench.search_bench [pages] [queries]`.

Fills a fresh site with generated pages as documents (no rendering), then
prints: how fast the index is made, how long an answer takes for words,
phrases, filters, mistakes and suggestions, how long a save takes to be found,
memory and size. Figures are printed; nothing fails.
"""

import os
import re
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from extranet import search
from extranet.actor import Actor, Grant
from extranet.app import build_site, prepare
from extranet.search import Document, Passage, Query
from extranet.settings import Settings
from tests.bench.corpus import Corpus, Known, MadePage
from tests.bench.load import percentile
from tests.bench.memory import proportional_megabytes

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, tzinfo=UTC)
AUTHORITIES = tuple(f"council-{letter}" for letter in "abcdefghijkl")
GROUPS = tuple(f"group-{letter}" for letter in "abcdefgh")
READER = Actor(1, "Reader", AUTHORITIES[0], frozenset({Grant("reader", "group", GROUPS[0])}))
HEADING = re.compile(r"^#{2,4} (.+)$", re.MULTILINE)


def main(pages: int = 10_000, queries: int = 400) -> None:
    known = Known(AUTHORITIES, GROUPS, tuple((number, number % 40) for number in range(1, 200)), tuple(f"episode-{n}" for n in range(20)))
    corpus = Corpus(known, pages, TODAY)
    with tempfile.TemporaryDirectory() as folder:
        site = build_site(Settings(data=Path(folder), secret_key="bench"))
        prepare(site)
        try:
            measure(site, Shelf(site, corpus), corpus.queries(queries))
        finally:
            site.close()


def measure(site, shelf: "Shelf", queries: list[str]) -> None:
    began = time.process_time()
    count = search.rebuild(site)
    spent = time.process_time() - began - shelf.own_seconds
    print(f"index made: {count} items, {count / spent:.0f} a second of the processor (making the texts left out)")
    size = sum(path.stat().st_size for path in (site.settings.data_dir / "search").rglob("*") if path.is_file())
    print(f"index size: {size / 1e6:.0f} MB")
    ask(site, "first time, two or three words", queries)
    ask(site, "again", queries)
    ask(site, "with a filter", queries, filters={"type": ("qa",)})
    ask(site, "phrases", [f'"{text}"' for text in queries])
    ask(site, "a mistake in a word", [misspelt(text) for text in queries[:100]])
    ask(site, "a whole question", [f"what can I do when {text} was not done in time?" for text in queries])
    typed = [text[:length] for text in queries for length in (2, 4, 7)]
    report("suggestions", [timed(lambda text=text: search.suggest(site, READER, text, AUTHORITIES[1])) for text in typed])
    report("saved, then in the index", [timed(lambda number=number: shelf.save(number)) for number in range(1, 41)])
    ask(site, "after 40 saves", queries)
    print(f"memory of this process: {proportional_megabytes([os.getpid()]):.0f} MB")


def ask(site, label: str, queries: list[str], **more) -> None:
    report(label, [timed(lambda text=text: search.find(site, READER, Query(text, AUTHORITIES[1], **more))) for text in queries])


def report(label: str, times: list[tuple[float, float]]) -> None:
    """Times on the clock, and of the processor alone: on a busy machine only the second tells."""
    clock, processor = (sorted(one[at] * 1000 for one in times) for at in (0, 1))
    parts = [f"{name} {percentile(values, 0.5):7.2f} {percentile(values, 0.95):7.2f}" for name, values in (("clock", clock), ("processor", processor))]
    print(f"{label:32} p50, p95 ms   {'   '.join(parts)}")


def timed(act) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - began, time.process_time() - worked


def misspelt(text: str) -> str:
    """The longest word with two letters swapped."""
    word = max(text.split(), key=len)
    return text.replace(word, word[:2] + word[3] + word[2] + word[4:] if len(word) > 4 else word + "x")


class Shelf:
    """Generated pages as documents, answered through the real hooks."""

    def __init__(self, site, corpus: Corpus):
        self.site, self.corpus = site, corpus
        self.own_seconds = 0.0

        def search_documents(site, kind, item_ids):
            began = time.process_time()
            made = [self.document(number) for number in item_ids] if kind == "made" else None
            self.own_seconds += time.process_time() - began
            return made

        def search_item_ids(site):
            return "made", range(1, corpus.count + 1)

        site.hook_table.register("core.bench", {"search_documents": search_documents, "search_item_ids": search_item_ids})
        self.saved: dict[int, str] = {}

    def save(self, number: int) -> None:
        """Change a page and bring the change into the index, as the jobs process does."""
        self.saved[number] = f"Saved word{number}"
        with self.site.db.writing() as tx:
            search.enqueue(tx, "made", [number])
        search.drain(self.site)

    def document(self, number: int) -> Document:
        page = self.corpus.page(number - 1)
        said = page.metadata
        areas = AUTHORITIES if said["area"] == "all" else tuple(said["area"])
        key = "all" if said["audience"] == "all-authorities" else f"authority:{said['owner_authority']}"
        return Document(
            "made",
            number,
            f"/wiki/{page.slug}",
            self.saved.get(number, said["title"]),
            key,
            NOW,
            summary=said["summary"],
            short_answer=said.get("short_answer", ""),
            asked_as=tuple(said["everyday_terms"]),
            passages=passages_of(page),
            authority=said["owner_authority"],
            group=said["working_group"],
            type=said["type"],
            services=tuple(said["lgsl_ids"]),
            functions=tuple(said["functions"]),
            episodes=tuple(said["life_episodes"]),
            areas=areas,
            trust=said["confidence"],
            review_by=said["review_by"],
        )


def passages_of(page: MadePage) -> tuple[Passage, ...]:
    opening, *parts = HEADING.split(page.body)
    headed = [Passage(f"h{at}", parts[at], parts[at + 1]) for at in range(0, len(parts), 2)]
    return (Passage("", "", opening), *headed)


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
