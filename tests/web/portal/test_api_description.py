"""The description of the API says what is there: no route without an operation, no operation without a route."""

import re

from extranet.portal.operations import OPERATIONS, PREFIX


def test_routes_and_operations_are_the_same(app):
    routes = {
        (method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule).removeprefix(PREFIX))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert routes == {(one.method, one.path) for one in OPERATIONS}


def test_anybody_may_read_the_description(client, settings):
    found = client.get(f"{PREFIX}/openapi.json").get_json()
    assert found["servers"] == [{"url": settings.public_url + PREFIX}]
    assert set(found["paths"]) == {one.path for one in OPERATIONS}
