"""Who may give which role, switch whom off, and that it is written down."""

import pytest

from extranet.actor import Grant
from extranet.errors import BadInput, Forbidden, NotFound
from extranet.identity import actor_by_id, audit_entries, disable_person, grant, held_grants, person_by_id, revoke

READER = Grant("reader", "authority", "woking")
AUTHOR = Grant("author", "group", "front-line-forum")
PARTNERSHIP = Grant("partnership_administrator", "partnership")


@pytest.fixture
def adviser(person):
    return person("Ann Adviser", "woking")


@pytest.fixture
def head(person):
    return person("Hal Head", "woking", ("authority_administrator", "authority", "woking"))


@pytest.fixture
def ruler(person):
    return person("Ros Ruler", "surrey", ("partnership_administrator", "partnership", ""))


def test_a_role_given_by_hand_carries_date_giver_and_reason(site, adviser, head):
    grant(site, head, adviser.id, READER, "covers the desk")
    (held,) = held_grants(site, adviser.id)
    assert (held.grant, held.source, held.giver, held.because, held.given_at) == (READER, "hand", "Hal Head", "covers the desk", site.clock.now())


def test_giving_twice_changes_nothing(site, adviser, ruler):
    grant(site, ruler, adviser.id, AUTHOR)
    grant(site, ruler, adviser.id, AUTHOR)
    assert actor_by_id(site, adviser.id).grants == {AUTHOR}


def test_a_role_is_taken_back(site, adviser, ruler):
    grant(site, ruler, adviser.id, AUTHOR)
    revoke(site, ruler, adviser.id, AUTHOR)
    assert actor_by_id(site, adviser.id).grants == frozenset()
    with pytest.raises(NotFound, match="by hand"):
        revoke(site, ruler, adviser.id, AUTHOR)


@pytest.mark.parametrize("role", [AUTHOR, PARTNERSHIP, Grant("reader", "authority", "guildford")])
def test_an_authority_s_administrator_gives_no_role_beyond_it(site, adviser, head, role):
    with pytest.raises(Forbidden):
        grant(site, head, adviser.id, role)
    assert actor_by_id(site, adviser.id).grants == frozenset()


def test_an_authority_s_administrator_changes_nobody_of_another(site, person, head):
    stranger = person("Sid Stranger", "guildford")
    with pytest.raises(Forbidden):
        disable_person(site, head, stranger.id)
    assert person_by_id(site, stranger.id).is_active


def test_an_authority_s_administrator_cannot_switch_off_the_partnership_s(site, person, head):
    above = person("Abe Above", "woking", ("partnership_administrator", "partnership", ""))
    with pytest.raises(Forbidden):
        disable_person(site, head, above.id)


def test_an_approver_gives_the_roles_of_their_own_group_only(site, person, adviser):
    approver = person("Pat Approver", "guildford", ("approver", "group", "front-line-forum"))
    grant(site, approver, adviser.id, AUTHOR)
    with pytest.raises(Forbidden):
        grant(site, approver, adviser.id, Grant("author", "group", "treasurers"))


def test_an_adviser_gives_nothing_not_even_to_themselves(site, adviser):
    for role in (READER, AUTHOR, PARTNERSHIP):
        with pytest.raises(Forbidden):
            grant(site, adviser, adviser.id, role)


def test_nobody_switches_themselves_off(site, ruler):
    with pytest.raises(BadInput, match="yourself"):
        disable_person(site, ruler, ruler.id)


def test_everything_is_in_the_audit_log(site, adviser, ruler):
    grant(site, ruler, adviser.id, AUTHOR)
    revoke(site, ruler, adviser.id, AUTHOR)
    disable_person(site, ruler, adviser.id, "left")
    shown = [(one["act"], one["actor_name"], one["thing"], one["detail"]) for one in audit_entries(site)[:3]]
    assert shown == [
        ("person.disabled", "Ros Ruler", "Ann Adviser", "left"),
        ("role.revoked", "Ros Ruler", "Ann Adviser", "author@group:front-line-forum"),
        ("role.granted", "Ros Ruler", "Ann Adviser", "author@group:front-line-forum"),
    ]


def test_no_entry_can_look_like_two(site):
    from extranet.identity import record

    with site.db.writing() as tx:
        record(tx, site, None, "test.act", "a\nforged line", "b\r\nact=\u2028other")
    entry = audit_entries(site)[0]
    assert (entry["thing"], entry["detail"].split()) == ("a forged line", ["b", "act=", "other"])
