"""The default engine: a Whoosh index in one folder, read in our own way.

codec.py     how postings lie in files: flat arrays that are mapped, not parsed
schema.py    the Whoosh schema over that codec
writing.py   adding, removing, merging: Whoosh's writer with our posting lists
segment.py   one segment opened for reading: terms, documents as sets of bits
ranking.py   which documents answer, in which order, with which passages
spelling.py  terms one slip away
folder.py    the folder: which index is current, the writer's lock, the sums of files
engine.py    all of it behind the face of extranet.search.engine

Why not Whoosh's own searcher: docs/decisions/search-engine.md.
"""

from extranet.search.whoosh_engine.engine import WhooshEngine

__all__ = ["WhooshEngine"]
