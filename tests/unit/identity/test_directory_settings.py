"""A directory's settings are checked at start-up, and what is wrong is named."""

import pytest

from extranet.actor import Grant
from extranet.identity.directory_settings import read_directories, read_directory
from extranet.settings import SettingsFault

GOOD = {
    "hosts": ["127.0.0.1"],
    "tls": "none",
    "service_dn": "cn=service,dc=woking",
    "service_password": "secret of the service",
    "people_base": "ou=people,dc=woking",
}


def test_a_short_table_is_enough_on_loopback():
    settings = read_directory("woking", GOOD)
    assert (settings.addresses, settings.login_attributes, settings.id_attribute) == ((("127.0.0.1", 389),), ("uid",), "entryUUID")


def test_a_host_may_carry_its_port_and_ldaps_has_its_own(tmp_path):
    ca = tmp_path / "ca.pem"
    ca.touch()
    table = GOOD | {"tls": "ldaps", "ca_file": str(ca), "hosts": ["ldap1.woking.example", "ldap2.woking.example:6360"]}
    assert read_directory("woking", table).addresses == (("ldap1.woking.example", 636), ("ldap2.woking.example", 6360))


def test_active_directory_brings_its_own_defaults():
    settings = read_directory("woking", GOOD | {"family": "active_directory", "group_base": "ou=groups,dc=woking"})
    assert (settings.id_attribute, settings.nested) == ("objectGUID", "in_chain")
    assert settings.login_attributes == ("sAMAccountName", "userPrincipalName")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hosts": []}, "[directory.woking] hosts: is missing."),
        ({"people_base": ""}, "[directory.woking] people_base: is missing."),
        ({"service_dn": ""}, "[directory.woking] service_dn: is missing."),
        ({"hots": "x"}, "[directory.woking] hots: there is no such key"),
        ({"tls": "off"}, "[directory.woking] tls: must be one of ldaps, starttls, none, not 'off'."),
        ({"tls": "none", "hosts": ["ldap.woking.gov.uk"]}, "[directory.woking] tls: 'none' sends passwords in clear text"),
        ({"tls": "none", "hosts": ["127.0.0.1", "192.0.2.1"]}, "[directory.woking] tls: 'none' sends passwords in clear text"),
        ({"tls": "ldaps"}, "[directory.woking] ca_file: is missing"),
        ({"tls": "starttls", "ca_file": "no/such.pem"}, "[directory.woking] ca_file: there is no file 'no/such.pem'."),
        ({"receive_seconds": 2.5}, "[directory.woking] receive_seconds: must be a whole number, not 2.5."),
        ({"receive_seconds": 60}, "[directory.woking] receive_seconds: must be between 1 and 10 seconds."),
        ({"connect_seconds": 0}, "[directory.woking] connect_seconds: must be between 1 and 10 seconds."),
        ({"port": 70_000}, "[directory.woking] port: must be between"),
        ({"hosts": ["host:port"]}, "[directory.woking] hosts: must be host names"),
        ({"person_filter": "objectClass=person"}, "[directory.woking] person_filter: must be one filter in brackets"),
        ({"id_attribute": "uid"}, "[directory.woking] id_attribute: must be one of entryUUID, objectGUID"),
        ({"group_mode": "member"}, "[directory.woking] group_base: is missing"),
        ({"group_mode": "guess"}, "[directory.woking] group_mode: must be one of"),
        ({"login_attributes": []}, "[directory.woking] login_attributes: must be a list"),
        ({"service_password": ""}, "[directory.woking] give exactly one of service_password"),
        ({"service_password_env": "X"}, "[directory.woking] give exactly one of service_password"),
        ({"roles": {"cn=a": ["king"]}}, "[directory.woking] roles.cn=a: there is no role 'king'"),
        ({"roles": {"cn=a": ["author@club:x"]}}, "[directory.woking] roles.cn=a: 'author@club:x' must end in"),
        ({"roles": {"cn=a": ["partnership_administrator"]}}, "[directory.woking] roles.cn=a: 'partnership_administrator': the role"),
        ({"roles": {"cn=a": ["author@partnership"]}}, "[directory.woking] roles.cn=a: 'author@partnership': the role"),
    ],
)
def test_what_is_wrong_stops_start_up_by_name(change, sentence):
    with pytest.raises(SettingsFault) as fault:
        read_directory("woking", GOOD | change)
    assert str(fault.value).startswith(sentence)


def test_no_message_and_no_repr_shows_the_service_password():
    assert "secret of the service" not in repr(read_directory("woking", GOOD))
    with pytest.raises(SettingsFault) as fault:
        read_directory("woking", GOOD | {"hots": 1})
    assert "secret of the service" not in str(fault.value)


def test_the_service_password_may_stand_in_a_file_or_in_the_environment(tmp_path, monkeypatch):
    file = tmp_path / "password"
    file.write_text("from the file ü\n", encoding="utf-8")
    monkeypatch.setenv("WOKING_LDAP", "from the environment")
    without = {key: value for key, value in GOOD.items() if key != "service_password"}
    assert read_directory("woking", without | {"service_password_file": str(file)}).service_password == "from the file ü".encode()
    assert read_directory("woking", without | {"service_password_env": "WOKING_LDAP"}).service_password == b"from the environment"


def test_a_file_or_variable_that_is_not_there_is_named(tmp_path):
    without = {key: value for key, value in GOOD.items() if key != "service_password"}
    with pytest.raises(SettingsFault, match="service_password_file: .* cannot be read"):
        read_directory("woking", without | {"service_password_file": str(tmp_path / "none")})
    with pytest.raises(SettingsFault, match="service_password_env: the password found there is empty"):
        read_directory("woking", without | {"service_password_env": "NOT_SET_ANYWHERE"})


def test_roles_name_groups_by_dn_or_by_plain_name():
    roles = {"cn=a,ou=x": "reader", "b, c": ["author@group:front-line-forum", "partnership_administrator@partnership"]}
    settings = read_directory("woking", GOOD | {"group_mode": "member", "group_base": "ou=groups", "roles": roles})
    assert [(rule.group, rule.grant) for rule in settings.roles] == [
        ("cn=a,ou=x", Grant("reader", "authority", "woking")),
        ("cn=b\\2c c,ou=groups", Grant("author", "group", "front-line-forum")),
        ("cn=b\\2c c,ou=groups", Grant("partnership_administrator", "partnership")),
    ]


def test_every_directory_is_read():
    assert set(read_directories({"woking": GOOD, "guildford": GOOD})) == {"woking", "guildford"}


def test_every_key_is_explained_in_the_documents():
    from dataclasses import fields
    from pathlib import Path

    from extranet.identity.directory_settings import SERVICE_PASSWORD_KEYS, DirectorySettings

    text = (Path(__file__).parents[3] / "docs" / "directories.md").read_text(encoding="utf-8")
    keys = {one.name for one in fields(DirectorySettings)} - {"authority"} | set(SERVICE_PASSWORD_KEYS)
    assert {key for key in keys if f"\n| `{key}` |" not in text} == set()
