"""The dashboards (dashboards.py) and changes to the standard (changes.py)."""

from extranet.conformance.views.changes import bp as changes_bp
from extranet.conformance.views.dashboards import bp

blueprints = (bp, changes_bp)

__all__ = ["blueprints", "bp", "changes_bp"]
