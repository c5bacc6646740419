"""A writer, approvers and a stranger; a live page that an administrator's load brought in."""

import pytest
from review_world import GROUP, question

from extranet.pages import PageDraft, load_pages, new_token, read_page
from extranet.review import send


@pytest.fixture
def ann(person):
    return person("Ann Author", "woking", ("author", "group", GROUP))


@pytest.fixture
def ben(person):
    return person("Ben Approver", "woking", ("approver", "group", GROUP))


@pytest.fixture
def cat(person):
    return person("Cat Approver", "guildford", ("approver", "group", GROUP))


@pytest.fixture
def stranger(person):
    return person("Olu Other", "elmbridge", ("approver", "group", "treasurers"))


@pytest.fixture
def administrator(person):
    return person("Pat Partner", "surrey", ("partnership_administrator", "partnership", ""))


@pytest.fixture
def make_live(site, administrator):
    """make_live("slug", title="…") brings a live page in, as an administrator's load does."""

    def make(slug="missed-bin", body="Say sorry.\n\nThe crew comes back.", **changes):
        report = load_pages(site, administrator, [(slug, PageDraft(question(**changes), body))])
        assert report.created == (slug,), report.refused
        return read_page(site, administrator, slug)

    return make


@pytest.fixture
def page(make_live):
    return make_live()


@pytest.fixture
def propose(site, page):
    """propose(actor, "the new text") sends a change of the page for review."""

    def make(actor, body="Say sorry.\n\nThe crew comes back tomorrow.", token="", base=None, **changes):
        now = read_page(site, actor, page.slug)
        draft = PageDraft({**now.metadata, "change_note": "Crews come back the next day now.", **changes}, body)
        return send(site, actor, now, now.slug, draft, base or now.number, token or new_token())

    return make
