"""Attached files looked into: what they are, their text, their pictures. Every file is taken for hostile.

kinds.py       what a file is, by its bytes; whether its name may end so
supervisor.py  look_at, in a child process that is killed when it takes too long or too much
worker.py      the child: no network, no secrets, little memory, one file
pictures.py    a picture drawn anew, without what a camera or a prankster wrote into it; its thumbnail
documents.py   Word and OpenDocument: zip and XML read in pieces, within limits
pdf.py         PDF, by pypdf
words.py       plain text; passages of a bearable size

docs/attachments.md tells people what is accepted.
"""

from extranet.pages.extracting.kinds import PLAIN_BYTES, Kind, fault_of_name, is_read, kind_of
from extranet.pages.extracting.supervisor import Extracted, FileRefused, Redrawn, extract, redraw

__all__ = ["PLAIN_BYTES", "Extracted", "FileRefused", "Kind", "Redrawn", "extract", "fault_of_name", "is_read", "kind_of", "redraw"]
