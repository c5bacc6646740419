"""The query as SQL, and the candidates ranked like the default engine ranks them.

First PostgreSQL finds what fits, counts it, and orders it roughly by how rare its words are and by the marks of their
worth. Then the best few hundred are weighed exactly, as extranet.search.whoosh_engine.ranking does: so the order is
the same as there unless more documents than that fit about equally well.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text

from extranet.rights import EVERYTHING
from extranet.search.engine import Answer, Ask, EngineHit
from extranet.search.nearness import AREA_BONUS, best_passages, nearness_factor
from extranet.search.parsing import Parsed, Phrase, Word
from extranet.search.postgres_engine import packing
from extranet.search.postgres_engine.packing import clean, one_of, quoted, unpacked
from extranet.search.postgres_engine.tables import of_index
from extranet.search.weighing import idf

CANDIDATES = 200
MOST_EXPANSIONS = 40
# What the marks of a term add to the gain of a candidate.
STEPS = (
    ("", packing.WORTH_OF_PLAIN),
    (packing.MORE_MARK, packing.WORTH_OF_MORE - packing.WORTH_OF_PLAIN),
    (packing.MUCH_MARK, packing.WORTH_OF_MUCH - packing.WORTH_OF_MORE),
)
# {(index of the word, term): how much it counts}
Factors = dict[tuple[int, str], float]
LAST_LETTER = "\U0010ffff"


class Asking:
    """One search over one index, within one reading transaction. `counted` keeps what was counted for this generation.

    Conditions are lists of tsqueries that must all hold: words, rights and filters in one.
    """

    def __init__(self, connection: Connection, index: int, ask: Ask, counted: dict):
        self._connection, self._index, self._ask, self._counted = connection, index, ask, counted
        self._readable = readable(ask.keys)

    def answer(self) -> Answer:
        ask = self._ask
        documents = self._count()
        if not documents or not ask.parsed.asks_something:
            return Answer()
        words = [self._expanded(word) for word in _scoring_words(ask.parsed)]
        factors = self._factors(documents, words)
        asked = len(ask.parsed.words)
        known = {at for at, _ in factors}
        filters = {name: values for name, values in {**ask.parsed.filters, **ask.filters}.items() if values}
        matched = [*_matched(ask.parsed, words[:asked]), *self._readable]
        chosen = [*matched, *_filters(filters)]
        total = count(self._connection, self._index, chosen)
        hits = self._best(chosen, words, factors) if total else ()
        return Answer(total, hits, self._facets(matched, chosen, filters), tuple(at for at in range(asked) if at not in known))

    def _run(self, statement: str, conditions: Sequence[str], **values):
        """The statement with {fits} in it as the condition that these conditions all hold."""
        return run(self._connection, self._index, statement, conditions, **values)

    def _count(self, *conditions: str) -> int:
        """How many readable documents there are, or fit; counted once for each generation and set of keys."""
        kept = (self._ask.keys, *conditions)
        if kept not in self._counted:
            self._counted[kept] = count(self._connection, self._index, [*conditions, *self._readable])
        return self._counted[kept]

    def _expanded(self, word: Word) -> Word:
        """The word with every term it stands for: all that begin so when it ends in a star."""
        if not word.is_prefix:
            return word
        start = clean(word.terms[0][0])
        statement = "SELECT term FROM {term} WHERE term >= :start AND term < :end ORDER BY term LIMIT :most"
        begun = self._run(statement, (), start=start, end=start + LAST_LETTER, most=MOST_EXPANSIONS).scalars()
        return Word(word.text, (*word.terms, *((term, 0.8) for term in begun if term != start)))

    def _factors(self, documents: int, words: Sequence[Word]) -> Factors:
        """Of the terms that stand in something readable, for each word that asks for them, weight times how telling the term is to this asker."""
        factors: Factors = {}
        for at, word in enumerate(words):
            for term, weight in word.terms:
                holding = self._count(quoted(term))
                if holding:
                    factors[at, clean(term)] = weight * idf(documents, holding)
        return factors

    def _facets(self, matched: Sequence[str], chosen: Sequence[str], filters: Mapping) -> dict[str, dict[str, int]]:
        """{facet: {value: documents}}; a chosen facet is counted as if it were not chosen."""
        found: dict[str, dict[str, int]] = {name: {} for name in self._ask.facets}
        free = [name for name in self._ask.facets if name not in filters]
        counts = [(free, chosen)] if free else []
        counts += [([name], [*matched, *_filters(filters, leave_out=name)]) for name in self._ask.facets if name in filters]
        for names, conditions in counts:
            statement = "SELECT f, count(*) FROM {entry}, unnest(facets) f WHERE {fits} AND split_part(f, '=', 1) = ANY(:names) GROUP BY f"
            for facet, holding in self._run(statement, conditions, names=names):
                name, _, value = facet.partition("=")
                found[name][value] = holding
        return found

    def _best(self, chosen: Sequence[str], words: Sequence[Word], factors: Factors) -> tuple[EngineHit, ...]:
        wanted = self._ask.offset + self._ask.limit + CANDIDATES
        terms = list(dict.fromkeys(term for _, term in factors))
        ranked = [self._weighed(*one, len(words), factors) for one in self._opened(self._candidates(chosen, factors, wanted), terms)]
        ranked.sort(key=lambda hit: (-hit.score, hit.number))
        return tuple(ranked[self._ask.offset : self._ask.offset + self._ask.limit])

    def _candidates(self, chosen: Sequence[str], factors: Factors, wanted: int) -> list[int]:
        """Numbers of the documents that may come first, by their words and the marks of their worth."""
        if not factors:
            return list(self._run("SELECT number FROM {entry} WHERE {fits} ORDER BY number LIMIT :wanted", chosen, wanted=wanted).scalars())
        parts, values = [], {"wanted": wanted}
        for (_, term), factor in factors.items():
            for mark, worth in STEPS:
                at = len(parts)
                parts.append(f"SELECT number, CAST(:gain{at} AS float4) AS gain FROM {{entry}} WHERE words @@ CAST(:term{at} AS tsquery)")
                values |= {f"gain{at}": factor * worth, f"term{at}": quoted(term + mark)}
        statement = (
            "WITH chosen AS MATERIALIZED (SELECT number FROM {entry} WHERE {fits})"
            f" SELECT number FROM chosen JOIN ({' UNION ALL '.join(parts)}) found USING (number) GROUP BY number ORDER BY sum(gain) DESC, number LIMIT :wanted"
        )
        return list(self._run(statement, chosen, **values).scalars())

    def _opened(self, numbers: Sequence[int], terms: Sequence[str]) -> list[tuple[int, bool, dict[str, str]]]:
        """(number, whether it holds for the area, {term: packed}) of these documents; each row is unpacked once, however many terms."""
        columns = ", ".join(f"p ->> :p{at}" for at in range(len(terms))) or "NULL"
        statement = (
            f"SELECT number, holds, ARRAY[{columns}] FROM (SELECT number, facets @> ARRAY[:area] AS holds, postings || '{{}}'::jsonb AS p"
            " FROM {entry} WHERE number = ANY(:numbers) OFFSET 0) opened"
        )
        packed = {f"p{at}": term for at, term in enumerate(terms)}
        rows = self._run(statement, (), numbers=list(numbers), area=f"area={self._ask.area or ''}", **packed)
        return [(number, holds, dict(zip(terms, found, strict=False))) for number, holds, found in rows]

    def _weighed(self, number: int, holds: bool, packed: Mapping[str, str], words: int, factors: Factors) -> EngineHit:
        held = {term: unpacked(one) for term, one in packed.items() if one is not None}
        score, telling = 0.0, [0.0] * words
        found: list[list[Sequence[int]]] = [[] for _ in range(words)]
        for (at, term), factor in factors.items():
            telling[at] = max(telling[at], factor)
            if term in held:
                score += factor * held[term][0]
                found[at].append(held[term][1])
        places = [_together(some) for some in found]
        if words > 1:
            score *= nearness_factor(places)
        is_for_area = bool(self._ask.area) and holds
        passages = best_passages(list(zip(telling, places, strict=True)))
        return EngineHit(number, score * (1 + AREA_BONUS) if is_for_area else score, passages, is_for_area)


def readable(keys: frozenset[str]) -> list[str]:
    """What must hold for these reading keys to open a document; `keys` is never empty here."""
    return [] if EVERYTHING in keys else [one_of(f"{packing.FACET_MARK}key={key}" for key in sorted(keys))]


def count(connection: Connection, index: int, conditions: Sequence[str]) -> int:
    """How many documents fit."""
    return run(connection, index, "SELECT count(*) FROM {entry} WHERE {fits}", conditions).scalar_one()


def run(connection: Connection, index: int, statement: str, conditions: Sequence[str], **values):
    """The statement with {fits} in it as the condition that these tsqueries all hold; no conditions let everything through."""
    fits = "words @@ CAST(:conditions AS tsquery)" if conditions else "TRUE"
    if conditions:
        values["conditions"] = " & ".join(conditions)
    return connection.execute(text(of_index(statement.replace("{fits}", fits), index)), values)


def _matched(parsed: Parsed, words: Sequence[Word]) -> list[str]:
    """What words, phrases, title and exclusions ask for; filters are not looked at."""
    must = [_phrase(one) for one in parsed.phrases] + [quoted(term + packing.TITLE_MARK) for term in parsed.in_title]
    if words and not must:
        must = [one_of(term for word in words for term, _ in word.terms)]
    return must + [f"!{_phrase(one)}" for one in parsed.without]


def _scoring_words(parsed: Parsed) -> list[Word]:
    """The words, then those of phrases and titles, which also score."""
    more = [term for phrase in parsed.phrases for _, term in phrase.terms] + list(parsed.in_title)
    known = {word.terms[0][0] for word in parsed.words}
    return [*parsed.words, *(Word(term, ((term, 1.0),)) for term in more if term not in known)]


def _phrase(phrase: Phrase) -> str:
    """Terms at their distances, in the notation of tsquery."""
    said, before = "", 0
    for distance, term in phrase.terms:
        said = f"{said} <{distance - before}> {quoted(term)}" if said else quoted(term)
        before = distance
    return f"({said})"


def _filters(filters: Mapping[str, Sequence[str]], leave_out: str = "") -> list[str]:
    """One of the values asked for, facet by facet."""
    return [one_of(f"{packing.FACET_MARK}{name}={value}" for value in values) for name, values in filters.items() if name != leave_out]


def _together(places: Sequence[Sequence[int]]) -> Sequence[int]:
    """The places of all the terms of one word, rising."""
    return places[0] if len(places) == 1 else sorted({place for some in places for place in some})
