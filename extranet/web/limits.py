"""How often one person or address may ask for the costly things (ASVS V2.4.1).

Sign-in has its own throttle, kept in the database (extranet.identity).
"""

import time

from flask import Flask, request
from flask_limiter import Limiter

from extranet.errors import TooMany
from extranet.web.request import current_actor

LIMITS = {
    "pages.preview": "240 per minute",
    "pages.attach": "120 per minute",
    # A check code holds 80 random bits; nobody shall try many of them.
    "customer_care_training.award": "60 per minute",
    "customer_care_training.check_award": "60 per minute",
    "customer_care_training.check_typed": "20 per minute",
}


def use_limits(app: Flask) -> None:
    """Put LIMITS on the views they name."""
    limiter = Limiter(_who, app=app, storage_uri="memory://", strategy="fixed-window", headers_enabled=False)
    for endpoint, limit in LIMITS.items():
        if endpoint in app.view_functions:
            guarded = limiter.limit(limit, on_breach=_refuse)(app.view_functions[endpoint])
            app.view_functions[endpoint] = guarded


def _who() -> str:
    actor = current_actor()
    return f"person {actor.id}" if actor else f"address {request.remote_addr}"


def _refuse(limit) -> None:
    seconds = int(limit.reset_at - time.time()) if limit else 60
    raise TooMany("You asked for this very often in a short time. Wait a minute and try again.", max(seconds, 1))
