"""An entry is read as a person, odd ones included."""

from datetime import UTC, datetime

import pytest

from extranet.identity.directory import Entry
from extranet.identity.directory_person import is_barred, read_person, read_stable_id, stable_id_value
from tests.contract.identity.fake_directory import fake_directory

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ID = b"6ba7b810-9dad-11d1-80b4-00c04fd430c8"
SETTINGS = fake_directory("woking").settings


def entry(**attributes) -> Entry:
    many = {name.lower(): value if isinstance(value, tuple) else (value,) for name, value in attributes.items()}
    return Entry("uid=x,ou=people,dc=woking", many)


def test_a_plain_entry():
    person = read_person(SETTINGS, entry(entryUUID=ID, uid=b"ann", cn="Ann Ö".encode(), mail=(b"a@x.example", b"b@x.example")), NOW)
    assert (person.stable_id, person.login, person.name) == (ID.decode().replace("-", ""), "ann", "Ann Ö")
    assert person.mails == ("a@x.example", "b@x.example")


def test_empty_and_missing_attributes_fall_back():
    person = read_person(SETTINGS, entry(entryUUID=ID, uid=b"ann", cn=b"  ", mail=()), NOW)
    assert (person.name, person.mails) == ("ann", ())


def test_bytes_that_are_no_text_do_no_harm():
    assert read_person(SETTINGS, entry(entryUUID=ID, uid=b"ann", cn=b"\xff\xfe"), NOW).name


@pytest.mark.parametrize("values", [(), (ID, ID), (b"not an id",), (b"\xff",)])
def test_without_exactly_one_stable_id_there_is_no_person(values):
    assert read_person(SETTINGS, entry(entryUUID=values, uid=b"ann"), NOW) is None


def test_a_binary_id_goes_there_and_back():
    raw = bytes(range(16))
    stable_id = read_stable_id("objectGUID", entry(objectGUID=raw))
    assert stable_id_value("objectGUID", stable_id) == raw
    assert read_stable_id("objectGUID", entry(objectGUID=raw[:15])) == ""


@pytest.mark.parametrize(
    ("attributes", "barred"),
    [
        ({}, False),
        ({"userAccountControl": b"512"}, False),
        ({"userAccountControl": b"514"}, True),
        ({"userAccountControl": b"66050"}, True),
        ({"accountExpires": b"0"}, False),
        ({"accountExpires": b"9223372036854775807"}, False),
        ({"accountExpires": b"134081280000000000"}, True),  # 2025
        ({"accountExpires": b"136000000000000000"}, False),  # 2031
        ({"accountExpires": b"junk", "userAccountControl": b""}, False),
    ],
)
def test_active_directory_s_own_fields_bar(attributes, barred):
    assert is_barred(entry(**attributes), NOW) is barred
