"""Authorities: the member organisations, with dates, successors and clusters.

model.py     Authority
store.py     the tables `authority` and `authority_cluster`
actions.py   what others ask; loading from content/vocabularies/
"""

from extranet.authorities.actions import (
    all_authorities,
    authority_by_slug,
    current_authorities,
    load_authorities,
)
from extranet.authorities.model import Authority

__all__ = ["Authority", "all_authorities", "authority_by_slug", "current_authorities", "load_authorities"]
