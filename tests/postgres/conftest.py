"""Tests that always run over PostgreSQL."""

import pytest

from extranet.app import build_site
from extranet.settings import replace_settings


@pytest.fixture
def site(settings, clock, database):
    """A site over a PostgreSQL database of its own."""
    site = build_site(replace_settings(settings, database_url=database()), clock)
    yield site
    site.close()
