"""The nine content types, as data. Source: content-standard 5.2.

A type's own fields come after the common ones, flat, in the order written here; that is also the order of the form, of a
content file and of the page. Review intervals are the standard's, in months.
"""

from collections.abc import Mapping
from types import MappingProxyType

from extranet.standard.common_fields import AFTER_TYPE, BEFORE_TYPE, type_field
from extranet.standard.model import Choice, ContentType, Field, Rule
from extranet.standard.reference_types import CONTACT, NOTICE, POLICY
from extranet.standard.work_types import DECISION, GUIDANCE, PROCEDURE, QA, SERVICE, TRAINING

CONTENT_TYPES = MappingProxyType({
    one.name: one for one in (PROCEDURE, SERVICE, GUIDANCE, QA, TRAINING, POLICY, CONTACT, NOTICE, DECISION)
})


def common_fields(types: Mapping[str, ContentType]) -> tuple[Field, ...]:
    """The fields every page has, with these types to choose from."""
    choices = tuple(Choice(one.name, one.label, one.purpose) for one in types.values())
    return (*BEFORE_TYPE, type_field(choices), *AFTER_TYPE)


COMMON_FIELDS = common_fields(CONTENT_TYPES)


def content_type(name, types: Mapping[str, ContentType] = CONTENT_TYPES) -> ContentType | None:
    """The type of this name, or None."""
    return types.get(name) if isinstance(name, str) else None


def fields_of(type_name, types: Mapping[str, ContentType] = CONTENT_TYPES) -> tuple[Field, ...]:
    """Common fields, then the type's own; only the common ones for an unknown type."""
    own = content_type(type_name, types)
    common = COMMON_FIELDS if types is CONTENT_TYPES else common_fields(types)
    return common + (own.fields if own else ())


def field_order(type_name, types: Mapping[str, ContentType] = CONTENT_TYPES) -> tuple[str, ...]:
    """Names of the fields in the order of a content file."""
    return tuple(field.name for field in fields_of(type_name, types))


def with_defaults(metadata: dict, types: Mapping[str, ContentType] = CONTENT_TYPES) -> dict:
    """The metadata with every missing field that has a default filled in; shorthand rows become full mappings."""
    filled = dict(metadata)
    for field in fields_of(metadata.get("type"), types):
        value = filled.get(field.name)
        if value in (None, "") and field.default is not None:
            filled[field.name] = field.default
        elif value is not None:
            filled[field.name] = in_full(field, value)
    return filled


def in_full(field: Field, value):
    """The value with rows written as plain text turned into mappings, and yes or no into a boolean; else unchanged."""
    if field.rendered == "rows" and isinstance(value, list):
        return [_row_in_full(field.rule, row) for row in value]
    if field.rendered == "mapping":
        return _row_in_full(field.rule, value)
    if field.kind == "yes_no" and value in ("yes", "no"):
        return value == "yes"
    return value


def _row_in_full(rule: Rule, row):
    if isinstance(row, dict):
        columns = {column.name: column for column in rule.columns}
        return {name: in_full(columns[name], value) if name in columns else value for name, value in row.items()}
    return {rule.bare: row} if rule.bare and isinstance(row, (str, int)) else row


def services_of(metadata: dict) -> tuple[int, ...]:
    """Every service (LGSL number) the page is about: its primary one first, each once."""
    listed = [metadata.get("lgsl_id"), *_list(metadata.get("lgsl_ids"))]
    return tuple(dict.fromkeys(one for one in listed if isinstance(one, int) and not isinstance(one, bool)))


def _list(value) -> list:
    return value if isinstance(value, list) else []
