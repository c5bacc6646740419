"""Tokens: shown once, hashed, scoped, ending."""

import pytest

from extranet.errors import BadInput, NotFound
from extranet.identity import actor_for_token, audit_entries, disable_person, enable_person, make_token
from extranet.identity.tables import token as token_table
from extranet.identity.tokens import revoke_token, tokens_of


@pytest.fixture
def who(person):
    return person("Ann Oakley", "woking", ("author", "group", "front-line-forum"))


def test_a_token_acts_as_its_person_within_its_scopes(site, who):
    actor = actor_for_token(site, make_token(site, who, "script", ["read"], 30))
    assert (actor.id, actor.grants, actor.token_scopes) == (who.id, who.grants, {"read"})


def test_the_secret_is_kept_nowhere(site, who):
    secret = make_token(site, who, "script", ["read"], 30)
    with site.db.reading() as connection:
        assert secret not in str(connection.execute(token_table.select()).all())
    assert secret not in str(audit_entries(site))


def test_it_ends_on_its_day(site, who, clock):
    secret = make_token(site, who, "script", ["read"], 1)
    clock.move(hours=23)
    assert actor_for_token(site, secret)
    clock.move(hours=1)
    assert actor_for_token(site, secret) is None


def test_a_revoked_token_opens_nothing(site, who):
    secret = make_token(site, who, "script", ["read"], 30)
    revoke_token(site, who, tokens_of(site, who)[0].id)
    assert actor_for_token(site, secret) is None


def test_nobody_revokes_another_person_s_token(site, who, person):
    make_token(site, who, "script", ["read"], 30)
    with pytest.raises(NotFound, match="no such token"):
        revoke_token(site, person("Bea Else", "guildford"), tokens_of(site, who)[0].id)


def test_tokens_die_with_the_account_and_do_not_come_back(site, who):
    secret = make_token(site, who, "script", ["read"], 30)
    disable_person(site, None, who.id)
    assert actor_for_token(site, secret) is None
    enable_person(site, None, who.id)
    assert actor_for_token(site, secret) is None


def test_its_last_use_is_seen(site, who):
    actor_for_token(site, make_token(site, who, "script", ["read"], 30))
    assert tokens_of(site, who)[0].used_at == site.clock.now()


@pytest.mark.parametrize("junk", ["", "ext_", "ext_x", "Bearer", "x" * 200, "ext_" + "é" * 30])
def test_junk_is_no_token(site, junk):
    assert actor_for_token(site, junk) is None


@pytest.mark.parametrize(
    ("name", "scopes", "days", "field"),
    [("", ["read"], 30, "name"), ("x", [], 30, "scopes"), ("x", ["all"], 30, "scopes"), ("x", ["read"], 0, "days"), ("x", ["read"], 367, "days")],
)
def test_a_wrong_wish_is_named(site, who, name, scopes, days, field):
    with pytest.raises(BadInput) as fault:
        make_token(site, who, name, scopes, days)
    assert fault.value.field == field
