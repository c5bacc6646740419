"""A certificate on paper: a QR code as SVG, and a PDF where WeasyPrint is installed (the extra `pdf`)."""

import importlib.util
import io

import segno
from markupsafe import Markup, escape


def qr_svg(address: str) -> Markup:
    """The address as a QR code, drawn in the ink of the page; level M stands some smudging."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, scale=4, border=2, svgclass="qr", lineclass=None)
    return Markup(out.getvalue().decode())  # noqa: S704  segno's own drawing


def has_pdf() -> bool:
    """Whether PDFs can be made here."""
    return importlib.util.find_spec("weasyprint") is not None


def pdf_of(sheet: str, style: str, title: str) -> bytes:
    """The sheet as a PDF. It may load nothing: everything it shows is in the page."""
    from weasyprint import CSS, HTML

    page = f"<!doctype html><html lang=en-GB><title>{escape(title)}</title><body>{sheet}"
    return HTML(string=page, url_fetcher=_refuse).write_pdf(stylesheets=[CSS(string=style)])


def _refuse(address: str, *_more, **_options):
    raise ValueError(f"A certificate loads nothing, not even {address}.")
