"""/-/health: this process answers. /-/ready: it should be sent readers. Neither tells a visitor more than yes or no."""

from flask import Blueprint, jsonify

from extranet.portal.watching import readiness
from extranet.web import current_site

health_bp = Blueprint("portal", __name__, url_prefix="/-")


@health_bp.get("/health")
def health():
    return jsonify(ok=True)


@health_bp.get("/ready")
def ready():
    """200 or 503. The reasons are in the log and in `extranet doctor`."""
    is_ready = readiness(current_site()).is_ready()
    return jsonify(ok=is_ready), 200 if is_ready else 503
