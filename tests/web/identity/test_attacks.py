"""What attackers try at the doors: poisoned hosts, fixed and replayed sessions, guessing in disguise, secrets in logs."""

import itertools
import logging
import secrets

import pytest

from extranet.actor import Grant
from extranet.identity import disable_person, grant, revoke
from extranet.identity import sign_in as sign_in_action
from extranet.identity.actions import end_sessions
from extranet.identity.model import SignedIn, SignInTry
from extranet.identity.throttle import normal_name
from extranet.identity.upkeep import block_leaver
from extranet.identity.views import cookie_name

ROUNDS = 20
FORUM = Grant("author", "group", "front-line-forum")


@pytest.fixture
def attempt(site, directories):
    """attempt("jsmith", "woking pass") signs in at Woking, without a page."""

    def give(login, password, address="192.0.2.1"):
        return sign_in_action(site, SignInTry("woking", login, password, address))

    return give


def sign_in(client, name="jsmith", password="woking pass"):
    return client.post("/-/login", data={"authority": "woking", "name": name, "password": password, "next": "/-/account"})


def cookie_of(site, client):
    found = client.get_cookie(cookie_name(site), domain="localhost")
    return found.value if found else ""


# Host ------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil.example", "", "local host"])
def test_a_strange_host_gets_nothing(client, host):
    answer = client.get("/-/login", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-Host", "X-Forwarded-Server"])
def test_no_header_beside_it_changes_where_links_and_redirects_lead(client, directories, header):
    headers = {header: "host=evil.example" if header == "Forwarded" else "evil.example"}
    page, answer = client.get("/-/login", headers=headers), client.get("/-/account", headers=headers)
    assert "evil.example" not in page.text + str(page.headers) + str(answer.headers)
    assert answer.headers["Location"].startswith("/-/login")


# Sessions --------------------------------------------------------------------


def test_no_id_known_before_a_sign_in_is_worth_anything_after(app, site, directories):
    accepted = 0
    for _ in range(ROUNDS):
        victim, fixed = app.test_client(), secrets.token_urlsafe(32)
        victim.set_cookie(cookie_name(site), fixed, domain="localhost")
        assert sign_in(victim).status_code == 303
        attacker = app.test_client()
        attacker.set_cookie(cookie_name(site), fixed, domain="localhost")
        accepted += attacker.get("/-/account").status_code == 200 or cookie_of(site, victim) == fixed
    assert accepted == 0


def test_an_attackers_own_live_session_is_not_taken_over_by_the_victim(app, site, directories):
    attacker, victim = app.test_client(), app.test_client()
    directories["woking"].add("mallory", "mallory pass", "Mallory")
    sign_in(attacker, "mallory", "mallory pass")
    planted = cookie_of(site, attacker)
    victim.set_cookie(cookie_name(site), planted, domain="localhost")
    sign_in(victim)
    assert cookie_of(site, victim) != planted
    attacker.set_cookie(cookie_name(site), planted, domain="localhost")
    assert "Juniper Smith" not in attacker.get("/-/account", follow_redirects=True).text


def sign_out(app, site, client, person):
    client.post("/-/logout")


def give_role(app, site, client, person):
    grant(site, None, person.id, FORUM)


def take_role(app, site, client, person):
    revoke(site, None, person.id, FORUM)


def block(app, site, client, person):
    disable_person(site, None, person.id)


def leave(app, site, client, person):
    with site.db.writing() as tx:
        block_leaver(tx, site, person, "not in the directory any more")


def end(app, site, client, person):
    end_sessions(site, None, person.id)


@pytest.mark.parametrize("ending", [sign_out, give_role, take_role, block, leave, end], ids=lambda one: one.__name__)
def test_a_copied_cookie_is_dead_after(app, site, attempt, directories, ending):
    directories["woking"].regroup("jsmith")
    accepted = 0
    for number in range(ROUNDS):
        login = f"victim{number}"
        directories["woking"].add(login, "pass of theirs", f"Victim {number}")
        begun = attempt(login, "pass of theirs", address=f"192.0.2.{number}")
        assert isinstance(begun, SignedIn)
        if ending is take_role:
            grant(site, None, begun.person.id, FORUM)
            begun = attempt(login, "pass of theirs", address=f"192.0.2.{number}")
        thief, victim = app.test_client(), app.test_client()
        for client in (thief, victim):
            client.set_cookie(cookie_name(site), begun.session_id, domain="localhost")
        assert thief.get("/-/account").status_code == 200
        ending(app, site, victim, begun.person)
        accepted += thief.get("/-/account").status_code == 200
    assert accepted == 0


# Guessing --------------------------------------------------------------------

DISGUISES = (
    str.upper, str.title, str.swapcase, lambda name: f" {name}", lambda name: f"{name}\t", lambda name: name[:3] + " " + name[3:],
    lambda name: name[:2] + "\u200b" + name[2:], lambda name: "\u202e" + name, lambda name: name[:1] + "\u0301" + name[1:], lambda name: name + "\u00a0",
    lambda name: "".join(chr(ord(letter) + 0xFEE0) for letter in name), lambda name: name[:2] + "\u00ad" + name[2:], lambda name: name + "\ufe0f",
)  # fmt: skip


def test_a_name_in_any_disguise_is_one_name_to_the_limits(site, attempt, directories):
    """840 guesses at 20 names in 14 spellings from 60 addresses: at most 10 a name reach the directory in a quarter of an hour."""
    woking, names = directories["woking"], [f"guess{letter}" for letter in "abcdefghijklmnopqrst"]
    for name in names:
        woking.add(name, "right pass")
        assert isinstance(attempt(name, "right pass", address="198.51.100.1"), SignedIn)
    woking.asked.clear()
    for number, (disguise, name) in enumerate(itertools.product((*DISGUISES, str) * 3, names)):
        attempt(disguise(name), f"guess {number}", address=f"203.0.113.{number % 60}")
    reached = [sum(normal_name(login) == name for login, _ in woking.asked) for name in names]
    assert max(reached) <= 10
    assert isinstance(attempt(names[0], "right pass", address="198.51.100.1"), SignedIn)


def test_a_guess_from_a_new_address_each_time_gains_nothing(attempt, directories):
    for number in range(300):
        attempt("jsmith", f"guess {number}", address=f"203.0.{number // 250}.{number % 250}")
    assert len(directories["woking"].asked) == 10


# Logs ------------------------------------------------------------------------


def test_no_password_and_no_session_id_is_in_any_log_or_file(app, site, directories, caplog):
    secrets_used = ["woking pass", "wrong but secret", "secret typed as name"]
    with caplog.at_level(logging.DEBUG):
        client = app.test_client()
        sign_in(client, password="wrong but secret")
        sign_in(client, name="secret typed as name", password="x")
        sign_in(client)
        secrets_used.append(cookie_of(site, client))
        client.get("/-/account")
        directories["woking"].is_silent = True
        sign_in(app.test_client())
    site.db.close()
    files = b"".join(path.read_bytes() for path in site.settings.data_dir.rglob("*") if path.is_file())
    for secret in secrets_used:
        assert secret not in caplog.text
        assert secret.encode() not in files
