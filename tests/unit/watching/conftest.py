"""People who watch and a page to watch."""

import pytest

from extranet.actor import Grant
from extranet.identity import actor_by_id, add_person, grant
from extranet.mail.actions import outbox
from extranet.pages import PageDraft, create_page, read_page, save_page
from tests.access_world import FIELDS, GROUP


@pytest.fixture
def member(site):
    """member("ann") is somebody with a mail address, of Woking, who may write for the Front Line Forum when asked for."""

    def make(login, authority="woking", writes=False, mail=None):
        made = add_person(site, authority, f"id-{login}", login, login.title(), f"{login}@{authority}.example" if mail is None else mail)
        if writes:
            grant(site, None, made.id, Grant("author", "group", GROUP))
        return actor_by_id(site, made.id)

    return make


@pytest.fixture
def author(member):
    return member("olu", "guildford", writes=True)


@pytest.fixture
def ann(member):
    return member("ann")


@pytest.fixture
def page(site, author):
    return create_page(site, author, PageDraft(FIELDS, "Text."), "missed-bin")


@pytest.fixture
def save(site, author):
    """save("missed-bin", update_type="minor") saves the page anew with these fields changed."""

    def save(slug="missed-bin", by=None, **changes):
        page = read_page(site, by or author, slug)
        changes = {"update_type": "major", "change_note": "The window is three days now."} | changes
        return save_page(site, by or author, slug, PageDraft({**page.metadata, **changes}, page.body + "\n\nMore."), page.number)

    return save


@pytest.fixture
def letters(site):
    """Every letter in the outbox, the oldest first."""
    return lambda: list(reversed(outbox(site, "waiting").letters))
