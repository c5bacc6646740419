"""Writes document after document into an index and says each number once it is findable: `writes_until_killed.py FOLDER FIRST`."""

import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from extranet.search.engine import Indexed
from extranet.search.model import Document, Passage
from extranet.search.whoosh_engine import WhooshEngine


def main(root: str, first: str) -> None:
    engine = WhooshEngine(Path(root))
    for number in count(int(first)):
        passages = (Passage("", "", f"text number {number} " * 40),)
        engine.apply([Indexed(number, number, Document("note", number, f"/{number}", "Missed bin", "all", datetime.now(UTC), passages=passages))])
        print(number, flush=True)
        engine.tidy()


if __name__ == "__main__":
    main(*sys.argv[1:])
