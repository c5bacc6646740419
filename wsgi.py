"""The web application for any WSGI server: `gunicorn wsgi:app`.

Settings come from the environment (docs/settings.md). Run `extranet init` once
before, and `extranet jobs run` beside it; `extranet run` does all three.
"""

from extranet.wsgi import app

__all__ = ["app"]
