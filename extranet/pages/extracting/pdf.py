"""The text of a PDF, page by page, by pypdf."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from .words import Damaged, Locked, passages

MOST_PAGES = 300


def read_pdf(path: Path) -> list[list[str]]:
    """The passages of a PDF, each under the number of its page. Locked when it asks for a password."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Locked
        return passages(_pages(reader))
    except Locked:
        raise
    except (PyPdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError, IndexError, OSError, NotImplementedError, ImportError) as fault:
        raise Damaged from fault


def _pages(reader) -> Iterator[tuple[str, str]]:
    for number, page in enumerate(reader.pages, 1):
        if number > MOST_PAGES:
            return
        yield f"page {number}", page.extract_text() or ""
