"""Asking: find answers, suggest while somebody types. Every answer holds only what the asker may read."""

import contextlib
import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from time import perf_counter

from extranet.hooks import answers_only
from extranet.rights import EVERYTHING, reading_keys
from extranet.search import store
from extranet.search.bets import bets_for
from extranet.search.engine import Answer, Ask, EngineHit, IndexDamaged, SearchEngine
from extranet.search.learning import kept_words
from extranet.search.learnt_store import opens_for
from extranet.search.marking import Marker, mark, stretch
from extranet.search.model import (
    FACETS,
    Document,
    FacetValue,
    FoundPassage,
    Hit,
    Passage,
    Piece,
    Pinned,
    Query,
    Results,
    Suggestion,
)
from extranet.search.parsing import FILTER_FIELDS, Parsed, Word, is_only_stopped, parse
from extranet.search.slips import slips_between
from extranet.search.suggesting import Labels
from extranet.search.synonyms import synonyms_of
from extranet.search.upkeep import engine_of, request_rebuild
from extranet.search.words import runs, slots

log = logging.getLogger(__name__)
LONG_ENOUGH = 5
# Any word of the index: to look one up opens it.
READY_TERM = "council"
MOST_FACET_VALUES = 15
PASSAGES_SHOWN = 2
LAST_PAGE = 100
SHORTEST_SUGGEST = 2
SUGGESTIONS = 8
ON_FOCUS = 10
# At least so many lines are left to services, places and the like, when they have something.
FOR_OTHERS = 3
# So many opens of nothing in particular are taken as given, so that a first click moves little.
DOUBT = 5
NOTHING_ASKED = "Type a word or two of what the customer says, such as: missed bin."
ONLY_SMALL_WORDS = "These words stand on nearly every page. Add one that says what it is about."


def find(site, actor, query: Query) -> Results:
    """What answers this query for this actor (None for a visitor). Never an error for anything typed."""
    began = perf_counter()
    parsed = parse(query.text)
    if not parsed.asks_something:
        sentence = ONLY_SMALL_WORDS if is_only_stopped(query.text) else NOTHING_ASKED
        return Results(query, sentence=sentence)
    keys = reading_keys(actor)
    try:
        results = _find(site, keys, query, parsed)
    except IndexDamaged:
        log.exception("the search index cannot be read; answering with titles")
        results = _titles_only(site, keys, query, parsed)
    if query.page == 1 and not query.filters and not results.is_rebuilding:
        results = _with_pinned(site, keys, results, parsed)
    return replace(results, seconds=perf_counter() - began)


def suggest(site, actor, text: str, customer: str | None = None, limit: int = SUGGESTIONS) -> list[Suggestion]:
    """What somebody typing this may mean, best first. Nothing before the second letter."""
    text = " ".join(text.split())[:100]
    if len(text) < SHORTEST_SUGGEST:
        return []
    labels = site.part("search.labels", _KeptLabels).now(site)
    own = labels.suggest(text, reading_keys(actor), customer, limit)
    more = [one for some in answers_only(site.hooks.suggestions(text=text, actor=actor)) for one in some]
    room = max(limit - len(own), FOR_OTHERS)
    return _once_each([*own[: limit - min(room, len(more))], *more])[:limit]


def on_focus(site, actor, since: datetime | None, limit: int = ON_FOCUS) -> list[Suggestion]:
    """What is useful in an empty search box, a few of each kind; `since` is when this person was last here, if that is known."""
    given = answers_only(site.hooks.focus_suggestions(actor=actor, since=since))
    return _once_each([one for some in given for one in some])[:limit]


def _find(site, keys: frozenset[str], query: Query, parsed: Parsed) -> Results:
    engine = engine_of(site)
    same = synonyms_of(site)
    wide = same.expand(parsed)
    ask = _ask(query, wide, keys)
    answer = engine.search(ask)
    unknown = [at for at in answer.unknown if at < len(parsed.words)]
    corrected = _corrected(engine, parsed, unknown, keys) if unknown else None
    meant = same.expand(corrected) if corrected else wide
    better = engine.search(replace(ask, parsed=meant)) if corrected else answer
    if not corrected or better.total <= answer.total:
        return _shown(site, keys, query, wide, answer)
    spelt = _spelt(site, engine, parsed, corrected, keys)
    if not answer.total or _is_surely_meant(parsed, unknown):
        return replace(_shown(site, keys, query, meant, better), did_you_mean=spelt, corrected=True)
    return replace(_shown(site, keys, query, wide, answer), did_you_mean=spelt)


def _is_surely_meant(parsed: Parsed, unknown: Iterable[int]) -> bool:
    """Whether the words that stand nowhere are long enough that a near one is hardly another word: "libary", not "skip"."""
    return all(len(parsed.words[at].text) >= LONG_ENOUGH for at in unknown)


def _ask(query: Query, parsed: Parsed, keys: frozenset[str]) -> Ask:
    page = min(max(query.page, 1), LAST_PAGE)
    filters = {name: tuple(values) for name, values in query.filters.items() if name in FILTER_FIELDS and values}
    return Ask(parsed, keys, filters, FACETS, query.customer, (page - 1) * query.size, query.size)


def _corrected(engine: SearchEngine, parsed: Parsed, unknown: Iterable[int], keys: frozenset[str]) -> Parsed | None:
    """The query with words that stand nowhere replaced by the nearest that stand somewhere; None when there are none."""
    words, changed = list(parsed.words), False
    for at in unknown:
        near = engine.near_terms(words[at].text, keys)
        if near:
            words[at] = Word(near[0][0], ((near[0][0], 1.0),))
            changed = True
    return replace(parsed, words=tuple(words)) if changed else None


def _spelt(site, engine: SearchEngine, parsed: Parsed, corrected: Parsed, keys: frozenset[str]) -> str:
    """The query as somebody would have typed it, words taken from texts the asker may read."""
    text = parsed.text
    for typed, meant in zip(parsed.words, corrected.words, strict=True):
        if typed != meant:
            text = text.replace(typed.text, _as_written(site, engine, meant.terms[0][0], typed.text, keys))
    return text


def _as_written(site, engine: SearchEngine, term: str, typed: str, keys: frozenset[str]) -> str:
    """The word of a few readable texts that counts as this term and looks most like the word typed; the term itself when none is found."""
    numbers = engine.readable_with(term, keys, limit=3)
    with site.db.reading() as connection:
        readable = store.readable_documents(connection, numbers, keys)
        texts = [document for number, _, document in store.documents(connection, list(readable))]
    forms = {
        run.lower()
        for document in texts
        for text in (document.title, *document.asked_as, document.short_answer, *(p.heading + " " + p.text for p in document.passages))
        for run in set(runs(text))
        if (term,) in slots(run)
    }
    return min(forms, key=lambda form: (slips_between(form, typed.lower(), len(typed)), form), default=term)


def _shown(site, keys: frozenset[str], query: Query, parsed: Parsed, answer: Answer) -> Results:
    """The engine's answer with its texts, each fetched past one more check of its reading key."""
    numbers = [hit.number for hit in answer.hits]
    wanted = [(hit.number, passage) for hit in answer.hits for passage in hit.passages]
    with site.db.reading() as connection:
        documents = store.readable_documents(connection, numbers, keys) if numbers else {}
        passages = store.readable_passages(connection, wanted, keys)
        ranked = _by_opens(site, connection, query, answer.hits, documents)
    marker = Marker(parsed.terms)
    customer = query.customer
    hits = tuple(_hit(one, documents[one.number], passages, marker, customer) for one in ranked if one.number in documents)
    total = answer.total - (len(numbers) - len(hits))
    chosen = {**parsed.filters, **query.filters}
    facets = {name: _facet(counts, chosen.get(name, ())) for name, counts in answer.facets.items()}
    return Results(query, total, hits, facets)


def _by_opens(site, connection, query: Query, hits: Sequence[EngineHit], documents: Mapping[int, Document]) -> Sequence[EngineHit]:
    """The hits of a page of results, those lifted that are often opened for these very words; as they were when the setting is 0."""
    most = site.settings.search_opens
    if not most or len(hits) < 2:
        return hits
    opens = opens_for(connection, kept_words(query.text, lambda _run: True))
    counted = {one.number: opens.get((one_of.kind, one_of.item_id), 0) for one in hits if (one_of := documents.get(one.number))}
    all_of_them = sum(counted.values()) + DOUBT
    return sorted(hits, key=lambda one: -one.score * (1 + most * counted.get(one.number, 0) / all_of_them))


def _with_pinned(site, keys: frozenset[str], results: Results, parsed: Parsed) -> Results:
    """The results with what groups have pinned for these words first, as far as this actor may read it."""
    bets = bets_for(site, parsed)
    if not bets:
        return results
    with site.db.reading() as connection:
        numbers = store.numbers_of(connection, [(one.kind, one.item_id) for one in bets])
        known = {(one.kind, one.item_id): one for one in store.readable_documents(connection, list(numbers.values()), keys).values()}
    marker = Marker(parsed.terms)
    found = [(bet, known[bet.kind, bet.item_id]) for bet in bets if (bet.kind, bet.item_id) in known]
    pinned = tuple(Pinned(_plain_hit(one, marker), bet.group, bet.until_on) for bet, one in found)
    here = {(bet.kind, bet.item_id) for bet, _ in found}
    groups = tuple(one for one in results.groups if (one.document.kind, one.document.item_id) not in here)
    more = len(pinned) - (len(results.groups) - len(groups)) if not results.total else 0
    return replace(results, pinned=pinned, groups=groups, total=results.total + more)


def _plain_hit(document: Document, marker: Marker) -> Hit:
    return Hit(document, mark(document.title, marker), mark(document.short_answer or document.summary, marker))


def _hit(found: EngineHit, document: Document, passages: Mapping[tuple[int, int], Passage], marker: Marker, customer: str | None) -> Hit:
    own = _for_customer((passages[found.number, at] for at in found.passages if (found.number, at) in passages), customer)
    return Hit(
        document,
        mark(document.title, marker),
        mark(document.short_answer or document.summary, marker),
        tuple(_found_passage(document, passage, marker) for passage in own[:PASSAGES_SHOWN]),
        found.is_for_area,
    )


def _for_customer(passages: Iterable[Passage], customer: str | None) -> list[Passage]:
    """The customer's own authority's passages first, then everybody's; another authority's not at all."""
    if customer is None:
        return list(passages)
    heard = [one for one in passages if not one.areas or customer in one.areas]
    return sorted(heard, key=lambda one: not one.areas)


def _found_passage(document: Document, passage: Passage, marker: Marker) -> FoundPassage:
    url = f"{document.url}#{passage.heading_id}" if passage.heading_id else document.url
    return FoundPassage(passage.heading, url, stretch(passage.text, marker))


def _facet(counts: Mapping[str, int], chosen: Sequence[str]) -> tuple[FacetValue, ...]:
    """Values with most results first; a chosen one is always there, so that it can be given up."""
    all_of_them = {**dict.fromkeys(chosen, 0), **counts}
    ranked = sorted(all_of_them.items(), key=lambda item: (item[0] not in chosen, -item[1], item[0]))
    return tuple(FacetValue(value, count, value in chosen) for value, count in ranked[:MOST_FACET_VALUES])


def _titles_only(site, keys: frozenset[str], query: Query, parsed: Parsed) -> Results:
    """Titles out of the database while the index is being rebuilt."""
    request_rebuild(site)
    words = [word.text for word in parsed.words] or runs(parsed.text)
    with site.db.reading() as connection:
        documents = store.readable_titles(connection, words, keys, query.size)
    marker = Marker(parsed.terms)
    hits = tuple(Hit(one, mark(one.title, marker), (Piece(one.short_answer or one.summary),)) for one in documents)
    return Results(query, len(hits), hits, is_rebuilding=True)


def _once_each(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    return list({(one.url, one.label): one for one in suggestions}.values())


def get_ready(site) -> None:
    """Read now what the first question of this process would have to wait for: the index, and the labels of suggestions."""
    site.part("search.labels", _KeptLabels).now(site)
    with contextlib.suppress(IndexDamaged):
        engine_of(site).readable_with(READY_TERM, frozenset({EVERYTHING}), 1)


class _KeptLabels:
    """The labels of this process, brought up to date when the generation moved."""

    def __init__(self):
        self._lock = threading.Lock()
        self._labels = Labels()
        self._generation: str | None = None
        self._change = -1
        self._tidying: threading.Thread | None = None

    def now(self, site) -> Labels:
        generation = engine_of(site).generation()
        if generation != self._generation:
            with self._lock:
                if generation != self._generation:
                    self._refresh(site)
                    self._generation = generation
        return self._labels

    def _refresh(self, site) -> None:
        with site.db.reading() as connection:
            newest, oldest = store.last_change(connection), store.first_change(connection)
            if self._change < 0 or self._change + 1 < oldest:
                self._labels = Labels(store.labels(connection))
            else:
                changed = store.changed_since(connection, self._change)
                if changed:
                    self._labels.replace(changed, store.labels(connection, changed))
            self._change = newest
        if self._labels.is_untidy and self._tidying is None:
            self._tidying = threading.Thread(target=self._make_anew, args=(site,), name="suggestions", daemon=True)
            self._tidying.start()

    def _make_anew(self, site) -> None:
        """Read all labels again, beside those that answer meanwhile; what changes while this lasts is taken at the next look."""
        try:
            with site.db.reading() as connection:
                newest = store.last_change(connection)
                labels = Labels(store.labels(connection))
            with self._lock:
                self._labels, self._change, self._generation = labels, newest, None
        except Exception:
            log.exception("the labels for suggestions could not be made anew; the old ones answer on")
        finally:
            self._tidying = None
