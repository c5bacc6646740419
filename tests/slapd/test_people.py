"""The people that break careless code sign in, or do not, as written."""

from datetime import UTC, datetime

import pytest

from extranet.actor import Grant
from extranet.identity.authority_directory import LdapDirectory, PasswordRight, PasswordWrong
from extranet.identity.directory_groups import granted_by
from extranet.identity.directory_settings import read_directory
from tests.slapd.rig import SHAPES

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
BARRED = {"disabled", "expired"}
APPROVER = Grant("approver", "group", "front-line-forum")


@pytest.fixture(params=SHAPES)
def server(rig, request):
    return rig[request.param]


@pytest.fixture
def directory(server):
    return LdapDirectory(read_directory(server.authority, server.table()))


def test_every_person_signs_in_or_is_barred_as_written(server, directory):
    for one in server.people:
        answer = directory.check(one.login, one.password.encode(), NOW)
        if one.login in BARRED:
            assert answer == PasswordWrong("barred")
        else:
            assert answer.person.stable_id == one.stable_id(server.authority).hex


def test_two_people_with_one_address_are_both_refused_by_it(server, directory):
    assert directory.check(f"twin@{server.authority}.example", b"twin pass", NOW) == PasswordWrong("several")


def test_a_password_keeps_its_spaces(directory):
    assert isinstance(directory.check("spaces", b"  leading and trailing  ", NOW), PasswordRight)
    assert directory.check("spaces", b"leading and trailing", NOW) == PasswordWrong("password")


def test_an_id_that_looks_like_a_filter_escape_is_found(server, directory):
    stable_id = server.person("slashid").stable_id(server.authority).hex
    assert directory.find_by_id(stable_id, NOW).login == "slashid"


def test_nested_groups_count_where_nesting_is_on_and_circles_end(server, directory):
    person = directory.find("nested", NOW)
    is_approver = APPROVER in granted_by(directory.settings.roles, person.groups)
    assert is_approver == (server.shape.nested == "walk")


def test_a_group_called_1e3_is_not_the_group_called_1000(directory):
    person = directory.find("jsmith", NOW)
    grants = granted_by(directory.settings.roles, person.groups)
    assert Grant("partnership_administrator", "partnership") not in grants


def test_no_referral_is_ever_followed(rig, directory):
    directory.check("jsmith", b"wrong", NOW)
    directory.everyone(NOW)
    assert rig.rogue.calls() == 0


def test_a_right_password_of_one_authority_is_wrong_in_another(rig):
    woking, guildford = rig["woking"], rig["guildford"]
    directory = LdapDirectory(read_directory("guildford", guildford.table()))
    assert directory.check("jsmith", woking.person("jsmith").password.encode(), NOW) == PasswordWrong("password")
