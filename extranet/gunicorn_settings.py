"""How `extranet run` sets gunicorn: threads, so that one slow directory holds nobody up."""

import gc

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
