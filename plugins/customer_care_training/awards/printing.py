"""A certificate on paper: a QR code as SVG, and a PDF where WeasyPrint is installed (the extra `pdf`)."""

import importlib.util
import io

import segno
from markupsafe import Markup


def qr_svg(address: str) -> Markup:
    """The address as a QR code, drawn in the ink of the page; level M stands some smudging."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, svgns=True, scale=4, border=2, svgclass="qr", lineclass=None, omitsize=False)
    return Markup(out.getvalue().decode())  # noqa: S704  segno's own drawing


def has_pdf() -> bool:
    """Whether PDFs can be made here."""
    return importlib.util.find_spec("weasyprint") is not None


def pdf_of(html: str) -> bytes:
    """The certificate as a PDF. It may load nothing: everything it shows is in the page."""
    from weasyprint import HTML

    return HTML(string=html, url_fetcher=_refuse).write_pdf()


def _refuse(address: str, *_more, **_options):
    raise ValueError(f"A certificate loads nothing, not even {address}.")
