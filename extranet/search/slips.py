"""Slips of the fingers: what somebody may have meant by a word that finds nothing.

Under eight letters one slip (a letter missing, too many, wrong, or two
swapped) is forgiven, from eight on two.
"""

from extranet.search.words import fold, stem

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4
TWO_SLIPS_FROM = 8
# Of the terms that may be two slips away, at most so many are measured.
MOST_MEASURED = 4_000


def one_slip_forms(word: str) -> frozenset[str]:
    """Every term one slip away from a word as typed; none for short words and numbers, where any slip makes another one."""
    if len(word) < SHORTEST or any(letter.isdecimal() for letter in word):
        return frozenset()
    word = fold(word)
    term = stem(word)
    # a slip in the ending hides it from the stemmer ("recyclign"), so swaps and extra letters are tried before stemming too
    return frozenset(one_slip(term) | {stem(other) for other in _swapped_or_fewer(word)} - {term})


def two_slips_of(word: str) -> str | None:
    """The term of a word that is long enough for two slips, else None."""
    term = stem(fold(word))
    return term if len(term) >= TWO_SLIPS_FROM else None


def one_slip(word: str) -> set[str]:
    """Every string one slip away; the first letter is taken as right except for a swap."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {left + right[1:] for left, right in parts[1:] if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in parts[1:] if right for letter in LETTERS}
    more = {left + letter + right for left, right in parts[1:] for letter in LETTERS}
    return (fewer | swapped | other | more) - {word}


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


def _swapped_or_fewer(word: str) -> set[str]:
    parts = [(word[:at], word[at:]) for at in range(len(word))]
    return {left + right[1:] for left, right in parts[1:]} | {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
