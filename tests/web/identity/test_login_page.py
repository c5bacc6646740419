"""The sign-in page: authority first, then name and password."""

import pytest


def cookie(client, name):
    return client.get_cookie(name, domain="localhost")


def test_a_visitor_chooses_the_authority_before_any_password_is_asked_for(client):
    page = client.get("/-/login")
    assert page.status_code == 200
    assert "Woking Borough Council" in page.text
    assert "Guildford Borough Council" in page.text
    assert 'type="password"' not in page.text


def test_only_authorities_with_a_directory_are_offered(client):
    assert "Elmbridge Borough Council</a>" not in client.get("/-/login").text


@pytest.mark.parametrize("address", ["/-/login/woking", "/-/login?authority=woking"])
def test_an_authority_s_own_address_can_be_bookmarked(client, address):
    page = client.get(address)
    assert page.status_code == 200
    assert 'autocomplete="username"' in page.text
    assert 'autocomplete="current-password"' in page.text
    assert 'name="authority" value="woking"' in page.text


def test_an_unknown_authority_s_address_offers_the_list(client):
    page = client.get("/-/login/atlantis")
    assert page.status_code == 404
    assert "Woking Borough Council" in page.text


def test_the_right_password_leads_onward_with_a_new_session(client, submit):
    answer = submit(next="/wiki/bins?for=guildford")
    assert (answer.status_code, answer.location) == (303, "/wiki/bins?for=guildford")
    assert client.get("/-/account").status_code == 200
    assert "Juniper Smith" in client.get("/-/account").text


def test_the_authority_is_remembered_on_this_machine(client, submit):
    submit()
    client.post("/-/logout")
    page = client.get("/-/login")
    assert 'name="authority" value="woking"' in page.text
    assert 'type="password"' not in client.get("/-/login?choose=1").text


def test_an_address_of_another_authority_goes_to_that_one_and_the_password_to_nobody(client, submit, directories):
    page = submit(name="someone@guildford.example", password="my password")
    assert page.status_code == 422
    assert "Your password was not sent to anyone" in page.text
    assert 'name="authority" value="guildford"' in page.text
    assert directories["woking"].asked == directories["guildford"].asked == []


def test_a_typed_work_address_chooses_the_authority(client):
    page = client.get("/-/login?name=j.smith@woking.example")
    assert 'name="authority" value="woking"' in page.text
    assert 'value="j.smith@woking.example"' in page.text
    assert client.get("/-/login?name=x@elsewhere.example").status_code == 422


def test_unknown_name_and_wrong_password_give_the_same_page(submit):
    wrong, unknown = submit(password="wrong"), submit(name="nobody", password="wrong")
    assert wrong.status_code == unknown.status_code == 403
    same = [line for line in wrong.text.replace("jsmith", "nobody").splitlines() if "csrf_token" not in line]
    assert same == [line for line in unknown.text.splitlines() if "csrf_token" not in line]
    assert "The name or the password is not right" in wrong.text


def test_a_password_is_never_sent_back(submit):
    assert "wrong pass-word" not in submit(password="wrong pass-word").text


def test_an_empty_password_reaches_no_directory(submit, directories):
    assert submit(password="").status_code == 422
    assert directories["woking"].asked == []


def test_too_many_tries_say_how_long_to_wait(submit):
    for _ in range(5):
        submit(password="wrong")
    answer = submit()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert "Wait 30 seconds" in answer.text


def test_a_silent_directory_says_whose_and_that_others_can_go_on(submit, directories):
    directories["woking"].is_silent = True
    answer = submit()
    assert answer.status_code == 503
    assert "The directory of Woking Borough Council does not answer" in answer.text
    assert submit(authority="guildford", password="guildford pass").status_code == 303


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\tevil", "http:evil", "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x", "evil.example", "/\n/evil.example", "https:///evil.example", "", " //evil.example", "/wiki\r\nLocation: //evil.example",
    ],
)  # fmt: skip
def test_next_never_leaves_this_host(submit, target):
    location = submit(next=target).location
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "evil.example" not in location or location.startswith("/%0d") is False
    assert "\n" not in location


def test_somebody_signed_in_is_not_asked_again(client, submit):
    submit()
    assert client.get("/-/login?next=/wiki/bins").location == "/wiki/bins"


def test_without_a_form_token_nothing_is_tried(app, directories):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post("/-/login", data={"authority": "woking", "name": "jsmith", "password": "woking pass"})
    assert answer.status_code == 400
    assert directories["woking"].asked == []


def test_with_the_form_s_token_it_is(app, directories):
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    page = client.get("/-/login/woking").text
    token = page.split('name="csrf_token" value="')[-1].split('"')[0]
    form = {"authority": "woking", "name": "jsmith", "password": "woking pass", "csrf_token": token}
    assert client.post("/-/login", data=form).status_code == 303
    assert client.post("/-/logout", data={"csrf_token": token}).status_code == 400
