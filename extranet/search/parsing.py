"""The query, taken apart once, by us: words, phrases, exclusions, fields, exact things.

Whatever is typed gives a Parsed; nothing raises. What looks like an operator
and is none (a lone quote, an unknown field) is taken as words.
"""

import re
from dataclasses import dataclass, field, replace

from extranet.search.exact import PHONE, POSTCODE, exact_terms, service_number
from extranet.search.words import ASKING, STOPPED, WEAK, fold, run_pattern, runs, slots

LONGEST_QUERY = 500
MOST_WORDS = 24
# What a weak word counts beside telling ones.
WEAK_WEIGHT = 0.6
FILTER_FIELDS = ("authority", "type", "group", "service", "function", "episode", "area", "trust", "kind")
SAME_FIELD = {"lgsl": "service", "council": "authority", "for": "area", "owner": "authority"}
# -"a phrase", field:"a value", field:value, "a phrase", -word, word*
PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:(?P<field>[A-Za-z]+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Word:
    """One word asked for: the terms that count as it, best first, each with its weight. `text` is as typed.

    `is_exact` stands in quotation marks or is a postcode and the like; `is_added` was not typed, but means the same as something typed.
    """

    text: str
    terms: tuple[tuple[str, float], ...]
    is_prefix: bool = False
    is_exact: bool = False
    is_added: bool = False


@dataclass(frozen=True)
class Phrase:
    """Terms at fixed distances: ((0, 'out'), (2, 'hour')). One term at 0 is a plain word that must be there."""

    terms: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Parsed:
    """A query understood. `words` are alternatives, `phrases` must all be there, `without` must not."""

    text: str
    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    in_title: tuple[str, ...] = ()
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def asks_something(self) -> bool:
        """Whether there is anything to look for; what is excluded alone is not."""
        return bool(self.words or self.phrases or self.in_title or self.filters)

    @property
    def terms(self) -> frozenset[str]:
        """Every term to be marked in the texts shown."""
        asked = {term for word in self.words for term, _ in word.terms}
        asked |= {term for phrase in self.phrases for _, term in phrase.terms}
        return frozenset(asked | set(self.in_title))


def parse(text: str) -> Parsed:
    """The query taken apart. Never raises; a very long one is cut at LONGEST_QUERY letters."""
    text = " ".join(text.replace("\x00", " ").replace("“", '"').replace("”", '"').split())[:LONGEST_QUERY]
    number = service_number(text)
    if number and number[0] == "lgsl":
        return Parsed(text, filters={"service": (number[1],)})
    return _Parser(text).parsed()


class _Parser:
    """Collects the parts of one query."""

    def __init__(self, text: str):
        self.text = text
        self.words: list[Word] = []
        self.phrases: list[Phrase] = []
        self.without: list[Phrase] = []
        self.in_title: list[str] = []
        self.filters: dict[str, list[str]] = {}

    def parsed(self) -> Parsed:
        for part in PART.finditer(_without_pieces(self.text)):
            self._take(part)
        self.words += _exact_words(self.text, self.words)
        filters = {name: tuple(values) for name, values in self.filters.items()}
        return Parsed(
            self.text, tuple(_without_asking(self.words)), tuple(self.phrases), tuple(self.without), tuple(self.in_title), filters
        )

    def _take(self, part: re.Match) -> None:
        name = (part["field"] or "").lower()
        name = SAME_FIELD.get(name, name)
        value = part["phrase"] if part["phrase"] is not None else part["word"]
        if name in FILTER_FIELDS and not part["minus"] and value.strip():
            self.filters.setdefault(name, []).append(value.strip().lower())
        elif part["minus"]:
            self.without += _phrase(value)
        elif name == "title":
            self.in_title += [term for _, term in _places(value)]
        elif part["phrase"] is not None:
            self.phrases += _phrase(value)
            self._words(name)
        else:
            self._words(f"{name}:{value}" if name else value)

    def _words(self, text: str) -> None:
        is_prefix = text.endswith("*") and len(text) > 3
        for run in runs(text):
            self.words += _words_of(run, is_prefix)
        del self.words[MOST_WORDS:]


def _without_pieces(text: str) -> str:
    """The text without the pieces of exact things: half a phone number is no word, of a postcode the outward half is."""
    return POSTCODE.sub(r"\1", PHONE.sub(" ", text))


def _words_of(run: str, is_prefix: bool) -> list[Word]:
    """The words of a run; a joined form ("email" of "e-mail") rides with the first."""
    words = []
    for slot in slots(run):
        if slot:
            words.append(Word(run, tuple((term, 1.0) for term in slot), is_prefix))
    return words


def _exact_words(text: str, words: list[Word]) -> list[Word]:
    """Exact things, each a word of its own that outweighs the pieces it is made of."""
    known = {term for word in words for term, _ in word.terms}
    return [Word(one, ((one, 3.0),), is_exact=True) for one in dict.fromkeys(exact_terms(text)) if one not in known]


def _without_asking(words: list[Word]) -> list[Word]:
    """Leave out words of asking and repeats, unless nothing else is there."""
    seen: dict[tuple, Word] = {}
    for word in words:
        seen.setdefault(word.terms, word)
    telling = [word for word in seen.values() if fold(word.text) not in ASKING]
    if all(fold(word.text) in WEAK for word in telling):
        return telling or list(seen.values())
    return [_weakened(word) if fold(word.text) in WEAK else word for word in telling]


def _weakened(word: Word) -> Word:
    return replace(word, terms=tuple((term, weight * WEAK_WEIGHT) for term, weight in word.terms))


def telling_terms(text: str) -> tuple[str, ...]:
    """The first term of every word of a text as a query would have it: without words of asking, unless there are no others."""
    return tuple(word.terms[0][0] for word in _without_asking([word for run in runs(text) for word in _words_of(run, False)]))


def _places(text: str) -> list[tuple[int, str]]:
    """(position, term) of every indexed word of a text, counted from 0 like the index does."""
    places, position = [], 0
    for run in runs(text):
        for slot in slots(run):
            places += [(position, slot[0])] if slot else []
            position += 1
    return places


def _phrase(text: str) -> list[Phrase]:
    places = _places(text)[:MOST_WORDS]
    if not places:
        return []
    first = places[0][0]
    return [Phrase(tuple((position - first, term) for position, term in places))]


def is_only_stopped(text: str) -> bool:
    """Whether a query has words, but none that is ever indexed."""
    found = [fold(match[0]) for match in run_pattern(text).finditer(text)]
    return bool(found) and all(word in STOPPED for word in found)
