"""A PostgreSQL server of the tests' own: Debian's package, a fresh cluster, loopback by socket only.

For the tests in tests/postgres, and with `--postgres` for every test that asks for a site.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from extranet.app import build_site, prepare
from extranet.settings import Settings


def programs():
    """The newest installed server's programs; None when there is none."""
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def as_server(command, **more):
    """Run as the user `postgres` when we are root, which initdb refuses to be."""
    user = "postgres" if os.geteuid() == 0 else None
    return subprocess.run([str(one) for one in command], check=True, capture_output=True, user=user, cwd="/", **more)


@pytest.fixture(scope="session")
def postgres_url():
    """The URL of a running server, ended with the session."""
    found = programs()
    if found is None:
        message = "There is no PostgreSQL here; `make test` installs Debian's package postgresql."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="extranet-pg-"))
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    cluster = folder / "cluster"
    as_server([found / "initdb", "-D", cluster, "-U", "extranet", "-A", "trust", "-E", "UTF8", "--no-sync"])
    as_server([found / "pg_ctl", "-D", cluster, "-w", "-l", folder / "log", "-o", f"-c listen_addresses='' -k {folder} -F", "start"])
    try:
        yield f"postgresql+psycopg://extranet@/postgres?host={folder}"
    finally:
        as_server([found / "pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def run_sql(url, statement):
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def postgres_template(postgres_url, tmp_path_factory):
    """A database with every table in it, to be copied for each test."""
    run_sql(postgres_url, "CREATE DATABASE made")
    folder = tmp_path_factory.mktemp("made")
    site = build_site(Settings(data=folder, secret_key="for tests only", database_url=postgres_url.replace("/postgres?", "/made?")))
    prepare(site)
    site.close()
    return "made"


@pytest.fixture
def database(postgres_url, postgres_template):
    """database() makes a database with every table in it; its URL."""
    names = []

    def make():
        names.append(f"test_{secrets.token_hex(4)}")
        run_sql(postgres_url, f"CREATE DATABASE {names[-1]} TEMPLATE {postgres_template}")
        return postgres_url.replace("/postgres?", f"/{names[-1]}?")

    yield make
    for name in names:
        run_sql(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")
