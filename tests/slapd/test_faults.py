"""A directory that hangs, refuses or comes back: its own people wait a little, nobody else at all."""

import time
from datetime import UTC, datetime

import pytest

from extranet.identity.authority_directory import DirectoryUnavailable, LdapDirectory, PasswordRight, PasswordWrong
from extranet.identity.directory_settings import read_directory
from tests.slapd.fixtures import need_slapd
from tests.slapd.rig import Rig, free_port

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.fixture
def server():
    need_slapd()
    made = Rig(["woking"])
    yield made["woking"]
    made.close()


def directory_of(server, **changes) -> LdapDirectory:
    return LdapDirectory(read_directory(server.authority, server.table(**changes)))


def sign_in(server, directory, login="jsmith"):
    return directory.check(login, server.person(login).password.encode(), NOW)


def seconds_to_fail(server, directory) -> float:
    began = time.monotonic()
    with pytest.raises(DirectoryUnavailable):
        sign_in(server, directory)
    return time.monotonic() - began


def test_a_hung_directory_answers_within_the_timeout_and_then_at_once(server):
    directory = directory_of(server)
    server.pause()
    assert all(seconds_to_fail(server, directory) < 4 for _ in range(3))
    assert seconds_to_fail(server, directory) < 0.2
    server.resume()


def test_a_directory_that_is_started_again_works_at_the_next_try(server):
    directory = directory_of(server)
    server.stop()
    for _ in range(5):
        assert seconds_to_fail(server, directory) < 0.5
    server.start()
    server.until_ready()
    assert isinstance(sign_in(server, directory), PasswordRight)


def test_trouble_is_never_a_wrong_password(server):
    directory = directory_of(server)
    server.stop()
    with pytest.raises(DirectoryUnavailable, match="connect"):
        directory.check("jsmith", b"certainly wrong", NOW)


def test_the_second_host_answers_when_the_first_is_down(server):
    host = server.table()["hosts"][0]
    directory = directory_of(server, hosts=[f"localhost:{free_port()}", host])
    assert isinstance(sign_in(server, directory), PasswordRight)


def test_a_host_that_hung_is_asked_last_for_a_while(server):
    hung = Rig(["guildford"])
    try:
        hung["guildford"].pause()
        directory = directory_of(server, hosts=[f"localhost:{hung['guildford'].tls_port}", server.table()["hosts"][0]])
        assert isinstance(sign_in(server, directory), PasswordRight)
        began = time.monotonic()
        assert isinstance(sign_in(server, directory), PasswordRight)
        assert time.monotonic() - began < 0.5
    finally:
        hung.close()


def test_one_wrong_password_is_one_bind_as_the_person(server):
    directory = directory_of(server)
    assert directory.check("jsmith", b"wrong", NOW) == PasswordWrong("password")
    assert server.binds().count(server.dn("jsmith")) == 1


def test_an_unknown_name_costs_a_bind_too(server):
    directory = directory_of(server)
    before = len(server.binds())
    directory.check("nobody", b"wrong", NOW)
    assert len(server.binds()) - before == 2


def test_a_service_account_that_is_refused_is_named_as_such(server):
    directory = directory_of(server, service_password="old")
    with pytest.raises(DirectoryUnavailable, match="service account was refused"):
        sign_in(server, directory)


def test_every_connection_is_closed(server):
    directory = directory_of(server)
    for number in range(20):
        directory.check("jsmith", b"wrong %d" % number, NOW)
    until = time.monotonic() + 5
    while server.log().count("closed") < server.connections() and time.monotonic() < until:
        time.sleep(0.02)
    assert server.log().count("closed") == server.connections()
