"""A shelf of notes that search can find: documents kept in a dict, answered through the real hooks."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extranet import search
from extranet.search import Document, Passage

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


class Shelf:
    """Notes by id. `put` and `remove` change one and enqueue it, as a slice would."""

    kind = "note"

    def __init__(self, site):
        self.site = site
        self.notes: dict[int, Document] = {}
        self.is_broken = False
        self.asked = 0
        site.hook_table.register("core.shelf", answers_of(self))

    def put(self, number, title, text="", **more):
        passages = more.pop("passages", (Passage("", "", text),) if text else ())
        made = Document(self.kind, number, f"/notes/{number}", title, more.pop("reading_key", "all"), NOW, passages=passages, **more)
        self.notes[number] = made
        self._enqueue(number)
        return made

    def change(self, number, **changes):
        self.notes[number] = replace(self.notes[number], **changes)
        self._enqueue(number)

    def remove(self, number):
        del self.notes[number]
        self._enqueue(number)

    def drain(self):
        while search.drain(self.site):
            pass

    def _enqueue(self, number):
        with self.site.db.writing() as tx:
            search.enqueue(tx, self.kind, [number])


def answers_of(shelf):
    def search_documents(site, kind, item_ids):
        shelf.asked += 1
        if shelf.is_broken:
            raise RuntimeError("the shelf fell down")
        return [shelf.notes[one] for one in item_ids if one in shelf.notes] if kind == shelf.kind else None

    def search_item_ids(site):
        return shelf.kind, sorted(shelf.notes)

    return {"search_documents": search_documents, "search_item_ids": search_item_ids}


@pytest.fixture
def shelf(site):
    return Shelf(site)


@pytest.fixture
def ann():
    """A reader of Woking."""
    from extranet.actor import Actor

    return Actor(1, "Ann Oakley", "woking")


@pytest.fixture
def find(site, ann):
    """find("bins") gives the titles found, best first."""

    def titles(text, actor=ann, **more):
        return [hit.document.title for hit in search.find(site, actor, search.Query(text, **more)).groups]

    return titles
