"""Authorities: the member organisations, with dates, successors and clusters; and which of them serves a place.

model.py          Authority, Responsible
hooks.py          responsible_for
store.py          the tables `authority` and `authority_cluster`
actions.py        what others ask; loading from content/vocabularies/
pairs.py          pair_of: the district with its county, by date
places.py         find_place: councils for a postcode, a town, a name, an address
postcodes.py      postcodes as people type them
place_store.py    the tables `place_sector`, `place_postcode`, `place_name`
street_loading.py streets from gazetteers
place_loading.py  places from content/vocabularies/ and from files of the ONS
views.py, cli.py  the customer strip's addresses; `extranet places import`
"""

from extranet.authorities.actions import (
    all_authorities,
    authority_by_slug,
    current_authorities,
    load_authorities,
)
from extranet.authorities.model import Authority, Responsible
from extranet.authorities.pairs import Pair, pair_of
from extranet.authorities.place_loading import import_postcodes, load_places
from extranet.authorities.places import Choice, Found, find_place, place_names, places_beginning

__all__ = [
    "Authority",
    "Choice",
    "Found",
    "Pair",
    "Responsible",
    "all_authorities",
    "authority_by_slug",
    "current_authorities",
    "find_place",
    "import_postcodes",
    "load_authorities",
    "load_places",
    "pair_of",
    "place_names",
    "places_beginning",
]
