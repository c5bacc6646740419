"""Certificates are always checked, and nothing secret travels in clear."""

from datetime import UTC, datetime

import pytest

from extranet.identity.authority_directory import DirectoryUnavailable, LdapDirectory, PasswordRight
from extranet.identity.directory_settings import read_directory
from tests.slapd.fixtures import need_slapd
from tests.slapd.recorder import Recorder
from tests.slapd.rig import Rig

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def rig():
    """Servers of its own: their certificates are changed."""
    need_slapd()
    made = Rig(["woking", "guildford"])
    yield made
    made.close()


def sign_in(server, **changes):
    one = server.person("jsmith")
    return LdapDirectory(read_directory(server.authority, server.table(**changes))).check("jsmith", one.password.encode(), NOW)


@pytest.mark.parametrize("authority", ["woking", "guildford"])
@pytest.mark.parametrize("fault", ["expired", "wrong_host", "foreign"])
def test_a_bad_certificate_is_refused_before_any_bind(rig, authority, fault):
    server = rig[authority]
    server.use_certificate(fault)
    before = len(server.binds())
    with pytest.raises(DirectoryUnavailable, match="certificate"):
        sign_in(server)
    assert len(server.binds()) == before


@pytest.mark.parametrize("authority", ["woking", "guildford"])
def test_a_good_certificate_is_taken(rig, authority):
    server = rig[authority]
    server.use_certificate("good")
    assert isinstance(sign_in(server), PasswordRight)


@pytest.mark.parametrize("authority", ["woking", "guildford"])
def test_no_password_can_be_read_on_the_way(rig, authority):
    server = rig[authority]
    server.use_certificate("good")
    recorder = Recorder(server.tls_port if server.shape.tls == "ldaps" else server.plain_port)
    try:
        answer = sign_in(server, hosts=[f"localhost:{recorder.port}"])
    finally:
        recorder.close()
    assert isinstance(answer, PasswordRight)
    assert len(recorder.bytes_seen) > 500
    for secret in (server.person("jsmith").password, server.table()["service_password"]):
        assert secret.encode() not in recorder.bytes_seen


def test_a_server_that_speaks_no_starttls_is_not_spoken_to_in_clear(rig):
    server = rig["guildford"]
    recorder = Recorder(None)
    try:
        with pytest.raises(DirectoryUnavailable):
            sign_in(server, hosts=[f"localhost:{recorder.port}"])
    finally:
        recorder.close()
    assert server.table()["service_password"].encode() not in recorder.bytes_seen
    assert b"cn=service" not in recorder.bytes_seen
