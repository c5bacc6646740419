"""A site with the plugin alone, and its world."""

import pytest
from training_world import World

from extranet_plugins.customer_care_training import plugin


@pytest.fixture
def site(site_with):
    return site_with(plugin)


@pytest.fixture
def world(site):
    return World(site)


@pytest.fixture
def app(site, app_of):
    return app_of(site)


@pytest.fixture
def signed_in(app, site, sign_in_to):
    """signed_in(actor) is a client with that person signed in."""
    return lambda actor: sign_in_to(app.test_client(), site, actor)
