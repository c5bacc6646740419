"""Sentences, syllables, reading age and passive sentences of British English. Why without a library: docs/decisions/language-statistics.md."""

import re
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[£€$]?\d[\d,.:]*\d%?|\d%?")
# a full stop ends a sentence when a space and then a capital, a figure, a quote or a bracket follow
END = re.compile(r"(?<=[.!?])[\"'”’)]{0,2}\s+(?=[A-Z0-9“\"'‘(£])")
NOT_AN_END = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|Co|Ltd|vs|approx|Prof|Rev|Cllr|[A-Z])\.\Z|\b(?:e\.g|i\.e|a\.m|p\.m)\.\Z")
VOWELS = re.compile(r"[aeiouy]+")
# endings whose e is not spoken
SILENT_E = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e\Z")
SILENT_ED = re.compile(r"[^aeiouytd]ed\Z")
SILENT_ES = re.compile(r"(?:[^aeiouyscxzgh]|[^aeioucs]h)es\Z(?<!les)")
SILENT_INSIDE = re.compile(r"(?:[a-z]{2}e)(?:ly|less|ful|ment|ments|some|times|where|thing|body|work|one)\Z")
# vowels that stand together and are spoken apart
APART = re.compile(
    r"[^tcsgx]i[ao](?!u)|[rvdt]ious|cre[ao]|i[ae]t|uou|uat(?!e\b)|uou|[aeiou]ing\Z|ual|ien[tc]|\bidea|rea\Z|ism\Z|eum|ium|coop|poe[mt]|[st]ying|cycl(?=ing)"
)
EXCEPTIONS = {
    "every": 2,
    "everyone": 3,
    "everything": 3,
    "everybody": 4,
    "business": 2,
    "businesses": 3,
    "wednesday": 2,
    "marriage": 2,
    "carriage": 2,
    "february": 4,
    "household": 2,
    "households": 2,
    "sometimes": 2,
    "something": 2,
    "someone": 2,
    "use": 1,
    "uses": 2,
    "entitled": 3,
    "recycling": 4,
    "serious": 3,
    "valuation": 4,
    "evening": 2,
    "different": 3,
    "people": 2,
    "somewhere": 2,
    "somebody": 3,
    "homeless": 2,
    "area": 3,
    "areas": 3,
    "interest": 2,
    "queue": 1,
    "queues": 1,
    "being": 2,
    "doing": 2,
    "going": 2,
    "safely": 2,
    "website": 2,
    "websites": 2,
    "wherever": 3,
    "therefore": 2,
    "pothole": 2,
    "potholes": 2,
    "statement": 2,
    "basement": 2,
    "placement": 2,
    "movement": 2,
    "whose": 1,
    "those": 1,
}
BE = r"(?:am|is|are|was|were|be|been|being|get|gets|got)"
IRREGULAR = (
    "been|begun|bought|brought|built|caught|chosen|cut|done|drawn|driven|fallen|fed|felt|found|forgotten|given|gone|grown|heard|held|hidden|hit|hurt|kept|"
    "known|laid|led|left|lent|let|lost|made|meant|met|paid|put|read|rung|run|said|sold|sent|set|shown|shut|spent|split|spoken|stolen|struck|taken|taught|"
    "thrown|told|thought|torn|understood|woken|won|worn|written"
)
PASSIVE = re.compile(
    rf"\b{BE}(?:\s+(?:not|now|also|only|already|still|never|often|usually|normally|always|being|been|[a-z]{{2,14}}ly)){{0,2}}\s+(?:[a-z]{{2,16}}ed|{IRREGULAR})\b",
    re.IGNORECASE,
)
NOT_PASSIVE = frozenset(["tired", "interested", "worried", "based", "supposed", "scared", "married", "need", "indeed", "disabled", "left", "set", "gone"])
LONG_WORD = 40


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


def sentences_of(plain: str) -> list[str]:
    """The sentences of one block of plain words; a block without a full stop is one."""
    found: list[str] = []
    for part in END.split(plain):
        part = part.strip()
        if found and NOT_AN_END.search(found[-1][-12:]):
            found[-1] += " " + part
        elif part:
            found.append(part)
    return found


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Spoken syllables of one word, 1 for a figure. Right within one in a hundred over a text; single words may be wrong."""
    word = word.lower().replace("’", "'").removesuffix("'s")[:LONG_WORD]
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part) or 1
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    count = len(VOWELS.findall(word))
    if len(word) > 3 or word in ("the", "are", "one"):
        count -= bool(SILENT_E.search(word)) or bool(SILENT_ED.search(word)) or bool(SILENT_ES.search(word))
        count -= bool(SILENT_INSIDE.search(word))
        count += sum(1 for _ in APART.finditer(word))
    return max(1, count)


def reading_age(sentences: Iterable[str]) -> float | None:
    """Years of age to follow these sentences: Flesch-Kincaid grade + 5. None under 100 words, where it says nothing.

    Source: content-standard 1.6, R4.
    """
    sentence_count, word_count, syllable_count = 0, 0, 0
    for sentence in sentences:
        words = words_of(sentence)
        sentence_count += bool(words)
        word_count += len(words)
        syllable_count += sum(map(syllables, words))
    if word_count < 100:
        return None
    return 0.39 * word_count / sentence_count + 11.8 * syllable_count / word_count - 15.59 + 5


def is_passive(sentence: str) -> bool:
    """Whether the sentence looks passive: a form of be, then a past participle. An estimate."""
    return any(found[0].split()[-1].lower() not in NOT_PASSIVE for found in PASSIVE.finditer(sentence))
