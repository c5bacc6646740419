"""Made-up people of every role in every authority, the same at every start."""

import tomllib

import pytest

from extranet.actor import ROLES, Grant
from extranet.authorities import current_authorities
from extranet.demonstration import directory_tables, people_of, people_to_print
from extranet.demonstration.people import GROUPS, role_rules
from extranet.demonstration.settings_file import write_settings
from extranet.identity import directories_of
from extranet.identity.directory_settings import read_directories


@pytest.fixture
def slugs(site):
    return [one.slug for one in current_authorities(site)]


def roles_of(people):
    return {(words.partition("@")[0]) for one in people for group in one.groups for words in role_rules(one.authority)[group]}


def test_every_authority_has_advisers_an_author_an_approver_and_an_administrator(slugs):
    people = people_of(slugs)
    for slug in slugs:
        assert {"reader", "author", "approver", "authority_administrator"} <= roles_of(one for one in people if one.authority == slug)


def test_every_role_and_every_working_group_is_held_by_somebody(slugs):
    people = people_of(slugs)
    assert roles_of(people) == set(ROLES)
    for group in GROUPS:
        holders = {one.authority for one in people if any(name.startswith(group) for name in one.groups)}
        assert len(holders) >= 2


def test_there_is_one_partnership_administrator(slugs):
    assert len([one for one in people_of(slugs) if "partnership-administrators" in one.groups]) == 1


def test_guildford_writes_for_the_front_line_forum(slugs):
    assert any(one.authority == "guildford" and "front-line-forum-authors" in one.groups for one in people_of(slugs))


def test_names_are_told_apart_and_jsmith_is_two_people(slugs):
    people = people_of(slugs)
    assert len({one.name for one in people}) == len(people)
    assert len({(one.authority, one.login) for one in people}) == len(people)
    assert {one.authority for one in people if one.login == "jsmith"} == {"woking", "guildford"}


def test_the_same_list_gives_the_same_people(slugs):
    assert people_of(slugs) == people_of(slugs)


def test_those_printed_are_few_and_cover_the_roles(slugs):
    shown = people_to_print(people_of(slugs))
    assert len(shown) == 8
    assert (shown[0].authority, shown[0].what) == ("woking", "adviser")
    assert (shown[1].authority, shown[1].what) == ("guildford", "author of front-line-forum")
    assert {"reader", "author", "approver", "trainer", "specialist", "authority_administrator", "partnership_administrator"} <= roles_of(shown)


def test_the_settings_file_says_the_same_as_the_tables(slugs, tmp_path):
    tables = directory_tables({slug: 10_000 + place for place, slug in enumerate(slugs)})
    write_settings(tmp_path / "data" / "demonstration.toml", tables)
    assert tomllib.loads((tmp_path / "data" / "demonstration.toml").read_text())["directory"] == tables
    assert set(read_directories(tables)) == set(slugs)


def test_an_author_group_gives_the_author_s_role(slugs):
    settings = read_directories(directory_tables({"guildford": 10_000}))["guildford"]
    group = "cn=front-line-forum-authors,ou=groups,dc=guildford,dc=example"
    assert Grant("author", "group", "front-line-forum") in {rule.grant for rule in settings.roles if rule.group == group}


def test_a_site_without_directory_settings_has_no_directories(site):
    assert directories_of(site) == {}
