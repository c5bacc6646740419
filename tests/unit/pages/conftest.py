"""People who write, and a page that keeps every rule of the standard."""

import pytest
from pages_drafts import GROUP, question

from extranet.actor import Actor, Grant
from extranet.pages import PageDraft, create_page


@pytest.fixture
def author():
    return Actor(1, "Ann Oakley", "surrey-heath", frozenset({Grant("author", "group", GROUP)}))


@pytest.fixture
def stranger():
    return Actor(2, "Olu Other", "elmbridge", frozenset({Grant("author", "group", "gis-users-group")}))


@pytest.fixture
def administrator():
    return Actor(3, "Pat Partner", "surrey", frozenset({Grant("partnership_administrator", "partnership", "")}))


@pytest.fixture
def missed_bin(site, author):
    return create_page(site, author, PageDraft(question(), "Say sorry. See [[bulky-waste]] and {{fact:waste.window}}."), "missed-bin")
