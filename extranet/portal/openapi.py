"""The OpenAPI 3.1 description of the API, made from the table of operations. Source: OpenAPI Specification 3.1.1."""

from typing import Any

from extranet.portal.operations import BYTES, OPERATIONS, PREFIX, Operation, Parameter
from extranet.portal.shapes import SHAPES, ref

WORDS = {
    200: "Done.", 201: "Made.", 204: "Done; there is nothing to give.", 400: "The request could not be understood.",
    401: "No token, or one that is not valid any more.", 403: "The token's holder may not do this; the sentence says why.",
    404: "Not there, or not for the token's holder.", 405: "The address does not take this method.", 409: "Taken already.",
    412: "Somebody saved first; both revisions are named and nothing was lost.", 413: "More was sent than is taken at once.",
    415: "The body must be application/json.", 422: "Something has to be corrected; the sentence says what.",
    428: "If-Match is missing.", 429: "Too often in a short time; see Retry-After.", 500: "A fault of ours, with a reference number.",
    503: "A part that is needed does not answer just now.",
}


def description(site_name: str, public_url: str, version: str) -> dict[str, Any]:
    """The whole document, as JSON can hold it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site_name}: the API",
            "version": version,
            "description": "Read, write and search pages by machine. Everything is seen and done with the rights of the token's holder. "
            "Errors are problem documents (RFC 9457).",
        },
        "servers": [{"url": public_url.rstrip("/") + PREFIX}],
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {
            "schemas": SHAPES,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "A personal or service token, made on the page of your tokens."}},
        },
    }


def _paths() -> dict[str, dict]:
    paths: dict[str, dict] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method.lower()] = _described(one)
    return paths


def _described(one: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {"operationId": one.name, "summary": one.summary}
    if one.parameters:
        found["parameters"] = [_parameter(parameter) for parameter in one.parameters]
    if one.takes:
        found["requestBody"] = {"required": True, "content": _content(one.takes, "application/json")}
    if not one.scope:
        found["security"] = []
    if one.scope == "write":
        found["description"] = "Needs a token with the scope `write`."
    found["responses"] = {str(status): _answer(one, status, shape) for status, shape in one.all_answers.items()}
    return found


def _parameter(one: Parameter) -> dict[str, Any]:
    return {"name": one.name, "in": one.where, "required": one.required, "description": one.help, "schema": {"type": one.kind}}


def _answer(one: Operation, status: int, shape: str) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": WORDS[status]}
    if shape:
        answer["content"] = _content(shape, "application/json" if status < 400 else "application/problem+json")
    if status < 300 and one.headers:
        answer["headers"] = {name: {"description": help, "schema": {"type": "string"}} for name, help in one.headers.items()}
    return answer


def _content(shape: str, media_type: str) -> dict[str, Any]:
    if shape == BYTES:
        return {"application/octet-stream": {}}
    schema = {"type": "object"} if shape == "Description" else ref(shape)
    return {media_type: {"schema": schema}}
