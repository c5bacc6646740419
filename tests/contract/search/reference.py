"""The plainest engine that keeps the contract: dictionaries in memory, every rule written out once more.

It is the ruler the real engine is held against; nothing in it is fast.
"""

from collections.abc import Mapping, Sequence

from extranet.rights import EVERYTHING
from extranet.search.engine import Answer, Ask, Differences, EngineHit, Indexed
from extranet.search.nearness import AREA_BONUS, best_passages, nearness_factor, stands_in_title
from extranet.search.parsing import Word
from extranet.search.slips import SHORTEST, TWO_SLIPS_FROM, slips_between
from extranet.search.weighing import facet_terms, idf, weighed_terms
from extranet.search.words import fold, stem


class Held:
    """One document, taken apart."""

    def __init__(self, indexed: Indexed):
        self.number, self.mark, self.document = indexed.number, indexed.mark, indexed.document
        self.terms = {one.term: one for one in weighed_terms(indexed.document)}
        self.facets = set(facet_terms(indexed.document))

    def places(self, term):
        return self.terms[term].places if term in self.terms else ()


class ReferenceEngine:
    """A SearchEngine of dictionaries."""

    name = "reference"

    def __init__(self):
        self._held: dict[int, Held] = {}
        self._generation = 0
        self._stopped = None

    def generation(self) -> str:
        return str(self._generation)

    def apply(self, documents: Sequence[Indexed], removed: Sequence[int] = ()) -> None:
        for number in removed:
            self._held.pop(number, None)
        for one in documents:
            self._held[one.number] = Held(one)
        self._generation += 1

    def tidy(self) -> bool:
        return False

    def check(self, expected: Mapping[int, int]) -> Differences:
        missing = tuple(number for number in expected if number not in self._held)
        stale = tuple(number for number, mark in expected.items() if number in self._held and self._held[number].mark != mark)
        return Differences(missing, stale, tuple(number for number in self._held if number not in expected))

    def build(self, is_afresh=False):
        stopped, self._stopped = self._stopped, None
        return ReferenceBuilding(self, None if is_afresh else stopped)

    def search(self, ask: Ask) -> Answer:
        readable = self._readable(ask.keys)
        if not readable or not ask.parsed.asks_something:
            return Answer()
        asked = [self._expanded(word) for word in ask.parsed.words]
        known = {word.terms[0][0] for word in ask.parsed.words}
        more = [term for phrase in ask.parsed.phrases for _, term in phrase.terms] + list(ask.parsed.in_title)
        words = asked + [Word(term, ((term, 1.0),)) for term in more if term not in known]
        filters = {name: values for name, values in {**ask.parsed.filters, **ask.filters}.items() if values}
        matched = [held for held in readable if self._matches(held, ask.parsed, asked)]
        chosen = [held for held in matched if fits(held, filters)]
        telling = {term: weight * self._idf(term, readable) for word in words for term, weight in word.terms}
        ranked = sorted(chosen, key=lambda held: (-self._score(held, words, telling, ask.area), held.number))
        hits = [self._hit(held, words, telling, ask.area) for held in ranked[ask.offset : ask.offset + ask.limit]]
        facets = {name: counts(matched, {k: v for k, v in filters.items() if k != name}, name) for name in ask.facets}
        unknown = tuple(at for at, word in enumerate(asked) if not any(term in held.terms for held in readable for term, _ in word.terms))
        return Answer(len(chosen), tuple(hits), facets, unknown)

    def near_terms(self, word: str, keys: frozenset[str]) -> list[tuple[str, int]]:
        term = stem(fold(word))
        most = 2 if len(word) >= TWO_SLIPS_FROM else 1
        if len(word) < SHORTEST or any(letter.isdecimal() for letter in word):
            return []
        readable = self._readable(keys)
        near = {one for held in readable for one in held.terms if one != term and slips_between(one, term, most) <= most}
        return sorted(((one, sum(one in held.terms for held in readable)) for one in near), key=lambda found: (-found[1], found[0]))

    def readable_with(self, term: str, keys: frozenset[str], limit: int) -> list[int]:
        return [held.number for held in self._readable(keys) if term in held.terms][:limit]

    def _readable(self, keys):
        return [held for held in self._held.values() if keys and (EVERYTHING in keys or held.document.reading_key in keys)]

    def _expanded(self, word):
        if not word.is_prefix:
            return word
        start = word.terms[0][0]
        begun = sorted({term for held in self._held.values() for term in held.terms if term.startswith(start) and term != start})
        return Word(word.text, (*word.terms, *((term, 0.8) for term in begun)))

    def _matches(self, held, parsed, words):
        if not all(has_phrase(held, phrase) for phrase in parsed.phrases):
            return False
        if not all(stands_in_title(held.places(term)) for term in parsed.in_title):
            return False
        if any(has_phrase(held, phrase) for phrase in parsed.without):
            return False
        if parsed.words and not parsed.phrases and not parsed.in_title:
            return any(term in held.terms for word in words for term, _ in word.terms)
        return True

    def _idf(self, term, readable):
        holding = sum(term in held.terms for held in readable)
        return idf(len(readable), holding) if holding else 0.0

    def _score(self, held, words, telling, area):
        score = sum(telling[term] * held.terms[term].worth for word in words for term, _ in word.terms if term in held.terms)
        if len(words) > 1:
            score *= nearness_factor([sorted({p for term, _ in word.terms for p in held.places(term)}) for word in words])
        return score * (1 + AREA_BONUS) if area and area in held.document.areas else score

    def _hit(self, held, words, telling, area):
        places = [sorted({p for term, _ in word.terms for p in held.places(term)}) for word in words]
        weights = [max(telling[term] for term, _ in word.terms) for word in words]
        passages = best_passages(list(zip(weights, places, strict=True)))
        return EngineHit(held.number, self._score(held, words, telling, area), passages, bool(area) and area in held.document.areas)


class ReferenceBuilding:
    def __init__(self, engine, stopped):
        self._engine, self._new = engine, stopped or ReferenceEngine()
        self.taken = {held.number: held.mark for held in self._new._held.values()}

    def add(self, documents):
        self._new.apply(documents)

    def remove(self, numbers):
        self._new.apply([], numbers)

    def finish(self):
        self._engine._held = self._new._held
        self._engine._generation += 1

    def pause(self):
        self._engine._stopped = self._new

    def abandon(self):
        self._new = None


def has_phrase(held, phrase):
    terms = {term for _, term in phrase.terms}
    return terms <= held.terms.keys() and holds_phrase(phrase, {term: held.places(term) for term in terms})


def holds_phrase(phrase, places_by_term):
    """Whether one place of the first term has all the others at their distances."""
    return any(all(start + distance in places_by_term[term] for distance, term in phrase.terms) for start in places_by_term[phrase.terms[0][1]])


def fits(held, filters):
    return all(any(f"{name}={value}" in held.facets for value in values) for name, values in filters.items())


def counts(matched, filters, name):
    found = {}
    for held in matched:
        if fits(held, filters):
            for facet in held.facets:
                if facet.startswith(f"{name}="):
                    value = facet.partition("=")[2]
                    found[value] = found.get(value, 0) + 1
    return found
