"""A report as PDF by WeasyPrint, which is an optional extra: `pip install extranet[pdf]`."""

import importlib.util
import logging
from pathlib import Path

STYLE = Path(__file__).parent.parent / "static" / "report.css"


def can_make_pdf() -> bool:
    """Whether WeasyPrint is installed here."""
    return importlib.util.find_spec("weasyprint") is not None


def make_pdf(title: str, inner_html: str) -> bytes:
    """The report's HTML (escaped already) as a PDF, meant for one A4 page. Nothing is fetched: the HTML may name no address to load."""
    from weasyprint import CSS, HTML

    logging.getLogger("weasyprint").setLevel(logging.WARNING)
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    head = f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    whole = HTML(string=f"{head}{inner_html}</body></html>", url_fetcher=_fetch_nothing)
    return whole.write_pdf(stylesheets=[CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=_fetch_nothing)])


def _fetch_nothing(address, *_args, **_more):
    raise ValueError(f"a report loads nothing, and this asks for {address}")
