"""Writes document after document into an index and says each number once it is findable: `writes_until_killed.py FOLDER FIRST`.

With `build` instead of a number it builds a new index, goes on with one that was stopped, and says how many it has given.
"""

import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from extranet.search.engine import Indexed
from extranet.search.model import Document, Passage
from extranet.search.whoosh_engine import WhooshEngine


def main(root: str, first: str) -> None:
    engine = WhooshEngine(Path(root))
    if first == "build":
        build(engine)
    for number in count(int(first)):
        engine.apply([document(number, 40)])
        print(number, flush=True)
        engine.tidy()


def build(engine: WhooshEngine) -> None:
    building = engine.build()
    for number in count(len(building.taken) + 1):
        building.add([document(number, 2)])
        if number % 100 == 0:
            print(number, flush=True)


def document(number: int, repeats: int) -> Indexed:
    passages = (Passage("", "", f"text number {number} " * repeats),)
    return Indexed(number, number, Document("note", number, f"/{number}", "Missed bin", "all", datetime.now(UTC), passages=passages))


if __name__ == "__main__":
    main(*sys.argv[1:])
