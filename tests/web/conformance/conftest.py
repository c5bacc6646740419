"""Pages to count, and people of several groups."""

import pytest
from conformance_pages import live

from extranet.pages import create_page


@pytest.fixture
def author(person):
    return person("Ann Oakley", "woking", ("author", "group", "front-line-forum"))


@pytest.fixture
def two_pages(site, author):
    """One that conforms, and one with a warning."""
    return create_page(site, author, live("Missed bin"), "missed-bin"), create_page(
        site, author, live("Bulky waste", body="Utilise the form.\n"), "bulky-waste"
    )
