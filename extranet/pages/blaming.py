"""Who wrote what: for each line of a text the revision that brought it, and passages of lines together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extranet.pages.differences import stretches

_FENCE = re.compile(r"\s*(```|~~~)")


@dataclass(frozen=True)
class Passage:
    """Lines of the text that stand together, with the numbers of the revisions that brought them, the newest first. None: beyond what was looked at."""

    text: str
    numbers: tuple[int | None, ...]


def origins(texts: Iterable[tuple[int, list[str]]]) -> list[int | None]:
    """For each line of the first text the number of the revision that brought it; None for lines older than all texts given.

    `texts` are (number, lines) of a page's revisions, the newest first, read no further than needed.
    """
    following = iter(texts)
    newer_number, newer = next(following, (0, []))
    found: list[int | None] = [None] * len(newer)
    here = list(range(len(newer)))  # for each line of the text at hand: which line of the first text it became, -1 for none
    for number, lines in following:
        before = [-1] * len(lines)
        for is_equal, a0, a1, b0, b1 in stretches(lines, newer):
            if is_equal:
                before[a0:a1] = here[b0:b1]
            else:
                for line in here[b0:b1]:
                    if line >= 0:
                        found[line] = newer_number
        newer_number, newer, here = number, lines, before
        if not any(line >= 0 for line in here):
            return found
    if newer_number == 1:
        for line in here:
            if line >= 0:
                found[line] = 1
    return found


def passages(lines: list[str], numbers: list[int | None]) -> list[Passage]:
    """Paragraphs with where they come from; those of the same origins that follow one another are one passage."""
    made: list[Passage] = []
    for start, end in _paragraphs(lines):
        own = {number for line, number in zip(lines[start:end], numbers[start:end], strict=True) if line.strip()}
        from_where = tuple(sorted(own, key=lambda one: -(one or 0)))
        if made and made[-1].numbers == from_where:
            made[-1] = Passage(f"{made[-1].text}\n\n{_text(lines, start, end)}", from_where)
        else:
            made.append(Passage(_text(lines, start, end), from_where))
    return made


def _text(lines: list[str], start: int, end: int) -> str:
    return "\n".join(lines[start:end])


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, int]]:
    """(first line, line after the last) of what stands between empty lines; a block of code is one."""
    start, is_fenced = None, False
    for place, line in enumerate(lines):
        if _FENCE.match(line):
            is_fenced = not is_fenced
        if line.strip() or is_fenced:
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(lines)
