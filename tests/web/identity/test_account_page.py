"""One's own account: sessions, roles with their reasons, tokens."""

import re

from extranet.identity import actor_for_token


def test_a_visitor_is_sent_to_sign_in_and_comes_back(client):
    answer = client.get("/-/account")
    assert (answer.status_code, answer.location) == (303, "/-/login?next=/-/account")


def test_roles_are_shown_with_the_directory_group_that_gives_them(client, submit):
    submit()
    page = client.get("/-/account").text
    assert "Reader" in page
    assert "cn=advisers,ou=groups,dc=woking" in page


def test_another_session_can_be_ended_from_the_list(client, submit, app):
    submit()
    other = app.test_client()
    other.post("/-/login", data={"authority": "woking", "name": "jsmith", "password": "woking pass"})
    key = re.search(r'name="key" value="([0-9a-f]{64})"', client.get("/-/account").text).group(1)
    assert client.post("/-/account/sessions/end", data={"key": key}).status_code == 303
    assert other.get("/-/account").status_code == 303
    assert client.get("/-/account").status_code == 200


def test_all_others_can_be_ended_at_once(client, submit, app):
    submit()
    others = [app.test_client() for _ in range(3)]
    for one in others:
        one.post("/-/login", data={"authority": "woking", "name": "jsmith", "password": "woking pass"})
    client.post("/-/account/sessions/end", data={"key": "others"})
    assert [one.get("/-/account").status_code for one in others] == [303, 303, 303]
    assert client.get("/-/account").status_code == 200


def test_a_foreign_session_cannot_be_ended(client, submit):
    submit()
    assert client.post("/-/account/sessions/end", data={"key": "0" * 64}).status_code == 404


def test_a_token_is_shown_once(client, submit, site):
    submit()
    page = client.post("/-/account/tokens", data={"name": "loader", "scopes": "write", "days": "30"})
    secret = re.search(r"ext_[\w-]+", page.text).group(0)
    assert actor_for_token(site, secret).token_scopes == {"read", "write"}
    assert secret not in client.get("/-/account").text


def test_a_wrong_wish_is_told_at_its_field(client, submit):
    submit()
    page = client.post("/-/account/tokens", data={"name": "", "scopes": "read", "days": "30"})
    assert page.status_code == 422
    assert "Give the token a name" in page.text


def test_a_token_is_revoked(client, submit, site):
    submit()
    page = client.post("/-/account/tokens", data={"name": "loader", "scopes": "read", "days": "30"}).text
    secret = re.search(r"ext_[\w-]+", page).group(0)
    assert client.post("/-/account/tokens/1/revoke").status_code == 303
    assert actor_for_token(site, secret) is None
    assert client.post("/-/account/tokens/1/revoke").status_code == 404


def test_a_token_opens_no_account_page(client, submit, app):
    submit()
    secret = re.search(r"ext_[\w-]+", client.post("/-/account/tokens", data={"name": "x", "scopes": "write", "days": "9"}).text).group(0)
    program = app.test_client()
    assert program.get("/-/account", headers={"Authorization": f"Bearer {secret}"}).status_code == 303
    assert program.post("/-/account/tokens", data={"name": "y"}, headers={"Authorization": f"Bearer {secret}"}).status_code == 303


def test_a_browser_is_called_what_people_call_it():
    from extranet.identity.views_account import browser_of

    edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"
    assert [browser_of(agent) for agent in (edge, "curl/8", "")] == ["Edge on Windows", "curl/8", "Unknown"]


def test_single_keys_are_switched_off_and_on_again(client, submit):
    submit()
    page = client.get("/-/account").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    client.post("/-/shortcuts", data={"csrf_token": token, "is_on": "no", "next": "/-/account"})
    after = client.get("/-/account").text
    assert "Turn single keys off" in page
    assert 'data-shortcuts="off"' in after
    assert "Turn single keys on" in after
