"""What every operation of the API passes through: the token, the shape of a body, the parts of a list, the errors.

The session cookie of a browser opens nothing here, so no other site can make a browser use the API, and no form token is needed.
"""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, g, jsonify, request

from extranet.actor import Actor
from extranet.errors import BadInput, Forbidden
from extranet.identity import actor_for_token
from extranet.pages import EditConflict, FaultyPage, SlugTaken
from extranet.portal import as_json
from extranet.portal.model import TokenNeeded
from extranet.portal.operations import operation
from extranet.portal.shapes import LIST_LIMIT, ref, shape_faults
from extranet.web import current_actor, current_site, problem

SENTENCES_SHOWN = 5
LATEST_OFFSET = 10_000_000


def new_blueprint(prefix: str) -> Blueprint:
    """A blueprint that only tokens open."""
    bp = Blueprint("api", __name__, url_prefix=prefix)
    bp.takes_tokens_only = True
    bp.before_request(_only_tokens)
    bp.register_error_handler(TokenNeeded, _token_needed)
    bp.register_error_handler(EditConflict, _stale)
    bp.register_error_handler(FaultyPage, _faulty)
    bp.register_error_handler(SlugTaken, lambda fault: problem(409, fault.sentence))
    return bp


def asking() -> Actor:
    """Whose token it is; every operation but the description has one."""
    return current_actor()


def body_of(shape: str) -> dict:
    """The JSON body, which has this shape. BadInput says where it has not."""
    given = request.get_json()
    faults = list(shape_faults(given, ref(shape)))
    if faults:
        more = f" And {len(faults) - SENTENCES_SHOWN} more." if len(faults) > SENTENCES_SHOWN else ""
        raise BadInput(" ".join(faults[:SENTENCES_SHOWN]) + more)
    return given


def whole_number(name: str, otherwise: int, lowest: int, highest: int) -> int:
    """A number of the query. BadInput when it is none, or out of its range."""
    text = request.args.get(name, "")
    if not text:
        return otherwise
    if not text.isdecimal() or len(text) > 9 or not lowest <= int(text) <= highest:
        raise BadInput(f"{name} must be a whole number from {lowest} to {highest}, not {text[:20]!r}.", name)
    return int(text)


def listed(find: Callable[[int, int], Sequence], show: Callable) -> Response:
    """A part of a list: `find(limit, offset)` gives the things, `show` each as JSON."""
    limit = whole_number("limit", LIST_LIMIT, 1, LIST_LIMIT)
    offset = whole_number("cursor", 0, 0, LATEST_OFFSET)
    found = find(limit, offset)
    return jsonify(items=[show(one) for one in found], next=str(offset + len(found)) if len(found) == limit else None)


def _only_tokens() -> None:
    if not operation(request.endpoint.rpartition(".")[2]).scope:
        g.actor = None
        return
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    g.actor = actor_for_token(current_site(), secret.strip()) if kind.lower() == "bearer" else None
    if g.actor is None:
        raise TokenNeeded()
    needed = operation(request.endpoint.rpartition(".")[2]).scope
    if needed not in (g.actor.token_scopes or ()):
        raise Forbidden(f"This token may not do this: it lacks the scope '{needed}'.")


def _token_needed(fault: TokenNeeded) -> Response:
    answer = problem(fault.status, fault.sentence)
    answer.headers["WWW-Authenticate"] = 'Bearer realm="extranet"'
    return answer


def _stale(fault: EditConflict) -> Response:
    theirs = fault.theirs
    sentence = (
        f"{theirs.author_name} saved revision {theirs.number} since you read revision {fault.base_number}. Nothing of yours was saved. "
        "Put both together and send it again with the new revision in If-Match."
    )
    numbers = {"your_revision": fault.base_number, "current_revision": theirs.number}
    answer = problem(412, sentence, **numbers, current=as_json.whole_page(current_site(), theirs))
    answer.headers["ETag"] = f'"{theirs.number}"'
    return answer


def _faulty(fault: FaultyPage) -> Response:
    faults = [{"field": one.field, "sentence": one.sentence, "severity": one.severity, "check": one.check} for one in fault.faults]
    return problem(422, fault.sentence, faults=faults)
