"""Hand-written directories behind the real pages."""

import pytest

from extranet.identity.directories import PART
from tests.contract.identity.fake_directory import fake_directory

ROLES = {"advisers": ["reader"], "forum-authors": ["author@group:front-line-forum"]}


@pytest.fixture
def directories(site):
    made = {slug: fake_directory(slug, ROLES) for slug in ("woking", "guildford")}
    made["woking"].add("jsmith", "woking pass", "Juniper Smith", ("advisers",), mails=("j.smith@woking.example",))
    made["guildford"].add("jsmith", "guildford pass", "Jasmine Smith", ("forum-authors",))
    site.part(PART, lambda: made)
    return made


@pytest.fixture
def client(directories, client):
    return client


@pytest.fixture
def submit(client):
    """submit(name="jsmith", password="…") sends the sign-in form of Woking."""

    def give(**fields):
        return client.post("/-/login", data={"authority": "woking", "name": "jsmith", "password": "woking pass", **fields})

    return give
