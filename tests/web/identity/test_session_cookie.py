"""The cookie: what it says, when it changes, and that a stolen one dies."""

import pytest

from extranet.app import create_app
from extranet.identity import disable_person, list_people
from extranet.settings import replace_settings


def cookies_of(answer):
    return {line.split("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}


def test_over_https_every_cookie_is_bound_to_the_host(site, directories):
    https = replace_settings(site.settings, public_url="https://localhost")
    from dataclasses import replace

    app = create_app(site=replace(site, settings=https))
    app.config["WTF_CSRF_ENABLED"] = False
    form = {"authority": "woking", "name": "jsmith", "password": "woking pass"}
    cookies = cookies_of(app.test_client().post("/-/login", data=form, base_url="https://localhost"))
    assert set(cookies) >= {"__Host-extranet", "__Host-extranet-authority", "__Host-extranet-device"}
    for line in cookies.values():
        assert all(word in line for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
        assert "Domain" not in line
    assert "Max-Age" not in cookies["__Host-extranet"]
    assert "Expires" not in cookies["__Host-extranet"]


def test_the_cookie_holds_nothing_but_a_random_id(submit):
    value = cookies_of(submit())["extranet"].split("=")[1].split(";")[0]
    assert len(value) == 43
    assert "." not in value


def test_each_sign_in_has_a_new_id_and_the_old_one_is_dead(client, submit, app):
    submit()
    first = client.get_cookie("extranet").value
    client.post("/-/login", data={"authority": "guildford", "name": "jsmith", "password": "guildford pass"})
    assert client.get_cookie("extranet").value != first
    assert replayed(app, first) == 303


def replayed(app, value) -> int:
    thief = app.test_client()
    thief.set_cookie("extranet", value)
    return thief.get("/-/account").status_code


def test_an_id_chosen_before_sign_in_is_never_taken(client, submit):
    client.set_cookie("extranet", "chosen-by-the-attacker-chosen-by-the-attack")
    submit()
    assert client.get_cookie("extranet").value != "chosen-by-the-attacker-chosen-by-the-attack"


def test_a_stolen_cookie_is_dead_after_sign_out(client, submit, app):
    submit()
    stolen = client.get_cookie("extranet").value
    assert replayed(app, stolen) == 200
    client.post("/-/logout")
    assert replayed(app, stolen) == 303
    assert client.get_cookie("extranet") is None


def test_a_disabled_person_s_session_dies_at_once(client, submit, site):
    submit()
    disable_person(site, None, list_people(site)[0].id)
    assert client.get("/-/account").status_code == 303


def test_sign_out_is_a_post(client, submit):
    submit()
    assert client.get("/-/logout").status_code == 405
    assert client.get("/-/account").status_code == 200


def test_a_changed_or_foreign_cookie_is_a_visitor_s(client, submit):
    submit()
    for value in ("", "x", "x" * 43, "ü" * 20, "a" * 3000):
        client.set_cookie("extranet", value)
        assert client.get("/-/account").status_code == 303


@pytest.mark.parametrize("name", ["extranet", "extranet-visitor", "extranet-authority", "extranet-device"])
def test_hostile_cookies_break_nothing(client, name):
    for value in ("'", "\\x00", "{}", "a.b.c", "ü" * 50, "..", "9" * 3000):
        client.set_cookie(name, value)
        assert client.get("/-/login").status_code == 200


def test_looking_at_a_page_signed_in_costs_one_query_for_the_person(client, submit, site):
    from sqlalchemy import event

    submit()
    client.get("/-/account")
    seen = []
    event.listen(site.db.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    client.get("/-/login")
    about_person = [words for words in seen if "FROM person" in words]
    assert len(about_person) == 1
    assert not [words for words in seen if words.startswith(("UPDATE", "INSERT", "DELETE"))]
