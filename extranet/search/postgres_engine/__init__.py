"""The engine for several hosts: the index as tables of the same PostgreSQL database. Chosen by the setting search=postgres.

tables.py    the schema `extranet_search`: which index is current, the tables of one index
packing.py   a document as one row: its terms as a tsvector, their worths and places beside it
asking.py    the query as SQL: what fits, what is counted, the candidates; then ranked like the default engine
building.py  a new index beside the one that answers
engine.py    all of it behind the face of extranet.search.engine

Matching, phrases, counts and rights are PostgreSQL's (tsvector, GIN, pg_trgm); the order is ours, because ts_rank
knows neither how rare a word is nor where it stands: docs/decisions/search-engine.md.
"""

from extranet.search.postgres_engine.engine import PostgresEngine

__all__ = ["PostgresEngine"]
