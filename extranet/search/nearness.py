"""Where the words of a query stand in a document: how near each other, and in which passages."""

from collections.abc import Sequence
from itertools import pairwise

from extranet.search.weighing import ASKED_AS, FIRST_PASSAGE, TITLE, section_of

NEARNESS_BONUS = 0.2
COVERAGE_BONUS = 0.3
TOGETHER_BONUS = 0.2
FARTHEST = 8
AREA_BONUS = 0.15
PASSAGES_RANKED = 8
REPEATS_COUNTED = 5

Places = Sequence[int]


def nearness_factor(places_by_word: Sequence[Places]) -> float:
    """1 to 1.7: how many of the query's words stand there, how many in one title or wording, and how near neighbours stand."""
    count = len(places_by_word)
    if count < 2:
        return 1.0
    closeness = sum(_closeness(one, other) for one, other in pairwise(places_by_word) if one and other) / (count - 1)
    coverage = sum(1 for places in places_by_word if places) / count
    return 1.0 + NEARNESS_BONUS * closeness + COVERAGE_BONUS * coverage + TOGETHER_BONUS * _together(places_by_word) / count


def _together(places_by_word: Sequence[Places]) -> int:
    """How many of the words stand in the title, or among the callers' own wordings: whichever holds more."""
    sections = [section_of(places[0]) for places in places_by_word if places]
    asked = sum(1 for places in places_by_word if any(section_of(place) == ASKED_AS for place in places[:REPEATS_COUNTED]))
    return max(sections.count(TITLE), asked)


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
