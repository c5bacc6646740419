"""Which documents answer, in which order: the inner loop of search.

Two rounds. The first adds up, for every document that holds a word, worth
times idf, and keeps the best few. The second looks at these few only: how near
the words stand, whether the page holds for the customer's authority, which
passages answer.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from extranet.search.engine import Answer, Ask, EngineHit
from extranet.search.nearness import AREA_BONUS, best_passages, nearness_factor, stands_in_title
from extranet.search.parsing import Parsed, Phrase, Word
from extranet.search.weighing import idf
from extranet.search.whoosh_engine.codec import Postings
from extranet.search.whoosh_engine.segment import Segment, as_bytes, members, union

CANDIDATES = 40
MOST_EXPANSIONS = 40
# Looking a document up costs about as much as walking past this many.
FEW = 8
DOCUMENT_BITS = 32


@dataclass(frozen=True)
class Scored:
    """One term of the query with its weight and how telling it is to this asker. `word` is the index of its word."""

    term: str
    factor: float
    word: int


def search(segments: Sequence[Segment], ask: Ask) -> Answer:
    """The answer out of these segments. An asker without keys gets nothing, and nothing is looked at."""
    readable = [segment.readable(ask.keys) for segment in segments]
    documents = sum(bits.bit_count() for bits in readable)
    if not documents or not ask.parsed.asks_something:
        return Answer()
    words = [_expanded(segments, word) for word in _scoring_words(ask.parsed)]
    scored, unknown = _scored(segments, readable, documents, words)
    asked = len(ask.parsed.words)
    filters = {**ask.parsed.filters, **ask.filters}
    matched = [_matched(segment, bits, ask.parsed, words[:asked]) for segment, bits in zip(segments, readable, strict=True)]
    chosen = [_filtered(segment, bits, filters) for segment, bits in zip(segments, matched, strict=True)]
    total = sum(bits.bit_count() for bits in chosen)
    hits = _best(segments, chosen, scored, len(words), ask) if total else ()
    facets = {name: _counts(segments, matched, filters, chosen, name) for name in ask.facets}
    return Answer(total, hits, facets, tuple(at for at in unknown if at < asked))


def _scoring_words(parsed: Parsed) -> list[Word]:
    """The words, then those of phrases and titles, which also score."""
    more = [term for phrase in parsed.phrases for _, term in phrase.terms] + list(parsed.in_title)
    known = {word.terms[0][0] for word in parsed.words}
    return [*parsed.words, *(Word(term, ((term, 1.0),)) for term in more if term not in known)]


def _expanded(segments: Sequence[Segment], word: Word) -> Word:
    """The word with every term it stands for: all that begin so when it ends in a star."""
    if not word.is_prefix:
        return word
    begun = {term for segment in segments for term in segment.terms_with(word.terms[0][0], MOST_EXPANSIONS)}
    return Word(word.text, (*word.terms, *((term, 0.8) for term in sorted(begun) if term != word.terms[0][0])))


def _scored(segments, readable, documents: int, words: Sequence[Word]) -> tuple[list[Scored], list[int]]:
    """The terms that stand in something readable, and the indexes of the words of which none does."""
    scored, unknown = [], []
    for at, word in enumerate(words):
        found = False
        for term, weight in word.terms:
            holding = sum((_bits(segment, term) & bits).bit_count() for segment, bits in zip(segments, readable, strict=True))
            if holding:
                scored.append(Scored(term, weight * idf(documents, holding), at))
                found = True
        if not found:
            unknown.append(at)
    return scored, unknown


def _bits(segment: Segment, term: str) -> int:
    found = segment.postings(term)
    return found.bits if found else 0


def _matched(segment: Segment, readable: int, parsed: Parsed, words: Sequence[Word]) -> int:
    """Readable documents that fit words, phrases, title and exclusions; filters are not looked at."""
    must = readable
    for phrase in parsed.phrases:
        must = _with_phrase(segment, must, phrase)
    for term in parsed.in_title:
        must = _with_title(segment, must, term)
    if words and not (parsed.phrases or parsed.in_title):
        must &= union(_bits(segment, term) for word in words for term, _ in word.terms)
    for phrase in parsed.without:
        if must:
            must &= ~_with_phrase(segment, must, phrase)
    return must


def _with_phrase(segment: Segment, among: int, phrase: Phrase) -> int:
    """Documents in which the terms stand at their distances: where the phrase may begin is narrowed term by term, the rarest first."""
    lists = [(segment.postings(term), distance) for distance, term in phrase.terms]
    if not all(postings for postings, _ in lists):
        return 0
    for postings, _ in lists:
        among &= postings.bits
    if len(lists) == 1 or not among:
        return among
    lists.sort(key=lambda one: len(one[0]))
    beginnings: set[int] | None = None
    for postings, distance in lists:
        found = {place - distance for place in _places_among(segment, postings, among)}
        beginnings = found if beginnings is None else beginnings & found
    return _set_of({place >> DOCUMENT_BITS for place in beginnings})


def _places_among(segment: Segment, postings: Postings, among: int) -> Iterator[int]:
    """Every place of a term in these documents as document << 32 | place, so that places of all documents go into one set."""
    held = as_bytes(among, len(segment.numbers))
    places, began = postings.places, 0
    for document, end in zip(postings.documents, postings.ends, strict=True):
        if held[document]:
            base = document << DOCUMENT_BITS
            for place in places[began:end]:
                yield base | place
        began = end


def _with_title(segment: Segment, among: int, term: str) -> int:
    postings = segment.postings(term)
    if not postings:
        return 0
    return _set_of(d for d in members(among & postings.bits) if stands_in_title(postings.places_in(d)))


def _set_of(documents) -> int:
    together = 0
    for document in documents:
        together |= 1 << document
    return together


def _filtered(segment: Segment, bits: int, filters, leave_out: str = "") -> int:
    """Those with one of the values asked for, facet by facet. An empty choice of values is no choice."""
    for name, values in filters.items():
        if name != leave_out and values and bits:
            bits &= union(segment.facet(name, value) for value in values)
    return bits


def _counts(segments, matched, filters, chosen, name: str) -> dict[str, int]:
    """{value: documents} of one facet among what is found, its own choice left out."""
    if filters.get(name):
        chosen = [_filtered(segment, bits, filters, leave_out=name) for segment, bits in zip(segments, matched, strict=True)]
    counts: dict[str, int] = {}
    for segment, bits in zip(segments, chosen, strict=True):
        if bits:
            for value, held in segment.facet_values(name):
                count = (held & bits).bit_count()
                if count:
                    counts[value] = counts.get(value, 0) + count
    return counts


def _best(segments, chosen, scored: Sequence[Scored], words: int, ask: Ask) -> tuple[EngineHit, ...]:
    """The hits of the page asked for: first round over all, second over the candidates."""
    wanted = ask.offset + ask.limit + CANDIDATES
    candidates = []
    for segment, bits in zip(segments, chosen, strict=True):
        if bits:
            candidates += [(score, segment, document) for score, document in _first_round(segment, bits, scored, wanted)]
    candidates.sort(key=lambda one: -one[0])
    ranked = [_second_round(score, segment, document, scored, words, ask.area) for score, segment, document in candidates[:wanted]]
    ranked.sort(key=lambda one: (-one[0], one[1].numbers[one[2]]))
    return tuple(_hit(*one, scored, words, ask.area) for one in ranked[ask.offset : ask.offset + ask.limit])


def _first_round(segment: Segment, bits: int, scored: Sequence[Scored], wanted: int) -> list[tuple[float, int]]:
    """The best (score, document) by the sum of worth times idf."""
    lists = [(postings, one.factor) for one in scored if (postings := segment.postings(one.term))]
    if not lists:
        return [(0.0, document) for document in members(bits)[-wanted:]]
    if bits.bit_count() * FEW < len(segment.numbers):
        few = _score_few(members(bits), lists)
        least = _least(wanted, few.values())
        return [(score, document) for document, score in few.items() if score >= least]
    held = as_bytes(bits, len(segment.numbers))
    scores = _score_all(segment, lists)
    least = _least(wanted, compress(scores, held))
    return [(score, document) for document, score in enumerate(scores) if score >= least and held[document]]


def _score_few(documents: list[int], lists: Sequence[tuple[Postings, float]]) -> dict[int, float]:
    """Score of each of a few documents, each looked up in every list."""
    scores = dict.fromkeys(documents, 0.0)
    among = _set_of(documents)
    for postings, factor in lists:
        for document in members(among & postings.bits):
            scores[document] += factor * postings.worth_in(document)
    return scores


def _score_all(segment: Segment, lists: Sequence[tuple[Postings, float]]) -> list[float]:
    """Score of every document of the segment, 0 where no word stands.

    Lists that most documents are in are added up side by side, the others by
    one walk along each.
    """
    walked, scores = [], None
    for postings, factor in lists:
        spread = segment.spread(postings)
        if spread is None:
            walked.append((postings, factor))
        elif scores is None:
            scores = [factor * worth for worth in spread]
        else:
            scores = [score + factor * worth for score, worth in zip(scores, spread, strict=True)]
    scores = scores or [0.0] * len(segment.numbers)
    for postings, factor in walked:
        for document, worth in zip(postings.documents, postings.worths, strict=True):
            scores[document] += factor * worth
    return scores


def _least(count: int, scores: Iterable[float]) -> float:
    """The score of the last of the best: comparing numbers is cheaper than sorting pairs."""
    best = heapq.nlargest(count, scores)
    return best[-1] if best else 0.0


def _second_round(score, segment, document, scored, words, area) -> tuple[float, Segment, int]:
    if words > 1:
        score *= nearness_factor(_places_by_word(segment, document, scored, words))
    if _is_for(segment, document, area):
        score *= 1 + AREA_BONUS
    return score, segment, document


def _places_by_word(segment, document, scored, words) -> list[Sequence[int]]:
    """Places of each word in the document; of a word with several terms, those of all, rising."""
    places: list[Sequence[int]] = [()] * words
    for one in scored:
        postings = segment.postings(one.term)
        found = postings.places_in(document) if postings else ()
        if found:
            places[one.word] = sorted({*places[one.word], *found}) if len(places[one.word]) else found
    return places


def _is_for(segment: Segment, document: int, area: str | None) -> bool:
    return bool(area) and bool(segment.facet("area", area) >> document & 1)


def _hit(score, segment, document, scored, words, area) -> EngineHit:
    telling = [0.0] * words
    for one in scored:
        telling[one.word] = max(telling[one.word], one.factor)
    places = _places_by_word(segment, document, scored, words)
    passages = best_passages(list(zip(telling, places, strict=True)))
    return EngineHit(segment.numbers[document], score, passages, _is_for(segment, document, area))
