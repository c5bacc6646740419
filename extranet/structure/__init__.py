"""Structure: where the links of pages lead. Addresses of other sites, looked at by night; headings that are no longer there.

model.py      an address and what was found there
tables.py     the tables; store.py every query
gathering.py  what a page's stored text names: addresses, headings
asking.py     one careful question to another site, never to a private address
checking.py   the nightly work: gather, ask, tell the groups
answers.py    what structure answers to hooks
views.py      /-/structure/outside;  cli.py  `extranet structure`
"""

from extranet.structure.checking import check_outside_links, gather_all
from extranet.structure.model import BROKEN, CAUTION, MISSING, OK, PENDING, Found

__all__ = ["BROKEN", "CAUTION", "Found", "MISSING", "OK", "PENDING", "check_outside_links", "gather_all"]
