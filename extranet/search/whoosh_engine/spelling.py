"""Terms of the index one slip of the fingers away from a word that finds nothing.

The slips of a short word are made and looked up, which costs the same however
many terms there are; for two slips the terms with the same first three letters
are measured.
"""

from collections.abc import Iterable, Sequence

from extranet.search.slips import MOST_MEASURED, one_slip_forms, slips_between, two_slips_of
from extranet.search.whoosh_engine.segment import Segment

SAME_BEGINNING = 3


def near_terms(segments: Sequence[Segment], word: str, keys: frozenset[str]) -> list[tuple[str, int]]:
    """(term, readable documents), most documents first, nearer before farther."""
    forms = one_slip_forms(word)
    near = _readable(segments, forms, keys)
    term = two_slips_of(word)
    if forms and not near and term:
        near = _readable(segments, _two_slips(segments, term), keys)
    return sorted(near, key=lambda found: (-found[1], found[0]))


def _two_slips(segments: Sequence[Segment], term: str) -> set[str]:
    begun = {one for segment in segments for one in segment.terms_with(term[:SAME_BEGINNING], MOST_MEASURED)}
    return {one for one in begun if abs(len(one) - len(term)) <= 2 and slips_between(one, term, 2) <= 2}


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
