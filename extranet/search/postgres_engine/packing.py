"""A document as a row of an index.

`words` is a tsvector of our own terms, so that PostgreSQL's dictionaries have no say: a term at its places, beside it
marks of where it weighs much, which are lexemes without a place:

    bin      the term          bin~t    it stands in the title
    bin~1    it is worth more than a word of the text that stands once       bin~2    much more

    ~type=qa     what it can be filtered by, its reading key among it

A document is found and roughly ranked by these out of one GIN index, rights and filters included; its row is opened only
when it is a candidate. `postings` keeps the exact worth and places of each term: {term: base64 of one float and the places}.
"""

import base64
import json
from array import array
from collections.abc import Iterable, Sequence

from extranet.search.engine import Indexed
from extranet.search.nearness import stands_in_title
from extranet.search.weighing import SECTION_BITS, WeighedTerm, facet_terms, weighed_terms

# What a candidate's words count for by their marks: a plain one, one with ~1, one with ~2. Worth is 0 to 2.2.
WORTH_OF_PLAIN, WORTH_OF_MORE, WORTH_OF_MUCH = 0.8, 1.4, 1.8
MORE, MUCH = 1.2, 1.65
FACET_MARK = "~"
TITLE_MARK, MORE_MARK, MUCH_MARK = "~t", "~1", "~2"
SECTION_GAP = 64
# Limits of PostgreSQL: a tsvector holds 1 MB, a lexeme 2,046 bytes, 255 places up to 16,383.
LONGEST_TERM = 400
MOST_PLACES = 250
LAST_PLACE = 16_383
PLACED_BYTES = 500_000
MOST_BYTES = 900_000


def row_of(indexed: Indexed) -> dict:
    """The values of one document as the table of entries takes them; `terms` beside them."""
    terms, facets = list(weighed_terms(indexed.document)), facet_terms(indexed.document)
    return {
        "number": indexed.number,
        "mark": indexed.mark,
        "facets": facets,
        "words": _vector(terms, facets),
        "postings": json.dumps({clean(one.term): _packed(one) for one in terms}),
        "terms": [clean(one.term) for one in terms],
    }


def unpacked(packed: str | None) -> tuple[float, Sequence[int]]:
    """(worth, places) of a term out of `postings`; (0, ()) of one that is not in it."""
    if packed is None:
        return 0.0, ()
    held = base64.b64decode(packed)
    worth, places = array("f"), array("I")
    worth.frombytes(held[:4])
    places.frombytes(held[4:])
    return worth[0], places


def one_of(lexemes: Iterable[str]) -> str:
    """The tsquery that asks for any of these."""
    return "(" + " | ".join(quoted(one) for one in lexemes) + ")"


def quoted(lexeme: str) -> str:
    """The lexeme as it stands in the text of a tsvector or tsquery."""
    return "'" + clean(lexeme).replace("\\", "\\\\").replace("'", "''") + "'"


def clean(term: str) -> str:
    """The term as PostgreSQL can hold it: no NUL, no half of a letter, not too long."""
    return term if len(term) < LONGEST_TERM and term.isascii() else term.replace("\0", "").encode("utf-8", "ignore").decode()[:LONGEST_TERM]


def _packed(one: WeighedTerm) -> str:
    return base64.b64encode(array("f", [one.worth]).tobytes() + one.places.tobytes()).decode()


def _vector(terms: Sequence[WeighedTerm], facets: Sequence[str]) -> str:
    """The tsvector in PostgreSQL's notation. Of a text of a book's size the last words are found without their places."""
    starts = _starts(terms)
    parts, size = [quoted(FACET_MARK + one) for one in facets], 0
    for one in terms:
        lexeme = quoted(one.term)
        places = _places(one.places, starts) if size < PLACED_BYTES else ""
        marks = _marks(one)
        size += len(lexeme.encode()) * (1 + len(marks)) + 3 * len(places)
        if size > MOST_BYTES:
            break
        parts.append(f"{lexeme}:{places}" if places else lexeme)
        parts += [quoted(one.term + mark) for mark in marks]
    return " ".join(parts)


def _marks(one: WeighedTerm) -> list[str]:
    marks = [TITLE_MARK] if stands_in_title(one.places) else []
    if one.worth >= MORE:
        marks.append(MORE_MARK)
    return [*marks, MUCH_MARK] if one.worth >= MUCH else marks


def _starts(terms: Iterable[WeighedTerm]) -> dict[int, int]:
    """{section: place of its first word} when all sections stand one after another, with gaps that no phrase crosses."""
    longest: dict[int, int] = {}
    for one in terms:
        for place in one.places:
            section, offset = place >> SECTION_BITS, place & ((1 << SECTION_BITS) - 1)
            if offset >= longest.get(section, -1):
                longest[section] = offset
    starts, at = {}, 1
    for section in sorted(longest):
        starts[section] = at
        at += longest[section] + 1 + SECTION_GAP
    return starts


def _places(places: Sequence[int], starts: dict[int, int]) -> str:
    at = [starts[place >> SECTION_BITS] + (place & ((1 << SECTION_BITS) - 1)) for place in places[:MOST_PLACES]]
    return ",".join([str(one) for one in at if one <= LAST_PLACE])
