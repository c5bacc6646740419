"""Filters cannot be broken out of, and DNs compare as directories compare them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extranet.identity.directory import DirectoryTrouble, _as_trouble
from extranet.identity.directory_words import equals, escape, normal_dn


@pytest.mark.parametrize("value", ["*", ")(uid=*", "a\\2a", "\x00", "é", "*)(|(objectClass=*)", b"\x5c\x32\x36", "&|!=<>~/"])
def test_nothing_in_a_value_can_mean_anything_in_a_filter(value):
    assert not set(escape(value)) & set("*()\x00&|!=<>~/ ")


@given(st.text())
def test_an_escaped_value_reads_back_as_itself(value):
    value = "".join(letter for letter in value if not "\ud800" <= letter <= "\udfff")
    pieces = escape(value).split("\\")
    raw = pieces[0].encode() + b"".join(bytes.fromhex(piece[:2]) + piece[2:].encode() for piece in pieces[1:])
    assert raw == value.encode()


def test_a_filter_names_attribute_and_value():
    assert equals("uid", "o'brien") == "(uid=o\\27brien)"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CN=Front Line,OU=Groups,DC=x", "cn=front line, ou=groups, dc=x"),
        (r"cn=a\, b,dc=x", r"cn=a\2c b,dc=x"),
        (r"cn=Caf\C3\A9,dc=x", "cn=café,dc=x"),
        ("cn=two  spaces,dc=x", "cn=two spaces,dc=x"),
    ],
)
def test_spellings_of_one_dn_are_one(one, other):
    assert normal_dn(one) == normal_dn(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cn=1e3,dc=x", "cn=1000,dc=x"),
        ("cn=01000,dc=x", "cn=1000,dc=x"),
        ("cn=１０００,dc=x", "cn=1000,dc=x"),
        (r"cn=a\,dc=b,dc=x", "cn=a,dc=b,dc=x"),
    ],
)
def test_names_that_only_look_alike_stay_apart(one, other):
    assert normal_dn(one) != normal_dn(other)


@pytest.mark.parametrize("junk", ["", "no dn", "=", "cn", ",,,"])
def test_what_is_no_dn_equals_nothing(junk):
    assert normal_dn(junk) == ""


def test_any_fault_below_becomes_trouble_of_the_directory():
    for fault in (OSError("x"), IndexError("x"), RecursionError("x"), ValueError("x")):
        with pytest.raises(DirectoryTrouble, match="search"), _as_trouble("search"):
            raise fault
