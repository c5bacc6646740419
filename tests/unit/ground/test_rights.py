"""One place decides; default is refuse."""

import pytest

from extranet.actor import Actor, Grant
from extranet.rights import Allowed, is_readable, may, reading_key, reading_keys

READER = Actor(1, "Rae", "woking")
MEMBER = Actor(2, "Mo", "woking", frozenset({Grant("reader", "group", "gis-users-group")}))
AUTHOR = Actor(3, "Ann", "guildford", frozenset({Grant("author", "group", "front-line-forum")}))
PARTNERSHIP = Actor(4, "Pat", "surrey", frozenset({Grant("partnership_administrator", "partnership")}))
GUEST = Actor(5, "Gus", "partner", frozenset({Grant("reader", "group", "gis-users-group")}), is_guest=True)


@pytest.mark.parametrize(
    ("actor", "key", "readable"),
    [
        (None, "public", True),
        (None, "all", False),
        (READER, "all", True),
        (READER, "authority:woking", True),
        (READER, "authority:guildford", False),
        (READER, "group:gis-users-group", False),
        (READER, "edit:front-line-forum", False),
        (MEMBER, "group:gis-users-group", True),
        (MEMBER, "edit:gis-users-group", False),
        (AUTHOR, "edit:front-line-forum", True),
        (AUTHOR, "edit:gis-users-group", False),
        (PARTNERSHIP, "edit:gis-users-group", True),
        (PARTNERSHIP, "authority:woking", True),
        (GUEST, "all", False),
        (GUEST, "authority:partner", False),
        (GUEST, "group:gis-users-group", True),
        (READER, "a key of another time", False),
    ],
)
def test_reading_goes_by_keys(actor, key, readable):
    assert is_readable(actor, key) is readable


def test_a_page_that_is_not_live_is_open_to_those_who_may_edit_it_only():
    assert reading_key("public", "woking", "front-line-forum", "draft") == "edit:front-line-forum"
    assert reading_key("public", "woking", "front-line-forum", "live") == "public"
    assert reading_key("team", "woking", "front-line-forum", "live") == "group:front-line-forum"


def test_an_unknown_audience_is_an_error():
    with pytest.raises(ValueError, match="is not an audience"):
        reading_key("everybody", "woking", "front-line-forum", "live")


def test_a_visitor_holds_one_key():
    assert reading_keys(None) == {"public"}


class FakeSite:
    def __init__(self, **rules):
        self.rules_given = {name.replace("_", "."): rule for name, rule in rules.items()}
        self.hooks = self

    def rules(self):
        return [self.rules_given]

    def part(self, name, make):
        return make()


def test_a_rule_that_fails_refuses():
    site = FakeSite(page_edit=lambda actor, thing: 1 / 0)
    assert not may(site, READER, "page.edit")


def test_an_act_nobody_declared_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        may(FakeSite(), READER, "page.fly")


def test_a_token_that_may_only_read_cannot_do_more_than_its_owner_reading():
    site = FakeSite(page_edit=lambda actor, thing: Allowed(), page_read=lambda actor, thing: Allowed())
    token = Actor(3, "Ann", "guildford", token_scopes=frozenset({"read"}))
    assert may(site, AUTHOR, "page.edit")
    assert not may(site, token, "page.edit")
    assert may(site, token, "page.read")
