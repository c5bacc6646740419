"""Hand-written directories for every test in this folder, and a way to sign in."""

import pytest

from extranet.identity import sign_in as sign_in_action
from extranet.identity.directories import PART
from extranet.identity.model import SignInTry
from tests.contract.identity.fake_directory import FakeDirectory, fake_directory

ROLES = {
    "advisers": ["reader"],
    "forum-authors": ["author@group:front-line-forum"],
    "heads": ["authority_administrator", "approver@group:front-line-forum"],
}


@pytest.fixture
def directories(site) -> dict[str, FakeDirectory]:
    """Woking and Guildford, each with a jsmith of its own."""
    made = {slug: fake_directory(slug, ROLES) for slug in ("woking", "guildford")}
    made["woking"].add("jsmith", "woking pass", "Juniper Smith", ("advisers",), mails=("j.smith@woking.example",))
    made["guildford"].add("jsmith", "guildford pass", "Jasmine Smith", ("forum-authors",))
    site.part(PART, lambda: made)
    return made


@pytest.fixture
def attempt(site, directories):
    """attempt("jsmith", "woking pass") signs in at Woking."""

    def give(login, password, authority="woking", address="192.0.2.1", device=""):
        return sign_in_action(site, SignInTry(authority, login, password, address, device))

    return give
