"""What every answer carries, whatever was asked."""

import pytest

from extranet.web.safety import CONTENT_SECURITY_POLICY


def test_every_answer_carries_the_strict_policy_and_a_request_id(client):
    for address in ("/", "/wiki/nowhere", "/-/login"):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Request-Id"]
    assert "unsafe" not in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("address", ["/-/pages/x/revisions/99999999999999999999", "/-/services/99999999999999999999"])
def test_a_number_no_key_can_be_is_not_found(client, person, sign_in, address):
    sign_in(client, person())
    assert client.get(address).status_code == 404


def test_another_host_is_not_answered(client):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_visitor_who_needs_to_sign_in_comes_back_afterwards(client):
    answer = client.get("/-/groups?page=2")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/-/login?next=/-/groups?page%3D2"


def test_a_contact_starts_with_the_advisers_own_authority_until_another_is_set(client, person, sign_in):
    sign_in(client, person(authority="woking"))
    assert '<option value="woking" selected>' in client.get("/").text
    assert client.post("/-/customer", data={"authority": "guildford", "next": "/wiki/x?for=woking"}).headers["Location"] == "/wiki/x?for=guildford"
    assert '<option value="guildford" selected>' in client.get("/").text
    client.post("/-/customer", data={"authority": "", "next": "/"})
    assert " selected>" not in client.get("/").text.split("</select>")[0].split("Everyone")[1]


def test_an_unknown_authority_is_no_customers_authority(client, person, sign_in):
    sign_in(client, person(authority="woking"))
    client.post("/-/customer", data={"authority": "atlantis", "next": "//evil.example"})
    assert "atlantis" not in client.get("/").text


def test_single_keys_can_be_switched_off(client, person, sign_in):
    sign_in(client, person())
    assert 'data-shortcuts="off"' not in client.get("/").text
    client.post("/-/shortcuts", data={"is_on": "no"})
    assert 'data-shortcuts="off"' in client.get("/").text


def test_a_fault_of_ours_shows_a_reference_and_no_trace(app, client):
    def broken():
        raise ZeroDivisionError("secret words")

    app.add_url_rule("/-/broken", view_func=broken)
    answer = client.get("/-/broken")
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert "secret words" not in answer.text


def test_a_fault_of_ours_is_a_problem_document_for_a_program(client):
    answer = client.get("/api/v1/nothing", headers={"Accept": "application/json"})
    assert answer.status_code in (401, 404)
    assert answer.mimetype == "application/problem+json"


def test_a_plugin_switched_off_is_gone_and_the_rest_stands(client, person, sign_in):
    sign_in(client, person("Pat Partridge", "surrey", ("partnership_administrator", "partnership")))
    assert client.get("/-/information-managers").status_code == 200
    assert client.post("/-/settings/plugins/information_managers_group/switch", data={"is_on": "no"}).status_code == 303
    assert client.get("/-/information-managers").status_code == 404
    assert client.get("/-/groups/information-managers-group").status_code == 200
    assert "Coverage" not in client.get("/").text
    client.post("/-/settings/plugins/information_managers_group/switch", data={"is_on": "yes"})
    assert client.get("/-/information-managers").status_code == 200


def test_only_a_partnership_administrator_sees_or_switches_plugins(client, person, sign_in):
    sign_in(client, person("Ann Author", "woking", ("author", "group", "front-line-forum")))
    assert client.get("/-/settings/plugins").status_code == 403
    assert client.post("/-/settings/plugins/information_managers_group/switch", data={"is_on": "no"}).status_code == 403


def test_what_was_typed_wrong_in_a_plugins_settings_is_said_and_still_there(client, person, sign_in):
    sign_in(client, person("Pat Partridge", "surrey", ("partnership_administrator", "partnership")))
    answer = client.post("/-/settings/plugins/information_managers_group", data={"fewest_services": "a few", "tiers": "county"})
    assert answer.status_code == 422
    assert "must be a whole number" in answer.text
    assert "a few" in answer.text
