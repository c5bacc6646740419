"""Bringing in what was written elsewhere: documents, other wikis' exports. Every page comes as a draft, with its pictures, or not at all.

model.py       kinds of source, what is chosen, the lines of a report
reading.py     a source taken apart into items; converting/ reads one in a child process that supervisor.py ends when it must
mapping.py     which category, folder or label becomes which group, service or type
naming.py      which item a link means, which file a picture
preparing.py   every item converted, named and linked: what would be written
writing.py     one page with its files in one transaction; the second time nothing
bringing.py    a whole source, looked at or brought in
runs.py        the same asked for on the page /-/settings/bring, done by the jobs process
store.py       what was brought in from where; runs and their reports
"""

from extranet.portal.bringing.bringing import bring_source
from extranet.portal.bringing.mapping import read_map
from extranet.portal.bringing.model import CHANGED, IMPORTED, KINDS, REFUSED, UNCHANGED, Chosen, Line, Report, SourceRefused

__all__ = ["CHANGED", "IMPORTED", "KINDS", "REFUSED", "UNCHANGED", "Chosen", "Line", "Report", "SourceRefused", "bring_source", "read_map"]
