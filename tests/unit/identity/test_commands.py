"""`extranet user` and `extranet directory` as an operator types them."""

import json

import pytest
from click.testing import CliRunner

from extranet.demonstration import people_of, start_directories
from extranet.identity import actor_for_token, list_people, person_by_id
from extranet.identity.authority_directory import LdapDirectory
from extranet.identity.cli import directory, user
from extranet.identity.directories import PART
from extranet.identity.directory_settings import read_directories
from tests.contract.identity.fake_directory import fake_directory


@pytest.fixture
def run(site):
    def give(command, *words):
        return CliRunner().invoke(command, words, obj=lambda: site)

    return give


@pytest.fixture
def ann(person):
    return person("Ann Oakley", "woking")


def test_people_are_listed_for_reading_and_for_programs(run, ann):
    assert "Ann Oakley" in run(user, "list").output
    assert json.loads(run(user, "list", "--authority", "woking", "--json").output)[0]["state"] == "active"
    assert json.loads(run(user, "list", "--authority", "guildford", "--json").output) == []


def test_a_role_is_given_shown_with_its_giver_and_taken_back(run, ann):
    assert run(user, "grant", "woking", "ann oakley", "author@group:front-line-forum", "--because", "new post").exit_code == 0
    shown = run(user, "show", "woking", "ann oakley").output
    assert "author@group:front-line-forum" in shown
    assert "given by command line" in shown
    assert run(user, "revoke", "woking", "ann oakley", "author@group:front-line-forum").exit_code == 0
    assert json.loads(run(user, "show", "woking", "ann oakley", "--json").output)["grants"] == []


def test_a_role_that_does_not_exist_is_wrong_usage(run, ann):
    result = run(user, "grant", "woking", "ann oakley", "king")
    assert result.exit_code == 2
    assert "there is no role 'king'" in result.output


def test_a_person_is_switched_off_and_on(run, ann, site):
    run(user, "disable", "woking", "ann oakley")
    assert person_by_id(site, ann.id).state == "admin_blocked"
    run(user, "enable", "woking", "ann oakley")
    assert person_by_id(site, ann.id).is_active


def test_a_token_is_printed_once(run, ann, site):
    secret = run(user, "token", "woking", "ann oakley", "loader", "--write", "--days", "5").output.strip()
    assert actor_for_token(site, secret).token_scopes == {"read", "write"}


@pytest.fixture(scope="module")
def running():
    made = start_directories(["woking"])
    yield made
    made.stop()


def test_a_good_directory_is_walked_through_to_the_roles(run, site, running):
    settings = read_directories(running.tables())
    site.part(PART, lambda: {slug: LdapDirectory(one) for slug, one in settings.items()})
    result = run(directory, "test", "woking", "--login", people_of(["woking"])[0].login)
    assert result.exit_code == 0
    assert [line.split()[1].rstrip(":") for line in result.output.splitlines() if line.startswith("ok")] == [
        "connect", "TLS", "service", "search", "person", "groups", "roles",
    ]  # fmt: skip
    assert "reader @ authority woking" in result.output


@pytest.mark.parametrize(
    ("change", "step", "words"),
    [
        ({"port": 1}, "connect", "does not answer"),
        ({"service_password": "old"}, "service bind", "Check service_dn"),
        ({"people_base": "ou=nowhere,dc=woking,dc=example"}, "search", "Check people_base"),
        ({"person_filter": "(objectClass=robot)"}, "search", "nobody below"),
        ({"id_attribute": "objectGUID"}, "person", "has no single objectGUID"),
    ],
)
def test_the_step_that_fails_is_named_with_what_to_do(run, site, running, change, step, words):
    table = running.tables()["woking"] | change
    site.part(PART, lambda: {"woking": LdapDirectory(read_directories({"woking": table})["woking"])})
    result = run(directory, "test", "woking")
    assert result.exit_code == 1
    assert f"FAIL {step}" in result.output
    assert words in result.output


def test_an_unknown_authority_has_no_directory(run, site):
    result = run(directory, "test", "atlantis")
    assert result.exit_code == 1
    assert "[directory.atlantis]" in result.output


@pytest.fixture
def woking(site):
    made = fake_directory("woking", {"advisers": ["reader"]})
    made.add("jsmith", "pass", "Juniper Smith", ("advisers",))
    site.part(PART, lambda: {"woking": made})
    return made


def test_a_sync_says_what_it_would_do_and_then_does_it(run, site, woking):
    tried = run(directory, "sync", "woking", "--dry-run")
    assert (tried.exit_code, list_people(site)) == (0, [])
    assert "joined   Juniper Smith: reader in woking" in tried.output
    assert "nothing was changed" in tried.output
    done = json.loads(run(directory, "sync", "woking", "--json").output)
    assert (done["outcome"], done["counts"]["joined"]) == ("done", 1)
    assert [one.login for one in list_people(site)] == ["jsmith"]


def test_a_sync_that_fails_or_is_braked_ends_with_1_and_its_reason(run, site, woking):
    for number in range(9):
        woking.add(f"person{number}", "pass", groups=("advisers",))
    run(directory, "sync", "woking")
    woking.people = woking.people[:1]
    braked = run(directory, "sync", "woking")
    assert braked.exit_code == 1
    assert "9 of 10 people would lose their access" in braked.output
    assert run(directory, "sync", "woking", "--allow-leavers", "9").exit_code == 0
    woking.is_silent = True
    assert run(directory, "sync", "woking").exit_code == 1
    assert run(directory, "sync", "guildford").exit_code == 1


def test_a_break_glass_account_is_made_listed_and_removed(run, site):
    made = run(user, "break-glass", "create", "Night watch").output
    assert "otpauth://totp/" in made
    assert made.count("-") >= 10
    assert "Night watch" in run(user, "break-glass", "list").output
    assert "never used" in run(user, "break-glass", "list").output
    assert run(user, "break-glass", "remove", "night watch").exit_code == 0
    assert run(user, "break-glass", "list").output == ""
