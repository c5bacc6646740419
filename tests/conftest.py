"""Fixtures every suite may use: a site on a fresh database, its app, people who are signed in.

The tables are made once for the whole run, by the real migrations, and copied
for each test.
"""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extranet.actor import Grant
from extranet.app import build_site, create_app, prepare
from extranet.clock import FixedClock
from extranet.settings import Settings, replace_settings
from tests.postgres_server import database, postgres_template, postgres_url  # noqa: F401  (fixtures)

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def pytest_addoption(parser):
    parser.addoption("--browser", action="store_true", help="also run the tests in a real Chromium")
    parser.addoption("--postgres", action="store_true", help="run every test that asks for a site over PostgreSQL")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--browser") or os.environ.get("CI"):
        return
    skip = pytest.mark.skip(reason="browser tests run with --browser, and always in CI")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def made_database(tmp_path_factory) -> Path:
    """A SQLite file with every table and the authorities in it."""
    folder = tmp_path_factory.mktemp("made")
    site = build_site(Settings(data=folder, secret_key="for tests only"), FixedClock(NOW))
    prepare(site)
    site.db.close()
    return folder / "extranet.sqlite"


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data=tmp_path / "data", secret_key="for tests only", public_url="http://localhost", log_level="WARNING")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def fresh_database(request, made_database):
    """fresh_database(folder) is the URL of a database with every table and the authorities in it, for a site with this data folder."""
    if request.config.getoption("--postgres"):
        database = request.getfixturevalue("database")
        return lambda _folder: database()

    def copy(folder):
        shutil.copy(made_database, folder / "extranet.sqlite")
        return ""

    return copy


@pytest.fixture
def site(settings, clock, fresh_database):
    settings.data_dir.mkdir(parents=True)
    site = build_site(replace_settings(settings, database_url=fresh_database(settings.data_dir)), clock)
    yield site
    site.close()


@pytest.fixture
def app(site):
    app = create_app(site=site)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def person(site):
    """person("Ann Oakley", "woking", ("author", "group", "front-line-forum")) makes an Actor, kept in the database."""
    from extranet.identity import actor_by_id, add_person, grant

    def make(name="Ann Oakley", authority="woking", *grants):
        made = add_person(site, authority=authority, directory_id=f"id-{name}", login_name=name.lower(), name=name)
        for one in grants:
            grant(site, None, made.id, Grant(*one))
        return actor_by_id(site, made.id)

    return make


@pytest.fixture
def sign_in(site):
    """sign_in(client, actor) opens a real session, as a sign-in would, and puts its cookie on the client."""
    from extranet.identity import open_session
    from extranet.identity.views import cookie_name

    def give(client, actor):
        session_id = open_session(site, actor.id, address="127.0.0.1", agent="tests")
        client.set_cookie(cookie_name(site), session_id, domain="localhost")
        return client

    return give
