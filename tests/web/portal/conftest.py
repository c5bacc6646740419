"""What tests of the API share: pages, tokens, and a client that checks every answer against the description."""

import json
import re

import pytest

from extranet.pages import PageDraft, create_page
from extranet.portal.operations import BYTES, OPERATIONS, PREFIX
from extranet.portal.shapes import ref, shape_faults

METADATA = {
    "title": "Bags beside the bin", "type": "guidance", "summary": "When crews take bags that stand beside the bin.",
    "owner_authority": "woking", "working_group": "front-line-forum", "audience": "all-authorities", "functions": [38],
    "lgsl_ids": [524], "life_episodes": ["everyday-at-home"], "area": "all", "status": "live", "confidence": "validated",
    "change_note": "Written for the tests of the API.", "review_by": "2027-05-01",
    "key_points": ["Bags stay.", "Bins go.", "Ask the crew."],
}
AUTHOR = ("author", "group", "front-line-forum")


class Api:
    """Asks with a token. Each answer must be one the description names, with a body of the shape it promises."""

    def __init__(self, client, token):
        self._client, self._token = client, token

    def __call__(self, method, path, **options):
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        headers |= options.pop("headers", {})
        answer = self._client.open(PREFIX + path, method=method, headers=headers, buffered=True, **options)
        check_answer(method, path, answer)
        return answer


def check_answer(method, path, answer):
    """The answer is described: its status and its shape."""
    one = described(method, path)
    if one is None:
        return
    assert answer.status_code in one.all_answers, f"{one.name} may not answer {answer.status_code}: {answer.text[:300]}"
    shape = one.all_answers[answer.status_code]
    if shape == "":
        assert answer.data == b""
    elif shape not in (BYTES, "Description"):
        assert answer.mimetype == ("application/json" if answer.status_code < 400 else "application/problem+json")
        assert list(shape_faults(json.loads(answer.data), ref(shape))) == [], one.name


def described(method, path):
    path = path.partition("?")[0]
    for one in OPERATIONS:
        if one.method == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one.path), path):
            return one
    return None


@pytest.fixture
def author(person):
    return person("Ann Oakley", "woking", AUTHOR)


@pytest.fixture
def reader(person):
    return person("Ravi Nair", "guildford")


@pytest.fixture
def api_of(site, client):
    """api_of(actor) asks as that person with a new token; api_of(None) without any."""
    from extranet.identity import make_token

    def give(actor, *scopes):
        return Api(client, make_token(site, actor, "for tests", scopes or ("read", "write"), 30) if actor else "")

    return give


@pytest.fixture
def page(site, author):
    return create_page(site, author, PageDraft(METADATA, "## Bags\n\nThey stay.\n"), "bags-beside-bin")


@pytest.fixture
def draft():
    """draft(title="…") as JSON for the API."""

    def make(body="## Bags\n\nTwo go.\n", **changes):
        return {"metadata": METADATA | changes, "body": body}

    return make
