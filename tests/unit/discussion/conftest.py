"""A page to talk about, and people who talk."""

import pytest

from extranet.actor import Grant
from extranet.identity import actor_by_id, add_person, grant
from extranet.pages import PageDraft, create_page
from tests.access_world import FIELDS, GROUP


@pytest.fixture
def member(site):
    """member("Ann Oakley", "woking", "approver") is somebody with that role in the Front Line Forum, or with none."""

    def make(name, authority="woking", role=""):
        made = add_person(site, authority, f"id-{name}-{authority}", name.lower().replace(" ", "."), name, f"{name.split()[0].lower()}@{authority}.example")
        if role:
            grant(site, None, made.id, Grant(role, "group", GROUP))
        return actor_by_id(site, made.id)

    return make


@pytest.fixture
def author(member):
    return member("Olu Writer", "guildford", "author")


@pytest.fixture
def approver(member):
    return member("Una Approver", "guildford", "approver")


@pytest.fixture
def ann(member):
    return member("Ann Oakley")


@pytest.fixture
def page(site, author):
    return create_page(site, author, PageDraft(FIELDS, "## What to say\n\nSay sorry first. The crew **comes back** within two days.\n"), "missed-bin")
