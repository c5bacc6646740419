"""Three directories with the same people: a fake, a real slapd, the demonstration server."""

from dataclasses import dataclass

import pytest

from extranet.demonstration import people_of, start_directories
from extranet.identity.authority_directory import AuthorityDirectory, LdapDirectory
from extranet.identity.directory_settings import read_directory
from tests.contract.identity.fake_directory import fake_directory
from tests.slapd.fixtures import rig

__all__ = ["rig"]


@dataclass(frozen=True)
class Known:
    """A directory and somebody in it."""

    directory: AuthorityDirectory
    login: str
    password: bytes
    name: str
    mail: str
    stable_id: str
    group: str
    everyone: int


@pytest.fixture(scope="session")
def demonstration_directories():
    running = start_directories(["woking", "guildford"])
    yield running
    running.stop()


def _fake(request) -> Known:
    directory = fake_directory("woking")
    directory.add("jsmith", "right", "Juniper Smith", ("advisers",), "ab" * 16, ("j.smith@woking.example",))
    directory.add("other", "right", "Ash Other")
    return Known(directory, "jsmith", b"right", "Juniper Smith", "j.smith@woking.example", "ab" * 16, "cn=advisers", 2)


def _slapd(authority):
    def make(request) -> Known:
        server = request.getfixturevalue("rig")[authority]
        one = server.person("jsmith")
        directory = LdapDirectory(read_directory(authority, server.table()))
        stable_id = one.stable_id(authority).hex
        return Known(directory, "jsmith", one.password.encode(), one.name, one.mails[0], stable_id, "cn=advisers", len(server.people))

    return make


def _demonstration(request) -> Known:
    running = request.getfixturevalue("demonstration_directories")
    people = [one for one in people_of(["woking", "guildford"]) if one.authority == "woking"]
    one = next(one for one in people if one.login == "jsmith")
    directory = LdapDirectory(read_directory("woking", running.tables()["woking"]))
    return Known(
        directory, "jsmith", one.password.encode(), one.name, one.mail, one.entry_uuid.replace("-", ""), "cn=extranet-advisers", len(people)
    )


KINDS = {
    "fake": _fake,
    "demonstration": _demonstration,
    "slapd-member-ldaps": _slapd("woking"),
    "slapd-memberof-starttls": _slapd("guildford"),
    "slapd-memberuid": _slapd("surrey-heath"),
    "slapd-active-directory-shape": _slapd("waverley"),
    "slapd-uniquemember": _slapd("elmbridge"),
}


@pytest.fixture(params=KINDS)
def known(request) -> Known:
    return KINDS[request.param](request)
