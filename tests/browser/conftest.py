"""A real house for the browser: `extranet demo` in a fresh folder, and Debian's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from extranet.app import build_site
from extranet.authorities import current_authorities
from extranet.demonstration import people_of
from extranet.settings import Settings
from tests.browser.seeing import listen

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
START_SECONDS = 120


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class House:
    """A served extranet: its address, its data folder and the people in its directories."""

    address: str
    data: Path
    people: dict

    def person(self, authority, what):
        """A made-up person of this authority who can do this."""
        return next(one for one in self.people[authority] if what in one.what)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_ready(address, process):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the demonstration ended while it was starting"
        try:
            with urllib.request.urlopen(f"{address}/-/ready", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            pass
        process.poll()
        time.sleep(0.2)
    raise AssertionError(f"the demonstration was not ready within {START_SECONDS} s")


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    address = f"http://127.0.0.1:{free_port()}"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("EXTRANET_")}
    environ |= {"EXTRANET_DATA": str(folder), "EXTRANET_PUBLIC_URL": address, "EXTRANET_LOG_LEVEL": "WARNING", "EXTRANET_WORKERS": "1"}
    command = [sys.executable, "-m", "extranet", "demo", "--bind", address.removeprefix("http://")]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
        try:
            wait_until_ready(address, process)
            yield House(address, folder, made_up_people(folder))
        finally:
            process.terminate()
            process.wait(timeout=30)


def made_up_people(folder):
    site = build_site(Settings(data=folder))
    people = {}
    for one in people_of([authority.slug for authority in current_authorities(site)]):
        people.setdefault(one.authority, []).append(one)
    site.close()
    return people


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.fail("There is no Chromium here; `make test` installs Debian's package chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, house):
    """A page at 1280 × 800; the test fails when the console or the content policy complains."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=house.address, locale="en-GB")
    page = context.new_page()
    complaints = listen(page)
    yield page
    context.close()
    assert not complaints, complaints


@pytest.fixture
def sign_in(page, house):
    """sign_in("woking", "adviser") goes through the real sign-in page; gives the person."""

    def through_the_page(authority, what):
        one = house.person(authority, what)
        page.goto(f"/-/login/{authority}")
        page.get_by_label("Your name at work").fill(one.login)
        page.get_by_label("Password").fill(one.password)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{house.address}/")
        return one

    return through_the_page
