"""Looking back: words in old revisions, and a page's whole history to take away. Each revision by its own audience."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from extranet.clock import LONDON
from extranet.errors import BadInput, Forbidden
from extranet.pages.model import Page, Revision, RevisionLine
from extranet.pages.store import revisions
from extranet.pages.store.values import as_json
from extranet.rights import may, reading_keys
from extranet.standard import write_content_file

FEWEST_LETTERS, MOST_LETTERS = 2, 200
LOOKED_THROUGH = 500
STRETCHES = 50
AROUND = 90
AT_ONCE = 20


@dataclass(frozen=True)
class Stretch:
    """Revisions one after another that say what was looked for: the first and the last of them, and the words around it in the last."""

    first: RevisionLine
    last: RevisionLine
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Found:
    """Where the words stand, the newest first. `from_number` is the oldest revision that was looked through; `is_cut`: there are more stretches."""

    stretches: tuple[Stretch, ...]
    from_number: int
    is_cut: bool


def search_history(site, actor, page: Page, words: str, before: int | None = None) -> Found:
    """Where these words, as they are written here, stand in the text, fields or note of the page's revisions.

    For people who may edit the page, else Forbidden. Looks through 500 revisions at once, those before number `before` or the newest.
    """
    decision = may(site, actor, "page.edit", page)
    if not decision:
        raise Forbidden(decision.reason)
    if not FEWEST_LETTERS <= len(words) <= MOST_LETTERS:
        raise BadInput(f"Search for {FEWEST_LETTERS} to {MOST_LETTERS} letters.", "q")
    end = min(before or page.number + 1, page.number + 1)
    start = max(1, end - LOOKED_THROUGH)
    keys = reading_keys(actor)
    with site.db.reading() as connection:
        readable = revisions.numbers(connection, keys, page.id, start, end)
        with_words = set(revisions.numbers(connection, keys, page.id, start, end, words))
        runs = _runs(readable, with_words)
        shown = runs[:STRETCHES]
        lines = {one.number: one for one in revisions.lines_by_number(connection, keys, page.id, sorted({number for run in shown for number in run}))}
        texts = {last: revisions.by_number(connection, page.id, last) for _, last in shown}
    made = tuple(Stretch(lines[first], lines[last], *_around(texts[last], words)) for first, last in shown)
    return Found(made, start, len(runs) > STRETCHES)


def history_as_zip(site, actor, page: Page) -> Iterator[bytes]:
    """A zip of every revision the actor may read, made as it is sent: a file for each, `revisions.csv` with who, when and why, and all of it as JSON lines."""
    out = _Outgoing()
    listed = io.StringIO()
    table = csv.writer(listed)
    table.writerow(("revision", "made at", "author", "authority", "kind of change", "change note", "brought back", "file"))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for one in revisions_of(site, actor, page):
            name = f"{page.slug}/{one.number:05d}.md"
            archive.writestr(name, write_content_file(one.metadata, one.body))
            local = one.made_at.astimezone(LONDON)
            row = (one.number, f"{local:%Y-%m-%d %H:%M}", one.author_name, one.author_authority, one.update_type, one.change_note)
            table.writerow([_plain(cell) for cell in (*row, one.restored_from or "", name)])
            yield out.taken()
        archive.writestr(f"{page.slug}/revisions.csv", listed.getvalue())
    yield out.taken()


def history_as_lines(site, actor, page: Page) -> Iterator[bytes]:
    """The same as JSON, a revision on each line, the oldest first."""
    for one in revisions_of(site, actor, page):
        row = {name: getattr(one, name) for name in ("number", "slug", "author_name", "author_authority", "update_type", "change_note", "restored_from")}
        row |= {"made_at": one.made_at.isoformat(), "metadata": as_json(one.metadata), "body": one.body}
        yield (json.dumps(row, ensure_ascii=False) + "\n").encode()


def revisions_of(site, actor, page: Page) -> Iterator[Revision]:
    """Every revision the actor may read, the oldest first, a few at a time."""
    number, keys = 0, reading_keys(actor)
    while True:
        with site.db.reading() as connection:
            batch = revisions.whole_after(connection, keys, page.id, number, AT_ONCE)
        if not batch:
            return
        yield from batch
        number = batch[-1].number


def _runs(readable: list[int], with_words: set[int]) -> list[tuple[int, int]]:
    """(first, last) of neighbours among the readable revisions that have the words; the newest run first."""
    runs: list[tuple[int, int]] = []
    is_running = False
    for number in readable:
        if number in with_words:
            runs[-1:] = [(runs[-1][0], number)] if is_running else [*runs[-1:], (number, number)]
        is_running = number in with_words
    return runs[::-1]


def _around(revision: Revision, words: str) -> tuple[str, str, str]:
    """The words with a little of what stands around them; of the note or the fields when the text does not hold them."""
    fields = json.dumps(as_json(revision.metadata), ensure_ascii=False)
    for text in (revision.body, revision.change_note, fields):
        at = text.lower().find(words.lower())
        if at >= 0:
            end = at + len(words)
            return text[max(0, at - AROUND) : at], text[at:end], text[end : end + AROUND]
    return "", words, ""


def _plain(cell) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


class _Outgoing(io.RawIOBase):
    """What a zip is written into: bytes go out as soon as they are taken. It cannot be sought, so the zip is made in one go."""

    def __init__(self):
        super().__init__()
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content) -> int:
        self._waiting += content
        return len(content)

    def taken(self) -> bytes:
        waiting = bytes(self._waiting)
        self._waiting.clear()
        return waiting
