"""Sign-in and sync against a real Active Directory domain (Samba), with what Windows does differently from OpenLDAP."""

import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extranet.actor import Grant
from extranet.identity.authority_directory import DirectoryUnavailable, LdapDirectory, PasswordRight, PasswordWrong
from extranet.identity.directory_check import check_directory
from extranet.identity.directory_groups import granted_by
from extranet.identity.directory_settings import read_directory
from extranet.identity.sync_runs import DONE, ask_for_sync, run_sync
from extranet.settings import replace_settings
from tests.samba.domain import BASE, PASSWORD, Domain, missing

NOW = datetime.now(UTC)
pytestmark = pytest.mark.xdist_group("samba")  # one domain for all of them


@pytest.fixture(scope="module")
def domain():
    """One domain for the module. Skipped by name at home; in CI a missing one is a failure."""
    if why := missing():
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    made = Domain()
    yield made
    made.close()


@pytest.fixture
def directory(domain):
    return LdapDirectory(read_directory("woking", domain.table()))


@pytest.fixture
def check(domain, directory):
    return lambda login, password=PASSWORD: domain.inside(lambda: directory.check(login, password.encode(), NOW))


def modify(domain, dn, **changes):
    domain.change(lambda connection: connection.modify(dn, {name: [("MODIFY_REPLACE", [value])] for name, value in changes.items()}))


@pytest.mark.parametrize("login", ["jsmith", "JSMITH", "jsmith@woking.example", "WOKING\\jsmith"])
def test_people_sign_in_by_account_name_and_by_principal_name(check, login):
    answer = check(login)
    assert isinstance(answer, PasswordRight)
    assert answer.person.name == "Juniper Smith"


def test_wrong_unknown_disabled_and_expired_are_all_refused(check):
    assert check("jsmith", "wrong") == PasswordWrong("password")
    assert check("nobody") == PasswordWrong("unknown")
    assert isinstance(check("disabled"), PasswordWrong)
    assert isinstance(check("expired"), PasswordWrong)


def test_a_password_that_must_be_changed_is_told_only_after_the_right_one(check):
    assert check("mustchange") == PasswordWrong("must change")
    assert check("mustchange", "wrong") == PasswordWrong("password")


def test_groups_within_groups_give_roles(check, directory):
    granted = granted_by(directory.settings.roles, check("nested").person.groups)
    assert Grant("approver", "group", "front-line-forum") in granted


def test_another_name_account_name_and_folder_keep_the_person(domain, directory, check):
    before = check("jsmith").person
    dn, moved = f"CN=jsmith,OU=Staff,{BASE}", f"CN=jones,OU=Moved,OU=Staff,{BASE}"
    modify(domain, dn, sAMAccountName=b"jjones", displayName=b"Juniper Jones", userPrincipalName=b"jjones@woking.example")
    domain.change(lambda connection: connection.modify_dn(dn, "CN=jones", new_superior=f"OU=Moved,OU=Staff,{BASE}"))
    found = domain.inside(lambda: directory.find_by_id(before.stable_id, NOW))
    assert (found.stable_id, found.login, found.name) == (before.stable_id, "jjones", "Juniper Jones")
    modify(domain, moved, sAMAccountName=b"jsmith", displayName=b"Juniper Smith", userPrincipalName=b"jsmith@woking.example")
    domain.change(lambda connection: connection.modify_dn(moved, "CN=jsmith", new_superior=f"OU=Staff,{BASE}"))


def test_a_sync_finds_joiners_and_whoever_was_disabled(domain, site):
    connected = replace(site, settings=replace_settings(site.settings, directory={"woking": domain.table()}), _parts={})

    def sync():
        return domain.inside(lambda: run_sync(connected, ask_for_sync(connected, "woking", "tests", is_preview=False)))

    first = sync()
    assert (first.outcome, first.counts["joined"]) == (DONE, 2)
    modify(domain, f"CN=nested,OU=Staff,{BASE}", userAccountControl=b"514")
    second = sync()
    assert [line[:2] for line in second.lines] == [("left", "Nested")]
    modify(domain, f"CN=nested,OU=Staff,{BASE}", userAccountControl=b"512")
    assert [line[0] for line in sync().lines] == ["back"]


def test_plain_port_389_is_refused_as_trouble_and_not_as_a_wrong_password(domain):
    plain = LdapDirectory(read_directory("woking", domain.table(hosts=["127.0.0.1"], tls="none")))
    with pytest.raises(DirectoryUnavailable, match="strongerAuthRequired"):
        domain.inside(lambda: plain.check("jsmith", PASSWORD.encode(), NOW))


def test_starttls_serves_as_well(domain):
    directory = LdapDirectory(read_directory("woking", domain.table(tls="starttls")))
    assert isinstance(domain.inside(lambda: directory.check("jsmith", PASSWORD.encode(), NOW)), PasswordRight)


def test_the_domains_root_as_base_returns_references_that_are_not_followed(domain):
    directory = LdapDirectory(read_directory("woking", domain.table(people_base=BASE)))
    assert isinstance(domain.inside(lambda: directory.check("jsmith", PASSWORD.encode(), NOW)), PasswordRight)
    assert len(domain.inside(lambda: directory.everyone(NOW))) >= 6


def test_the_check_of_a_directory_walks_to_the_end(domain):
    settings = read_directory("woking", domain.table())
    steps = domain.inside(lambda: list(check_directory(settings, "nested", NOW)))
    assert all(step.is_good for step in steps)
    assert [step.name for step in steps] == ["connect", "TLS", "service bind", "search", "person", "groups", "roles"]
