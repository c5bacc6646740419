"""Who may come in by the API, and what everybody is told who may not."""

import pytest

from extranet.identity import make_token
from extranet.portal.operations import OPERATIONS, PREFIX

FILLED = {"{slug}": "bags-beside-bin", "{number}": "1", "{name}": "plan.pdf"}
OPEN = {"openapi"}


def address(one):
    path = one.path
    for name, value in FILLED.items():
        path = path.replace(name, value)
    return PREFIX + path


def ask(client, one, token=None, **headers):
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return client.open(address(one), method=one.method, json={} if one.takes else None, headers=headers)


@pytest.mark.parametrize("one", [one for one in OPERATIONS if one.name not in OPEN], ids=lambda one: one.name)
def test_nothing_but_the_description_opens_without_a_token(client, one):
    answer = ask(client, one)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.get_json()["detail"].startswith("Send a token")


@pytest.mark.parametrize("one", [one for one in OPERATIONS if one.name not in OPEN], ids=lambda one: one.name)
def test_the_cookie_of_a_browser_opens_nothing(client, sign_in, author, one):
    assert ask(sign_in(client, author), one).status_code == 401


@pytest.mark.parametrize("one", [one for one in OPERATIONS if one.scope == "write"], ids=lambda one: one.name)
def test_a_token_that_may_only_read_changes_nothing(site, client, author, one):
    answer = ask(client, one, make_token(site, author, "reads", ["read"], 30))
    assert answer.status_code == 403
    assert "lacks the scope 'write'" in answer.get_json()["detail"]


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer ext_wrong", "Basic YTpi", "Bearer " + "x" * 5000, "bearer \u20ac"])
def test_a_token_that_is_none_is_refused(client, header):
    assert client.get(f"{PREFIX}/pages", headers={"Authorization": header}).status_code == 401


def test_a_revoked_token_opens_nothing(site, client, author):
    from extranet.identity.tokens import revoke_token, tokens_of

    token = make_token(site, author, "short-lived", ["read"], 30)
    assert client.get(f"{PREFIX}/pages", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    revoke_token(site, author, tokens_of(site, author)[0].id)
    assert client.get(f"{PREFIX}/pages", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_forms_of_other_sites_are_no_danger_since_no_cookie_counts_and_so_no_form_token_is_asked(app, api_of, author, draft):
    app.config["WTF_CSRF_ENABLED"] = True
    assert api_of(author)("POST", "/pages", json=draft()).status_code == 201


def test_an_unknown_address_answers_a_problem_document(api_of, author):
    answer = api_of(author)("GET", "/nothing-here")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_a_method_that_an_address_does_not_take_answers_a_problem_document(client):
    answer = client.delete(f"{PREFIX}/pages")
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [("{", "application/json", 400), ("a=b", "application/x-www-form-urlencoded", 415), ("[]", "application/json", 422)],
)
def test_a_body_that_is_not_what_it_should_be_is_told(client, site, author, body, kind, status):
    token = make_token(site, author, "writes", ["read", "write"], 30)
    answer = client.post(f"{PREFIX}/pages", data=body, content_type=kind, headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
