"""Shapes of what the API takes and gives, as JSON Schema, and a check of a value against one.

Only the words of JSON Schema used here are understood: type, properties, required, additionalProperties, items, maxItems, enum,
anyOf, minimum, maxLength and $ref. A test refuses a shape that uses another.
"""

from collections.abc import Iterator, Mapping
from typing import Any

LIST_LIMIT = 100
BATCH_LIMIT = 200

TEXT = {"type": "string"}
NUMBER = {"type": "integer", "minimum": 0}
YES_NO = {"type": "boolean"}
DAY = {"type": ["string", "null"], "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}
MOMENT_OR_NONE = {"type": ["string", "null"], "format": "date-time"}
TEXTS = {"type": "array", "items": TEXT}
NUMBERS = {"type": "array", "items": NUMBER}
FIELDS = {"type": "object", "description": "Fields of the information-content standard by name; dates as 2027-05-01."}
BODY = {"type": "string", "description": "Markdown of the page; headings start at ##."}


def ref(name: str) -> dict:
    """A reference to a named shape."""
    return {"$ref": f"#/components/schemas/{name}"}


def record(optional: Mapping[str, Any] | None = None, /, **properties) -> dict:
    """An object with exactly these properties; those of `optional` may be missing."""
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def listing(name: str) -> dict:
    """A part of a list, with the cursor of the next part."""
    items = {"type": "array", "items": ref(name), "maxItems": LIST_LIMIT}
    return record(items=items, next={"type": ["string", "null"], "description": "Value of `cursor` for what follows; null at the end."})


def whole(name: str) -> dict:
    """A list that is always given whole."""
    return record(items={"type": "array", "items": ref(name)})


_LINE = {
    "slug": TEXT, "url": TEXT, "title": TEXT, "type": TEXT, "summary": TEXT, "status": TEXT, "owner_authority": TEXT,
    "working_group": TEXT, "audience": TEXT, "confidence": TEXT, "review_by": DAY, "revision": NUMBER,
    "created_at": MOMENT, "updated_at": MOMENT,
}
_REVISION_LINE = {
    "number": NUMBER, "author": TEXT, "author_authority": TEXT, "update_type": TEXT, "change_note": TEXT,
    "restored_from": {"type": ["integer", "null"]}, "made_at": MOMENT,
}
_REMARK = record(check=TEXT, severity={"type": "string", "enum": ["error", "warning", "advice"]}, field=TEXT, line={"type": ["integer", "null"]}, sentence=TEXT)
_FAULT = record(field={"type": ["string", "null"]}, sentence=TEXT, severity={"type": "string", "enum": ["error", "warning", "advice"]}, check=TEXT)
_PROBLEM = {"type": TEXT, "title": TEXT, "status": NUMBER, "detail": TEXT, "reference": TEXT}

SHAPES: dict[str, dict] = {
    "PageLine": record(**_LINE),
    "PageList": listing("PageLine"),
    "Page": record({"html": {"type": "string", "description": "The body for readers, when `html=1` was asked."},
                    "remarks": {"type": "array", "items": ref("Remark")}}, **_LINE, metadata=FIELDS, body=BODY),
    "Remark": _REMARK,
    "PageDraft": record(metadata=FIELDS, body=BODY),
    "NewPage": record({"slug": {"type": "string", "maxLength": 60}}, metadata=FIELDS, body=BODY),
    "BatchPage": record(slug={"type": "string", "maxLength": 60}, metadata=FIELDS, body=BODY),
    "Batch": record(pages={"type": "array", "items": ref("BatchPage"), "maxItems": BATCH_LIMIT}),
    "BatchResult": record(
        slug=TEXT, result={"type": "string", "enum": ["created", "changed", "unchanged", "refused"]}, sentences=TEXTS
    ),
    "BatchReport": record(items={"type": "array", "items": ref("BatchResult"), "maxItems": BATCH_LIMIT}),
    "RevisionLine": record(**_REVISION_LINE),
    "RevisionList": listing("RevisionLine"),
    "Revision": record(**_REVISION_LINE, slug=TEXT, metadata=FIELDS, body=BODY),
    "Attachment": record(name=TEXT, url=TEXT, version=NUMBER, media_type=TEXT, size_bytes=NUMBER, sha256=TEXT, added_at=MOMENT),
    "AttachmentList": whole("Attachment"),
    "Piece": record(text=TEXT, found=YES_NO),
    "FoundPassage": record(heading=TEXT, url=TEXT, pieces={"type": "array", "items": ref("Piece")}),
    "Hit": record(
        kind=TEXT, url=TEXT, title=TEXT, answer={"type": "array", "items": ref("Piece")}, type=TEXT, authority=TEXT, group=TEXT,
        trust=TEXT, review_by=DAY, updated_at=MOMENT, for_customer=YES_NO, passages={"type": "array", "items": ref("FoundPassage")},
    ),
    "FacetValue": record(value=TEXT, count=NUMBER, chosen=YES_NO),
    "SearchResults": record(
        total=NUMBER, page=NUMBER, items={"type": "array", "items": ref("Hit"), "maxItems": LIST_LIMIT},
        facets={"type": "object", "additionalProperties": {"type": "array", "items": ref("FacetValue")}},
        did_you_mean={"type": ["string", "null"]}, sentence={"type": ["string", "null"]}, rebuilding=YES_NO,
    ),
    "Suggestion": record(kind=TEXT, label=TEXT, detail=TEXT, url=TEXT),
    "SuggestionList": whole("Suggestion"),
    "Authority": record(
        slug=TEXT, name=TEXT, short_name=TEXT, tier=TEXT, gss=TEXT, website=TEXT, valid_from=DAY, valid_to=DAY, successors=TEXTS, clusters=TEXTS
    ),
    "AuthorityList": whole("Authority"),
    "Service": record(id=NUMBER, name=TEXT, tier=TEXT, functions=NUMBERS, life_episodes=TEXTS, everyday_terms=TEXTS),
    "ServiceList": listing("Service"),
    "Ready": record(ok=YES_NO),
    "Problem": record(**_PROBLEM),
    "FaultyPage": record({"faults": {"type": "array", "items": _FAULT}}, **_PROBLEM),
    "StalePage": record(**_PROBLEM, your_revision=NUMBER, current_revision=NUMBER, current=ref("Page")),
}

_TYPES = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}


def shape_faults(value: Any, shape: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """What in this value is not of this shape, one sentence each; nothing when all is."""
    if "$ref" in shape:
        yield from shape_faults(value, SHAPES[shape["$ref"].rpartition("/")[2]], path)
        return
    wrong = _own_fault(value, shape)
    if wrong:
        yield f"{path or 'The whole'} {wrong}."
    elif isinstance(value, dict):
        yield from _object_faults(value, shape, path)
    elif isinstance(value, list) and "items" in shape:
        for place, one in enumerate(value):
            yield from shape_faults(one, shape["items"], f"{path}[{place}]")


def _own_fault(value: Any, shape: Mapping[str, Any]) -> str:
    types = shape.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_is_of(value, one) for one in types):
        return f"must be {' or '.join(types)}"
    if "enum" in shape and value not in shape["enum"]:
        return f"must be one of {', '.join(shape['enum'])}"
    if isinstance(value, str) and len(value) > shape.get("maxLength", len(value)):
        return f"is longer than {shape['maxLength']} characters"
    if isinstance(value, list) and len(value) > shape.get("maxItems", len(value)):
        return f"holds {len(value)}; at most {shape['maxItems']} are taken at once"
    if _is_of(value, "integer") and value < shape.get("minimum", value):
        return f"must not be below {shape['minimum']}"
    return ""


def _is_of(value: Any, name: str) -> bool:
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, _TYPES[name])


def _object_faults(value: dict, shape: Mapping[str, Any], path: str) -> Iterator[str]:
    properties, others = shape.get("properties", {}), shape.get("additionalProperties", True)
    for name in shape.get("required", ()):
        if name not in value:
            yield f"{_join(path, name)} is missing."
    for name, one in value.items():
        if name in properties:
            yield from shape_faults(one, properties[name], _join(path, name))
        elif others is False:
            yield f"{_join(path, name)} is not known here."
        elif isinstance(others, Mapping):
            yield from shape_faults(one, others, _join(path, name))


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
