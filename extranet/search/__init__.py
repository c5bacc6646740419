"""Search: documents in, answers out. It knows no page; others hand it documents with their reading keys.

model.py      Document and Passage in; Query, Results, Hit, Suggestion out
hooks.py      search_documents, search_item_ids, suggestions, facet_labels; same_words, search_gap; what others add to results
actions.py    find, suggest, get_ready
upkeep.py     enqueue, withdraw; drain, tidy, check, rebuild
parsing.py    the query taken apart      words.py, exact.py   from text to terms
synonyms.py   words that mean the same, as editors keep them
bets.py       best bets               learning.py         counts of searches, without people
weighing.py   the one weighted field     nearness.py          where words stand
marking.py    the words found            suggesting.py        labels in memory
engine.py     what an engine must do     whoosh_engine/       the default one
slips.py      typing mistakes            postgres_engine/     the one for several hosts
store.py      the outbox, search_item, search_passage, search_change

docs/search.md tells how it behaves, docs/decisions/search-engine.md why.
"""

from extranet.search.actions import find, get_ready, suggest
from extranet.search.engine import IndexDamaged
from extranet.search.model import (
    FACETS,
    Checked,
    Document,
    FacetValue,
    FoundPassage,
    Hit,
    Passage,
    Piece,
    Query,
    Results,
    SearchAction,
    SearchNotice,
    Suggestion,
)
from extranet.search.synonyms import words_changed
from extranet.search.upkeep import check, drain, enqueue, rebuild, tidy, waiting_count, withdraw
from extranet.search.weighing import ATTACHED

__all__ = [
    "ATTACHED",
    "FACETS",
    "Checked",
    "Document",
    "FacetValue",
    "FoundPassage",
    "Hit",
    "IndexDamaged",
    "Passage",
    "Piece",
    "Query",
    "Results",
    "SearchAction",
    "SearchNotice",
    "Suggestion",
    "check",
    "drain",
    "enqueue",
    "find",
    "get_ready",
    "rebuild",
    "suggest",
    "tidy",
    "waiting_count",
    "withdraw",
    "words_changed",
]
