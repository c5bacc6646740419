"""A site with the desk alone, its app, and people signed in to it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from extranet_plugins.front_line_forum import plugin  # noqa: E402


@pytest.fixture
def site(site_with):
    return site_with(plugin)


@pytest.fixture
def app(site, app_of):
    return app_of(site)


@pytest.fixture
def client_for(app, site, sign_in_to):
    """client_for(actor) is a client with this person signed in."""
    return lambda actor: sign_in_to(app.test_client(), site, actor)
