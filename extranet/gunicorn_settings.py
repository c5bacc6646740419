"""How `extranet run` sets gunicorn: threads, so that one slow directory holds nobody up."""

import gc
import logging
import threading

from extranet import search
from extranet.web import current_site

worker_class = "gthread"
keepalive = 15
timeout = 30
graceful_timeout = 10
max_requests = 50_000
max_requests_jitter = 5_000
limit_request_line = 4094
limit_request_fields = 60
worker_tmp_dir = None
accesslog = None
errorlog = "-"
loglevel = "warning"
preload_app = True  # loaded once: the processes share what they do not change


def when_ready(_server):
    """Put what is loaded out of the collector's reach, so that looking at it does not copy it."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker):
    """Let each process read index and suggestions before somebody who types must wait for them. It answers meanwhile."""
    threading.Thread(target=_get_ready, args=(worker.wsgi,), name="get ready", daemon=True).start()


def _get_ready(app):
    try:
        with app.app_context():
            search.get_ready(current_site())
    except Exception:
        logging.getLogger(__name__).exception("search could not be made ready; the first who asks will wait a little")
