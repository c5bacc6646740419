"""Headers, hosts, request ids, and what a reader sees when something goes wrong."""

import logging
import re
import secrets
import time
from dataclasses import dataclass
from typing import ClassVar

from flask import Flask, Response, g, jsonify, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from extranet.errors import ExtranetError, TooMany
from extranet.web.frame import Page, render
from extranet.web.logs import request_id
from extranet.web.request import SignInNeeded, current_site, is_json_wanted

log = logging.getLogger("extranet.request")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types extranet-preview ProseMirrorClipboard",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
WORDS = {
    400: ("This could not be understood", "Go back, check what was typed and try again."),
    403: ("You may not do this", "Ask an administrator of your authority if you need it for your work."),
    404: ("Page not found", "There is no page at this address, or you may not read it. Try the search above."),
    405: ("This could not be done", "The address does not take that kind of request."),
    409: ("Somebody else was faster", "Nothing was lost. Look at their change and try again."),
    413: ("That is too large", "Send less at once."),
    422: ("Something needs correcting", "Correct it and send it again."),
    429: ("Too many tries", "Wait a little and try again."),
    500: ("Something went wrong on our side", "It has been written down. Try again; if it stays, give the reference to the administrators."),
    503: ("This part does not answer now", "Try again in a minute."),
}


@dataclass(frozen=True)
class ErrorPage(Page):
    """A heading, a sentence, and a reference number for faults of ours."""

    template: ClassVar[str] = "web/error.html"
    status: int
    heading: str
    sentence: str
    reference: str


def protect(app: Flask) -> None:
    """Put request ids, headers, logging and error pages on the app."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(ExtranetError, _told)
    app.register_error_handler(SignInNeeded, lambda needed: needed.get_response())
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if re.fullmatch(r"[A-Za-z0-9-]{8,40}", given) else secrets.token_hex(6)
    g.began = time.perf_counter()
    request_id.set(g.request_id)


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_site().settings.is_https:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if request.endpoint != "static_file":
        response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if log.isEnabledFor(logging.INFO) and request.endpoint not in ("static_file", "health"):
        spent = (time.perf_counter() - g.get("began", time.perf_counter())) * 1000
        log.info("%s %s %s %.1fms", request.method, request.path, response.status_code, spent)
    return response


def _told(error: ExtranetError):
    response = answer_error(error.status, error.sentence)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.wait_seconds)
    return response


def _http(error: HTTPException):
    if error.response is not None:
        return error.response
    status = error.code or 500
    _, sentence = WORDS.get(status, WORDS[400 if status < 500 else 500])
    answer = answer_error(status, sentence)
    if status == 405 and error.valid_methods:
        answer.headers["Allow"] = ", ".join(error.valid_methods)
    return answer


def _stale_form(error: CSRFError):
    return answer_error(
        400, "This form was open too long, or was sent from another place. Open the page again and send it once more."
    )


def _fault(error: Exception):
    log.exception("unforeseen fault at %s %s", request.method, request.path)
    return answer_error(500, WORDS[500][1])


def answer_error(status: int, sentence: str) -> Response:
    """A page, or a problem document for the API, with this status."""
    if request.path.startswith("/api/") or is_json_wanted():
        return problem(status, sentence)
    heading = WORDS.get(status, WORDS[400])[0]
    reference = g.get("request_id", "")
    try:
        html, _ = render(ErrorPage(status, heading, sentence, reference))
    except Exception:
        log.exception("the error page itself failed")
        html = f"<!doctype html><title>{heading}</title><h1>{heading}</h1><p>Reference {reference}</p>"
    return Response(html, status=status, mimetype="text/html")


def problem(status: int, sentence: str, **more) -> Response:
    """An RFC 9457 problem document."""
    title = WORDS.get(status, WORDS[400])[0]
    body = {"type": "about:blank", "title": title, "status": status, "detail": sentence, **more}
    body["reference"] = g.get("request_id", "")
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response
