"""Where the words of a query stand in a document: how near each other, and in which passages."""

from collections.abc import Sequence

from extranet.search.weighing import FIRST_PASSAGE, TITLE, section_of

NEARNESS_BONUS = 0.2
FARTHEST = 8
AREA_BONUS = 0.15
PASSAGES_RANKED = 8
REPEATS_COUNTED = 5

Places = Sequence[int]


def nearness_factor(places_by_word: Sequence[Places]) -> float:
    """1 to 1.2: how near neighbouring words of the query stand, on average over the pairs."""
    pairs = list(zip(places_by_word, places_by_word[1:], strict=False))
    if not pairs:
        return 1.0
    closeness = sum(_closeness(one, other) for one, other in pairs if one and other)
    return 1.0 + NEARNESS_BONUS * closeness / len(pairs)


def _closeness(one: Places, other: Places) -> float:
    """1 side by side in order, falling to 0 beyond FARTHEST words or in different sections."""
    best = FARTHEST + 1
    at, to, count, others = 0, 0, len(one), len(other)
    while at < count and to < others:
        gap = other[to] - one[at]
        if gap > 0:
            best = min(best, gap)
            at += 1
        else:
            if gap < 0:
                best = min(best, 1 - gap)
            to += 1
        if best == 1:
            break
    return 1.0 / best if best <= FARTHEST else 0.0


def best_passages(places_by_word: Sequence[tuple[float, Places]]) -> tuple[int, ...]:
    """Indexes of the passages that hold most of what was asked, best first.

    `places_by_word` is (how telling the word is, its places). A passage gains
    by every different word, and a little by repeats. When the words stand only
    in title, asked-as phrases or answer, there is none.
    """
    gains: dict[int, float] = {}
    for telling, places in places_by_word:
        counted: dict[int, int] = {}
        for place in places:
            section = section_of(place)
            counted[section] = counted.get(section, 0) + 1
        for section, repeats in counted.items():
            if section >= FIRST_PASSAGE:
                gains[section] = gains.get(section, 0.0) + telling * (1 + 0.1 * min(repeats - 1, REPEATS_COUNTED))
    ranked = sorted(gains, key=lambda section: (-gains[section], section))
    return tuple(section - FIRST_PASSAGE for section in ranked[:PASSAGES_RANKED])


def stands_in_title(places: Places) -> bool:
    """Whether one of the places is in the title."""
    return bool(places) and section_of(places[0]) == TITLE
