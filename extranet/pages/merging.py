"""Two changes of one text put together: what begins as the same, what one side changed, and where both changed the same place.

The rule is that of diff3 (S. Khanna, K. Kunal, B. C. Pierce, "A Formal Investigation of Diff3", 2007), over lines, rows or words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extranet.pages.differences import stretches, words_of

CHOICES = ("theirs", "yours", "both", "woven")
STARTS_OF_ROWS = ("- ", "* ", "+ ", "|", ":::", "> ")


@dataclass(frozen=True)
class Stretch:
    """A piece of all three texts, as items. It clashes when both sides changed it, and not to the same."""

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    yours: tuple[str, ...]

    @property
    def is_clash(self) -> bool:
        return self.theirs != self.base and self.yours not in (self.base, self.theirs)

    @property
    def merged(self) -> tuple[str, ...]:
        """What both sides want, where they do not clash."""
        return self.yours if self.theirs == self.base else self.theirs

    @property
    def is_changed(self) -> bool:
        return self.theirs != self.base or self.yours != self.base


def merge(base: Sequence[str], theirs: Sequence[str], yours: Sequence[str]) -> list[Stretch]:
    """The three texts in stretches, in order; each side's stretches joined are that side's text."""
    return [part for stretch in _stretches_of_three(list(base), list(theirs), list(yours)) for part in _narrowed(stretch)]


def lines_of(text: str) -> list[str]:
    """The lines of a text; none of an empty one. Joined by line ends they are the text again."""
    return text.split("\n") if text else []


def weave(stretch: Stretch) -> str | None:
    """Both changes of a clash word by word, when they touch different words; None when they do not fit together."""
    sides = [words_of("\n".join(side)) for side in (stretch.base, stretch.theirs, stretch.yours)]
    found = merge(*sides)
    if not stretch.base or any(one.is_clash for one in found):
        return None
    return "".join(word for one in found for word in one.merged)


def settled(stretch: Stretch, choice: str) -> list[str]:
    """The lines of a clash as somebody chose; theirs and then yours when nothing else was chosen."""
    woven = weave(stretch) if choice == "woven" else None
    if woven is not None:
        return woven.split("\n")
    if choice in ("theirs", "yours"):
        return list(getattr(stretch, choice))
    return _one_after_the_other(stretch.theirs, stretch.yours)


def _one_after_the_other(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Two paragraphs stay two; rows of a list or a table stay together."""
    are_apart = not first or not second or not first[-1].strip() or not second[0].strip()
    are_rows = not are_apart and all(one.lstrip().startswith(STARTS_OF_ROWS) or one.lstrip()[:1].isdigit() for one in (first[-1], second[0]))
    return [*first, *([] if are_apart or are_rows else [""]), *second]


def _stretches_of_three(base: list[str], theirs: list[str], yours: list[str]) -> Iterator[Stretch]:
    in_theirs, in_yours = _partners(base, theirs), _partners(base, yours)
    b = t = y = 0
    for place in (*(one for one in range(len(base)) if one in in_theirs and one in in_yours), len(base)):
        at_theirs, at_yours = in_theirs.get(place, len(theirs)), in_yours.get(place, len(yours))
        if (b, t, y) != (place, at_theirs, at_yours):
            yield Stretch(tuple(base[b:place]), tuple(theirs[t:at_theirs]), tuple(yours[y:at_yours]))
        if place < len(base):
            same = (base[place],)
            yield Stretch(same, same, same)
        b, t, y = place + 1, at_theirs + 1, at_yours + 1


def _partners(base: list[str], other: list[str]) -> dict[int, int]:
    """For each item of the base that the other text kept: where it is there."""
    return {a: b for is_equal, a0, a1, b0, b1 in stretches(base, other) if is_equal for a, b in zip(range(a0, a1), range(b0, b1), strict=True)}


def _narrowed(stretch: Stretch) -> Iterator[Stretch]:
    """A clash without what both sides say alike at its beginning and end."""
    if not stretch.is_clash:
        yield stretch
        return
    theirs, yours = stretch.theirs, stretch.yours
    shorter = min(len(theirs), len(yours))
    head = next((n for n in range(shorter) if theirs[n] != yours[n]), shorter)
    tail = next((n for n in range(shorter - head) if theirs[-1 - n] != yours[-1 - n]), shorter - head)
    if head:
        yield Stretch((), theirs[:head], yours[:head])
    middle = Stretch(stretch.base, theirs[head : len(theirs) - tail], yours[head : len(yours) - tail])
    if middle != Stretch((), (), ()):
        yield middle
    if tail:
        yield Stretch((), theirs[len(theirs) - tail :], yours[len(yours) - tail :])
