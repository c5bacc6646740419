"""Sites that hold chosen plugins, and people of different rights signed in to them."""

import pytest
from plugin_people import person_of

from extranet.app import build_site, create_app, prepare
from extranet.settings import Settings


@pytest.fixture
def site_with(tmp_path, clock, fresh_database):
    """site_with(plugin, …) is a fresh site with only these plugins, its tables made."""
    made = []

    def make(*plugins):
        folder = tmp_path / f"site-{len(made)}"
        folder.mkdir()
        kept = {"data": folder, "database_url": fresh_database(folder), "secret_key": "for tests only"}
        site = build_site(Settings(**kept, public_url="http://localhost", log_level="WARNING"), clock, list(plugins))
        prepare(site)
        made.append(site)
        return site

    yield make
    for site in made:
        site.close()


@pytest.fixture
def app_of():
    """app_of(site) is its web application, forms without tokens."""

    def make(site):
        app = create_app(site=site)
        app.config["WTF_CSRF_ENABLED"] = False
        return app

    return make


@pytest.fixture
def client_of(sign_in_to):
    """client_of(app, site, *grants) is a client with a person of these grants signed in; None for a visitor."""

    def make(app, site, *grants, visitor=False):
        client = app.test_client()
        return client if visitor else sign_in_to(client, site, person_of(site, *grants))

    return make


@pytest.fixture
def sign_in_to():
    from extranet.identity import open_session
    from extranet.identity.views import cookie_name

    def give(client, site, actor):
        client.set_cookie(cookie_name(site), open_session(site, actor.id, address="127.0.0.1", agent="tests"), domain="localhost")
        return client

    return give
