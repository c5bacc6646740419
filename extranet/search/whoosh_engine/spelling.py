"""Terms one slip of the fingers away from a word that finds nothing.

Under eight letters one slip (a letter missing, too many, wrong, or two
swapped) is forgiven, from eight on two. The slips of a short word are made and
looked up, which costs the same however many terms there are; for two slips the
terms with the same first three letters are measured.
"""

from collections.abc import Iterable, Sequence

from extranet.search.whoosh_engine.segment import Segment
from extranet.search.words import fold, stem

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4
TWO_SLIPS_FROM = 8
SAME_BEGINNING = 3
MOST_MEASURED = 4_000


def near_terms(segments: Sequence[Segment], word: str, keys: frozenset[str]) -> list[tuple[str, int]]:
    """(term, readable documents), most documents first, nearer before farther."""
    if len(word) < SHORTEST or any(letter.isdecimal() for letter in word):
        return []
    word = fold(word)
    term = stem(word)
    # a slip in the ending hides it from the stemmer ("recyclign"), so swaps and extra letters are tried before stemming too
    near = _readable(segments, one_slip(term) | {stem(other) for other in _swapped_or_fewer(word)} - {term}, keys)
    if not near and len(term) >= TWO_SLIPS_FROM:
        near = _readable(segments, _two_slips(segments, term), keys)
    return sorted(near, key=lambda found: (-found[1], found[0]))


def _swapped_or_fewer(word: str) -> set[str]:
    parts = [(word[:at], word[at:]) for at in range(len(word))]
    return {left + right[1:] for left, right in parts[1:]} | {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}


def one_slip(word: str) -> set[str]:
    """Every string one slip away; the first letter is taken as right except for a swap."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {left + right[1:] for left, right in parts[1:] if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in parts[1:] if right for letter in LETTERS}
    more = {left + letter + right for left, right in parts[1:] for letter in LETTERS}
    return (fewer | swapped | other | more) - {word}


def _two_slips(segments: Sequence[Segment], term: str) -> set[str]:
    begun = {one for segment in segments for one in segment.terms_with(term[:SAME_BEGINNING], MOST_MEASURED)}
    return {one for one in begun if abs(len(one) - len(term)) <= 2 and slips_between(one, term, 2) <= 2}


def slips_between(one: str, other: str, most: int) -> int:
    """Slips that turn one word into the other (swaps count one); `most` + 1 when it is more."""
    before, current = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        before, last, current = current, before, [row]
        for column, against in enumerate(other, 1):
            cost = min(before[column] + 1, current[-1] + 1, before[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, last[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
    return current[-1]


def _readable(segments: Sequence[Segment], terms: Iterable[str], keys: frozenset[str]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for segment in segments:
        readable = segment.readable(keys)
        for term in terms:
            index = segment.terms.find(b"text\0" + term.encode())
            if index is not None:
                count = (segment.terms.postings_at(index).bits & readable).bit_count()
                if count:
                    found[term] = found.get(term, 0) + count
    return list(found.items())
