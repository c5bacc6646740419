"""Words that mean the same, as editors keep them on a page: read from its lines, added to a query at lower weight.

A line of the page's list holds words with commas between them; each then also looks for the others. A line with an arrow
(`tip > community recycling centre`) works one way: who types what stands before it also finds what stands behind it. An
entry may be several words. What stands in quotation marks, behind a minus or behind a field's name is never added to.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extranet.hooks import answers_only
from extranet.search.parsing import Parsed, Word, telling_terms

CACHED = "search.synonyms"
WEIGHT = 0.6
LONGEST_ENTRY = 6
MOST_ENTRIES = 4_000
MOST_ADDED = 16
LINE = re.compile(r"^\s*[-*+]\s+(.+?)\s*$", re.MULTILINE)
ARROW = re.compile(r"\s*(?:->|=>|→|>)\s*")
MARKS = re.compile(r"[*_`\[\]]")

Terms = tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """{first term: ((all terms of an entry, entries that mean the same), …)}, longest entries first."""

    by_first: dict[str, tuple[tuple[Terms, tuple[Terms, ...]], ...]]

    def expand(self, parsed: Parsed) -> Parsed:
        """The query with what else it may mean: single words beside the word, several as words at the end."""
        asked = [word.terms[0][0] for word in parsed.words]
        words, more, known = list(parsed.words), [], set(asked)
        for at, first in enumerate(asked):
            if words[at].is_exact or words[at].is_prefix:
                continue
            for source, targets in self.by_first.get(first, ()):
                if tuple(asked[at : at + len(source)]) != source:
                    continue
                for target in targets:
                    if len(source) == len(target) == 1:
                        words[at] = _with(words[at], target[0], WEIGHT)
                    else:
                        more += [Word(one, ((one, WEIGHT / len(target)),), is_added=True) for one in target if one not in known]
                        known |= set(target)
        return replace(parsed, words=(*words, *more[:MOST_ADDED]))


def synonyms_of(site) -> Synonyms:
    """The words that mean the same, as they are now; kept per process until a list changes."""
    return site.cache.get(CACHED, lambda: read(answers_only(site.hooks.same_words())))


def words_changed(tx, site) -> None:
    """A list of words that mean the same changed: felt in every process within a second of this commit."""
    site.cache.touch(tx, CACHED)


def read(texts: Iterable[str]) -> Synonyms:
    """The lists of these Markdown texts. Never an error: a line that says nothing is passed over."""
    pairs: dict[Terms, dict[Terms, None]] = {}
    for text in texts:
        for line in LINE.findall(text)[:MOST_ENTRIES]:
            for source, target in _pairs(MARKS.sub("", line)):
                if source and target and source != target:
                    pairs.setdefault(source, {})[target] = None
    by_first: dict[str, list] = {}
    for source in sorted(pairs, key=len, reverse=True):
        by_first.setdefault(source[0], []).append((source, tuple(pairs[source])))
    return Synonyms({first: tuple(entries) for first, entries in by_first.items()})


def _pairs(line: str) -> list[tuple[Terms, Terms]]:
    before, *behind = ARROW.split(line, maxsplit=1)
    sources = _entries(before)
    if behind:
        return [(source, target) for source in sources for target in _entries(behind[0])]
    return [(source, target) for source in sources for target in sources]


def _entries(text: str) -> list[Terms]:
    found = [telling_terms(one) for one in text.split(",")]
    return [one for one in found if 0 < len(one) <= LONGEST_ENTRY]


def _with(word: Word, term: str, weight: float) -> Word:
    if any(term == known for known, _ in word.terms):
        return word
    return replace(word, terms=(*word.terms, (term, weight * word.terms[0][1])))
