"""Who is answered what: every address and API operation of core and plugins, for every kind of person, exactly as written.

The tables are tests/access_rows.py and, for a plugin, access_rows.py in the plugin's own tests. An address without a row
fails, and so does a row that leads nowhere.
"""

import shutil
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from werkzeug.exceptions import HTTPException

from extranet.app import build_site, create_app
from extranet.clock import FixedClock
from extranet.identity.views import cookie_name
from extranet.settings import Settings
from tests.access_world import DIRECTORIES, ROLES, Row, World, bodies_of, make_world, parts_with_rows, rows_of
from tests.conftest import NOW

pytestmark = pytest.mark.xdist_group("access matrix")  # its world is made once


@dataclass
class Matrix:
    """The app with its world, and a copy of the database to begin again from."""

    site: Any
    app: Any
    world: World
    rows: list[Row]
    bodies: dict[str, dict[str, Any]]
    pristine: Any

    def ask(self, row: Row, role: str) -> int:
        """The status this role is answered; what the request changed is undone."""
        client = self.app.test_client()
        is_api = row.path.startswith("/api/")
        headers = {"Authorization": f"Bearer {self.world.tokens[role]}"} if is_api and role in self.world.tokens else {}
        if not is_api and role in self.world.cookies:
            client.set_cookie(cookie_name(self.site), self.world.cookies[role], domain="localhost")
        sent = dict(self.bodies.get(row.body, {}))
        if files := sent.pop("files", None):
            sent["data"] = {field: (BytesIO(content), name) for field, (content, name) in files.items()}
        answer = client.open(self.path_of(row), method=row.method, headers=headers | sent.pop("headers", {}), buffered=True, **sent)
        if row.method != "GET":
            self.begin_again()
        return answer.status_code

    def path_of(self, row: Row) -> str:
        """`{same}` in a path is the id of that person."""
        return row.path.format(**self.world.ids)

    def begin_again(self) -> None:
        self.site.db.close()
        for ending in ("-wal", "-shm"):
            self.site.db.path.with_name(self.site.db.path.name + ending).unlink(missing_ok=True)
        shutil.copy(self.pristine, self.site.db.path)
        self.site.cache.forget()

    def endpoint_of(self, row: Row) -> str | None:
        try:
            return self.app.url_map.bind("localhost").match(self.path_of(row).partition("?")[0], method=row.method)[0]
        except HTTPException:
            return None


@pytest.fixture(scope="module")
def matrix(tmp_path_factory, made_database):
    folder = tmp_path_factory.mktemp("matrix")
    shutil.copy(made_database, folder / "extranet.sqlite")
    settings = Settings(data=folder, secret_key="for tests only", public_url="http://localhost", log_level="ERROR", directory=DIRECTORIES)
    site = build_site(settings, FixedClock(NOW))
    parts = parts_with_rows(site)
    world = make_world(site, parts)
    app = create_app(site=site)
    app.config["WTF_CSRF_ENABLED"] = False
    site.db.close()
    pristine = folder / "pristine.sqlite"
    shutil.copy(site.db.path, pristine)
    yield Matrix(site, app, world, rows_of(parts), bodies_of(parts), pristine)
    site.close()


def operations(app) -> set[tuple[str, str]]:
    """(method, endpoint) of everything the app answers."""
    methods = [(method, rule.endpoint) for rule in app.url_map.iter_rules() for method in rule.methods]
    return {(method, endpoint) for method, endpoint in methods if method not in ("HEAD", "OPTIONS")}


def test_everybody_is_answered_exactly_as_written(matrix):
    wrong = []
    for row in matrix.rows:
        got = tuple(matrix.ask(row, role) for role in ROLES)
        if got != row.statuses:
            wrong.append(f"{row.name}\n    written {' '.join(map(str, row.statuses))}\n    got     {' '.join(map(str, got))}")
    assert not wrong, "\n".join(["", " ".join(ROLES), *wrong])


def test_every_address_has_a_row(matrix):
    seen = {(row.method, matrix.endpoint_of(row)) for row in matrix.rows}
    assert operations(matrix.app) - seen == set()


def test_no_row_leads_nowhere(matrix):
    assert [row.name for row in matrix.rows if matrix.endpoint_of(row) is None] == []


def test_nobody_switched_off_is_answered_more_than_a_visitor(matrix):
    for row in matrix.rows:
        answers = dict(zip(ROLES, row.statuses, strict=True))
        assert answers["disabled"] == answers["visitor"], row.name


def test_every_kind_of_body_is_sent_by_some_row(matrix):
    assert set(matrix.bodies) == {row.body for row in matrix.rows} - {""}


@pytest.mark.parametrize("path", ["/wiki/../-/audit", "/-/people/", "//-/people", "/-/PEOPLE", "/-/people;x", "/-/audit%00", "/api/v1/pages/..%2f..%2fx"])
def test_a_crooked_address_opens_nothing(matrix, path):
    client = matrix.app.test_client()
    assert client.get(path).status_code in (303, 308, 400, 404)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_a_method_that_an_address_does_not_take_is_refused(matrix, method):
    client = matrix.app.test_client()
    client.set_cookie(cookie_name(matrix.site), matrix.world.cookies["partner"], domain="localhost")
    for path in ("/wiki/all-page", "/-/account", "/-/settings/plugins", "/-/bin"):
        assert client.open(path, method=method).status_code == 405
