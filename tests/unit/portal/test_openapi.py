"""The description of the API, and the check of shapes that it promises."""

import json

import pytest

from extranet.portal.openapi import description
from extranet.portal.operations import BYTES, OPERATIONS, operation
from extranet.portal.shapes import SHAPES, ref, shape_faults

KNOWN_WORDS = {"type", "properties", "required", "additionalProperties", "items", "maxItems", "enum", "minimum", "maxLength", "$ref", "format", "description"}
BATCH_ITEM = {"slug": "bins", "metadata": {}, "body": ""}


def document():
    return description("Extranet", "http://localhost", "1")


def schemas_of(value):
    """Every schema in a shape, itself first."""
    yield value
    for name in ("items", "additionalProperties"):
        if isinstance(value.get(name), dict):
            yield from schemas_of(value[name])
    for one in value.get("properties", {}).values():
        yield from schemas_of(one)


def test_the_description_can_be_written_as_json_and_names_its_version():
    assert json.loads(json.dumps(document()))["openapi"] == "3.1.0"


def test_every_operation_has_its_own_name_and_answers():
    names = [one.name for one in OPERATIONS]
    assert len(set(names)) == len(names)
    assert all(any(status < 300 for status in one.gives) for one in OPERATIONS)


def test_every_named_shape_exists():
    for one in OPERATIONS:
        for shape in [*one.all_answers.values(), one.takes]:
            assert shape in SHAPES or shape in ("", BYTES, "Description"), (one.name, shape)


def test_shapes_use_only_words_that_the_check_understands():
    for name, shape in SHAPES.items():
        for schema in schemas_of(shape):
            assert set(schema) <= KNOWN_WORDS, name
            if "$ref" in schema:
                assert schema["$ref"].rpartition("/")[2] in SHAPES


def test_every_path_parameter_is_described_and_required():
    for one in OPERATIONS:
        in_path = {part[1:-1] for part in one.path.split("/") if part.startswith("{")}
        described = {parameter.name for parameter in one.parameters if parameter.where == "path" and parameter.required}
        assert in_path == described, one.name


def test_an_unknown_operation_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        operation("fly")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"pages": [BATCH_ITEM]}, None),
        ({}, "pages is missing."),
        ({"pages": "bins"}, "pages must be array."),
        ({"pages": [BATCH_ITEM | {"colour": 1}]}, "pages[0].colour is not known here."),
        ({"pages": [BATCH_ITEM | {"slug": 7}]}, "pages[0].slug must be string."),
        ({"pages": [BATCH_ITEM | {"slug": "s" * 61}]}, "pages[0].slug is longer than 60 characters."),
        ({"pages": [BATCH_ITEM] * 201}, "pages holds 201; at most 200 are taken at once."),
        ([], "The whole must be object."),
    ],
)
def test_a_value_that_is_not_of_its_shape_is_told_where(value, sentence):
    assert list(shape_faults(value, ref("Batch"))) == ([sentence] if sentence else [])


def test_a_truth_value_is_no_number():
    assert list(shape_faults(True, {"type": "integer"})) == ["The whole must be integer."]
