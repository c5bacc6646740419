"""Generated pages in the vocabulary of a council: 300 to 1,200 words, word frequencies like those of real text.

Nothing here is advice: the sentences are put together by chance. The same seed and count always give the same pages.
"""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

SHORTEST_WORDS, LONGEST_WORDS = 300, 1200
TYPES = ("qa", "guidance", "procedure")

_WORDS = {name: tuple(words.split()) for name, words in tomllib.loads(Path(__file__).with_name("words.toml").read_text()).items()}
THINGS, DOINGS, MANNERS, PLACES, ROADS = (_WORDS[name] for name in ("things", "doings", "manners", "places", "roads"))
ROAD_KINDS = ("Road", "Lane", "Close", "Avenue", "Drive", "Way", "Gardens", "Crescent")
SENTENCES = (
    "{Do} the {manner} {thing} before you {do} the {thing2}.",
    "The {thing} team in {place} will {do} it within {number} working days.",
    "If the customer has a {manner} {thing}, ask for the {thing2} and {do} it on the account.",
    "A {manner} {thing} near {road} needs a {thing2} from the {thing3}.",
    "Customers in {place} often ask how to {do} a {thing} when the {thing2} is {manner}.",
    "Do not {do} the {thing}; {do2} the {thing2} instead and give the reference.",
    "Where the {thing} and the {thing2} differ, the {manner} {thing3} decides.",
    "{Do} it again after {number} days if no {thing} has come from {place}.",
    "The charge for a {manner} {thing} is set each year, and the {thing2} shows it.",
    "Say that the {thing} at {road} has been passed to the {manner} {thing2} desk.",
)
HEADINGS = ("Before you {do} the {thing}", "When the {thing} is {manner}", "What the {thing} team needs", "If a {thing} is refused", "After the {thing}")


@dataclass(frozen=True)
class MadePage:
    slug: str
    metadata: dict
    body: str


@dataclass(frozen=True)
class Known:
    """What generated pages may name: taken from the site's own vocabularies."""

    authorities: tuple[str, ...]
    groups: tuple[str, ...]
    services: tuple[tuple[int, int], ...]
    episodes: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """`count` pages from a seed; `today` decides the review dates."""

    known: Known
    count: int
    today: date
    seed: int = 2026

    def __iter__(self) -> Iterator[MadePage]:
        return (self.page(number) for number in range(self.count))

    def page(self, number: int) -> MadePage:
        """The page of this number, from 0; its text depends on seed and number only."""
        chance = random.Random(f"{self.seed}/{number}")
        writer = _Writer(chance)
        title = writer.title()
        return MadePage(self.slug(number), self._metadata(number, chance, writer, title), self._body(number, chance, writer))

    def slug(self, number: int) -> str:
        """Its address; page n always has the same one, so that links can be made before the page is."""
        chance = random.Random(f"{self.seed}/slug/{number}")
        return f"{chance.choice(MANNERS)}-{chance.choice(THINGS)}-{number:05d}"

    def queries(self, count: int) -> list[str]:
        """Searches of 2 to 3 words as callers put them, for things that stand in pages."""
        chance = random.Random(f"{self.seed}/queries")
        forms = ("{manner} {thing}", "{do} {thing}", "{thing} {place}", "{manner} {thing} {place}", "{do} {manner} {thing}")
        writer = _Writer(chance)
        return [writer.filled(chance.choice(forms)).replace("-", " ") for _ in range(count)]

    def _metadata(self, number: int, chance: random.Random, writer: "_Writer", title: str) -> dict:
        service, function = chance.choice(self.known.services)
        kind = TYPES[number % len(TYPES)]
        return {
            "title": title,
            "type": kind,
            "summary": writer.sentence()[:158].rstrip(".") + ".",
            "everyday_terms": [writer.filled("{manner} {thing}") for _ in range(3)],
            "owner_authority": chance.choice(self.known.authorities),
            "working_group": chance.choice(self.known.groups),
            "audience": "authority" if number % 20 == 7 else "all-authorities",
            "functions": [function],
            "lgsl_ids": [service],
            "life_episodes": [chance.choice(self.known.episodes)],
            "area": "all" if number % 3 else sorted(chance.sample(self.known.authorities, 3)),
            "localisable": "optional",
            "confidence": chance.choice(("validated", "validated", "validated", "not_validated")),
            "status": "live",
            "change_note": "Generated for measuring, with no meaning at all.",
            "review_by": self.today + timedelta(days=20 + chance.randrange(150)),
            **_own_fields(kind, service, writer),
        }

    def _body(self, number: int, chance: random.Random, writer: "_Writer") -> str:
        parts = _Parts(chance, writer, self, number)
        wanted = chance.randint(SHORTEST_WORDS, LONGEST_WORDS)
        written = parts.opening()
        while sum(len(one.split()) for one in written) < wanted:
            written.append(parts.next_part())
        return "\n\n".join(written) + "\n"


def _own_fields(kind: str, service: int, writer: "_Writer") -> dict:
    if kind == "qa":
        return {
            "customer_question": writer.filled("How do I {do} a {manner} {thing}?"),
            "short_answer": writer.sentence(),
            "environment": {"authorities": "all", "services": [service]},
            "sources": ["Generated text"],
            "resolution_type": "resolve",
        }
    if kind == "guidance":
        return {"key_points": [writer.sentence() for _ in range(4)]}
    return {
        "goal": writer.sentence(),
        "steps": [writer.sentence() for _ in range(5)],
        "stop_and_refer_if": [{"condition": writer.filled("the {thing} is {manner}"), "target": writer.filled("the {thing} desk")}],
        "outcome_script": writer.sentence(),
        "sla_class": "P3",
        "wrap_up_codes": ["resolved"],
    }


class _Writer:
    """Puts words into sentences, the frequent ones often and the rare ones rarely."""

    def __init__(self, chance: random.Random):
        self._chance = chance

    def title(self) -> str:
        text = self.filled(self._chance.choice(("{manner} {thing} and {thing2} in {place}", "{thing} near {road}, {place}", "{manner} {thing} for a {thing2}")))
        return (text[0].upper() + text[1:])[:64]

    def sentence(self) -> str:
        return self.filled(self._chance.choice(SENTENCES))

    def filled(self, form: str) -> str:
        do = self._word(DOINGS)
        return form.format(
            do=do, Do=do.capitalize(), do2=self._word(DOINGS), manner=self._word(MANNERS), thing=self._word(THINGS), thing2=self._word(THINGS),
            thing3=self._word(THINGS), place=self._word(PLACES), road=self._road(), number=self._chance.randint(2, 28),
        )

    def _road(self) -> str:
        """One of some 14,000 names: the long tail of rare words that every real collection of pages has."""
        return f"{self._chance.choice(ROADS)}{self._chance.choice(ROADS).lower()} {self._chance.choice(ROAD_KINDS)}"

    def _word(self, words: tuple[str, ...]) -> str:
        return self._chance.choices(words, cum_weights=_WEIGHTS[len(words)])[0]


# Frequencies fall as one over the rank, as those of real words do (Zipf's law).
_WEIGHTS = {len(words): list(accumulate(1 / (rank + 3) for rank in range(len(words)))) for words in (THINGS, DOINGS, MANNERS, PLACES)}


class _Parts:
    """The parts a page's text is made of: paragraphs, lists, a table, a local variant, links to other pages."""

    def __init__(self, chance: random.Random, writer: _Writer, corpus: Corpus, number: int):
        self._chance, self._writer, self._corpus, self._number = chance, writer, corpus, number

    def opening(self) -> list[str]:
        first = [self._paragraph()]
        if self._number % 5 == 0:
            first.append(self._variant())
        if self._number % 4 == 0:
            first.append(self._table())
        return first

    def next_part(self) -> str:
        return self._chance.choices((self._paragraph, self._section, self._steps, self._linked), weights=(5, 3, 2, 2))[0]()

    def _paragraph(self) -> str:
        return " ".join(self._writer.sentence() for _ in range(self._chance.randint(2, 5)))

    def _section(self) -> str:
        return f"## {self._writer.filled(self._chance.choice(HEADINGS))}\n\n{self._paragraph()}"

    def _steps(self) -> str:
        return "\n".join(f"{place}. {self._writer.sentence()}" for place in range(1, self._chance.randint(4, 7)))

    def _linked(self) -> str:
        target = self._corpus.slug(self._chance.randrange(self._corpus.count))
        return f"{self._writer.sentence()} See [[{target}]] for the {self._writer.filled('{thing}')}."

    def _variant(self) -> str:
        chosen = self._chance.sample(self._corpus.known.authorities, 2)
        blocks = [f"::: for {slug}\n{self._paragraph()}\n:::" for slug in chosen]
        return "\n\n".join([*blocks, f"::: otherwise\n{self._paragraph()}\n:::"])

    def _table(self) -> str:
        rows = [self._writer.filled("| {thing} | {manner} | {number} days |") for _ in range(4)]
        return "\n".join(["| What | Which | How long |", "| --- | --- | --- |", *rows])
