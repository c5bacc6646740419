"""From text to index terms: one place for pages and queries alike.

A text is cut into runs (words with their inner apostrophes and hyphens). A
run gives slots, one for each position it takes; a slot holds the terms that
stand there: none for a stopped word, two for "e-mail" (e, email). Words of
English are stemmed (Snowball English, with -ise and -ize made one); words of
other scripts stay as they are, letters of Chinese and Japanese one by one.
"""

import re
import unicodedata
from functools import lru_cache

from whoosh.lang.snowball.english import EnglishStemmer

# One alternative per kind of run: Han, kana and Hangul letter by letter; words with inner marks; combining marks stay with their word.
_LETTER = r"[^\W_]"
JOINS = "'’-/.@&_"
_JOIN = f"[{re.escape(JOINS)}]"
_SINGLE = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_MARKS = (
    r"[\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u0903\u093a-\u094d\u0981-\u0983\u09bc-\u09cd"
    r"\u0a01-\u0a03\u0a3c-\u0a4d\u0a70-\u0a71\u0b82\u0bbe-\u0bcd\u0e31-\u0e4e]"
)
RUN = re.compile(rf"{_SINGLE}|(?:(?!{_SINGLE}){_LETTER}|{_MARKS})+(?:{_JOIN}(?:(?!{_SINGLE}){_LETTER}|{_MARKS})+)*")
ASCII_RUN = re.compile(r"[A-Za-z0-9]+(?:['\-/.@&_][A-Za-z0-9]+)*")
LONGEST_TERM = 64

# Stopped, never indexed: they stand in nearly every sentence and say nothing about it.
_STOPPED = (
    "a an and are as at be been but by for from had has have he her his if in into is it its of on or our she so than that the their them then "
    "there these they this those to was we were which with you your i me my us"
)
STOPPED = frozenset(_STOPPED.split())
# Asking: indexed (a "will" and the month of May are subjects), but left out of a question that has other words.
_ASKING = (
    "how what when where who whom whose why can could do does did doing would should shall will may might must am im ive id any some please want "
    "wants need needs get gets getting got tell know find about not no just like there's what's how's who's where's i'm i've i'd don't can't "
    "cant dont wont won't havent haven't hasnt hasn't didnt didn't doesnt doesn't isnt isn't arent aren't wasnt wasn't werent weren't couldnt "
    "couldn't wouldnt wouldn't shouldnt shouldn't theyve they've theyre they're weve we've were were't youve you've youre you're hes he's shes "
    "she's its it's thats that's whats hows whos wheres theres lets let's hello hi sorry help"
)
ASKING = frozenset(_ASKING.split())
# Weak: they colour a sentence and hardly say what it is about; counted less where there are other words.
_WEAK = (
    "able after again all allowed almost already also always another anybody anyone anything around away back because before being big bigger "
    "both came come comes coming currently down each early else else's enormous ever every everybody everyone everything everywhere far few first "
    "full give given go goes going gone good happen happened happening happens here him himself keep keeps last late left let long look looking "
    "looks lot lots made make makes many massive more most much never new next nobody nothing now off often old once one only other others ought "
    "out outside over own put quite really right said same say says see seem seen since somebody someone something soon start still stop straight "
    "such take taken takes taking thing things think though through till time times today told too under until up use used using very way week "
    "well went while whole without yet"
)
WEAK = frozenset(_WEAK.split())
# -ize, -izing, -ization become -ise … before stemming: both spellings are British English.
_OF_IZE = re.compile(r"(?<=\w)iz(?=e|ing|ation)")
_stemmer = EnglishStemmer()


def runs(text: str) -> list[str]:
    """The runs of a text in order."""
    return (ASCII_RUN if text.isascii() else RUN).findall(text)


def run_pattern(text: str) -> re.Pattern:
    """The pattern whose matches are the runs of this text, for those who need places."""
    return ASCII_RUN if text.isascii() else RUN


@lru_cache(maxsize=16_000)
def slots(run: str) -> tuple[tuple[str, ...], ...]:
    """The terms of one run, position by position."""
    folded = fold(run)
    parts = [part for part in re.split(r"[\-/.@&_]", folded) if part]
    terms = [_part_terms(part) for part in parts]
    if len(parts) > 1:
        whole = stem("".join(parts).replace("'", ""))
        terms[0] = (*terms[0], whole)
    return tuple(terms)


def _part_terms(part: str) -> tuple[str, ...]:
    if part in STOPPED:
        return ()
    return (stem(part),)


@lru_cache(maxsize=2_000)
def fold(text: str) -> str:
    """Small letters, one form for each letter, no accents on Latin letters, straight apostrophes."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = "".join(letter for letter in spread if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFKC", plain)


def stem(word: str) -> str:
    """The index term of one folded word."""
    if not word.isascii() or any(letter.isdecimal() for letter in word):
        return word.replace("'", "")[:LONGEST_TERM]
    return _stemmer.stem(_OF_IZE.sub("is", word[:LONGEST_TERM])).replace("'", "")


def terms_of(text: str) -> list[str]:
    """Every term of a text in order, without positions."""
    return [term for run in runs(text) for slot in slots(run) for term in slot]
