"""The wiki's tables, queries and files.

tables.py       the tables; `metadata` holds them
pages.py        one page: by address, for reading and saving; addresses and the bin
revisions.py    what was saved, and by whom
drafts.py       what was typed and not saved yet
editors.py      who has which page open in the editor
lists.py        many pages: lists, counts, tags, links
facts.py        facts and their values by authority
attachments.py  the rows of attached files
files.py        the bytes of attached files, by their SHA-256
"""

from extranet.pages.store.tables import metadata

__all__ = ["metadata"]
