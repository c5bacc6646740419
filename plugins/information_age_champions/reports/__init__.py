"""One page a quarter for the chief executives.

quarter.py    what stands on the page
pdf.py        the same as PDF, where WeasyPrint is installed (the extra `pdf`)
"""

from extranet_plugins.information_age_champions.reports.pdf import can_make_pdf, make_pdf
from extranet_plugins.information_age_champions.reports.quarter import OwnerLine, QuarterReport, quarter_report, quarters_to_report

__all__ = ["OwnerLine", "QuarterReport", "can_make_pdf", "make_pdf", "quarter_report", "quarters_to_report"]
