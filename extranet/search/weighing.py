"""The one weighted field: what each term of a document is worth, and where it stands.

Everything a reader may find a document by is poured into one field; where a
term stands decides its weight. The worth of a term in a document is that of
BM25, except that lengths are measured against a fixed pivot instead of the
average: so a worth never changes when other documents do, survives merges,
and tells nobody anything about documents they may not read. How rare a term is (idf) is added at query time, over what the asker may
read.
"""

import math
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from extranet.search.exact import exact_terms
from extranet.search.model import Document
from extranet.search.words import runs, slots

TITLE, ASKED_AS, ANSWER, FIRST_PASSAGE = 0, 1, 2, 3
TITLE_WEIGHT = 3.0
ASKED_AS_WEIGHT = 4.0
HEADING_WEIGHT = 2.0
ANSWER_WEIGHT = 1.5
BODY_WEIGHT = 0.7
# The heading_id of a passage out of an attached file begins so. Such text is weighed by itself and counts less than the page's own, or a
# long report would drown what the page says, and what it is called.
ATTACHED = "attached:"
ATTACHED_SHARE = 0.4
K1 = 1.2
B = 0.5
PIVOT_LENGTH = 400.0
SECTION_BITS = 16
LAST_OFFSET = (1 << SECTION_BITS) - 1
GAP_BETWEEN_TEXTS = 16


@dataclass(frozen=True)
class WeighedTerm:
    """One term of one document. `places` holds section << 16 | offset, rising."""

    term: str
    worth: float
    places: array


def section_of(place: int) -> int:
    """0 title, 1 asked-as phrases, 2 summary and short answer, from 3 on the passages in order."""
    return place >> SECTION_BITS


def weighed_terms(document: Document) -> Iterator[WeighedTerm]:
    """Every term of the document with its worth and places."""
    field = _Field()
    field.add(TITLE, TITLE_WEIGHT, document.title)
    for phrase in document.asked_as:
        field.add(ASKED_AS, ASKED_AS_WEIGHT, phrase)
    field.add(ANSWER, ANSWER_WEIGHT, document.short_answer)
    field.add(ANSWER, BODY_WEIGHT, document.summary)
    for number, passage in enumerate(document.passages, FIRST_PASSAGE):
        is_attached = passage.heading_id.startswith(ATTACHED)
        field.add(number, HEADING_WEIGHT, passage.heading, is_attached)
        field.add(number, BODY_WEIGHT, passage.text, is_attached)
    return field.weighed()


def worth(weight: float, length: float) -> float:
    """BM25's part for a term of this weight in a field of this length; 0 to K1 + 1."""
    return weight * (K1 + 1) / (weight + K1 * (1 - B + B * length / PIVOT_LENGTH))


def idf(documents: int, holding: int) -> float:
    """How telling a term is that stands in `holding` of `documents`, as in Lucene (never negative)."""
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def facet_terms(document: Document) -> list[str]:
    """'facet=value' for everything a document can be filtered by, its reading key among them."""
    pairs = [
        ("key", document.reading_key),
        ("kind", document.kind),
        ("authority", document.authority),
        ("group", document.group),
        ("type", document.type),
        ("trust", document.trust),
    ]
    for name, values in (
        ("service", document.services),
        ("function", document.functions),
        ("episode", document.episodes),
        ("area", document.areas),
    ):
        pairs += [(name, value) for value in dict.fromkeys(values)]
    return [f"{name}={value}" for name, value in pairs if value != ""]


class _Field:
    """Gathers the weights and places of one document's terms: of its own text, and of what is attached to it."""

    def __init__(self):
        self.own, self.attached = _Text(), _Text()
        self.places: dict[str, list[int]] = {}
        self.offsets: dict[int, int] = {}

    def add(self, section: int, weight: float, text: str, is_attached: bool = False) -> None:
        if not text:
            return
        side = self.attached if is_attached else self.own
        offset = self.offsets.get(section, 0)
        base = section << SECTION_BITS
        words = runs(text)
        for run in words:
            for slot in slots(run):
                for term in slot:
                    self._take(term, weight, base | min(offset, LAST_OFFSET), side.weights)
                offset += 1
        for term in exact_terms(text):
            if not self._stands(term, base):
                self._take(term, weight, base | min(offset, LAST_OFFSET), side.weights)
        side.length += weight * len(words)
        self.offsets[section] = offset + GAP_BETWEEN_TEXTS

    def _take(self, term: str, weight: float, place: int, weights: dict[str, float]) -> None:
        weights[term] = weights.get(term, 0.0) + weight
        if term in self.places:
            self.places[term].append(place)
        else:
            self.places[term] = [place]

    def _stands(self, term: str, base: int) -> bool:
        places = self.places.get(term)
        return bool(places) and places[-1] >= base

    def weighed(self) -> Iterator[WeighedTerm]:
        for term, places in self.places.items():
            yield WeighedTerm(term, self.own.worth_of(term) + ATTACHED_SHARE * self.attached.worth_of(term), array("I", places))


class _Text:
    """Weights of terms in one kind of text, and its weighted length."""

    def __init__(self):
        self.weights: dict[str, float] = {}
        self.length = 0.0

    def worth_of(self, term: str) -> float:
        weight = self.weights.get(term)
        return worth(weight, self.length) if weight else 0.0
