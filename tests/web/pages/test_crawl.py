"""Every way through the house leads somewhere: all links followed over the starting content, as people of two kinds."""

import re
import shutil
from collections import deque
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from extranet.actor import Grant
from extranet.app import build_site, create_app
from extranet.clock import FixedClock
from extranet.identity import actor_by_id, add_person, grant, open_session
from extranet.identity.views import cookie_name
from extranet.pages import PageFilters, list_pages
from extranet.portal import bring_in, house_actor, look_at
from extranet.search import rebuild
from extranet.settings import Settings
from tests.conftest import NOW

pytestmark = pytest.mark.xdist_group("crawl")  # its house is made once
HREF = re.compile(r'<a [^>]*href="([^"]+)"')
EACH_ITS_OWN = (
    "/wiki/",
    "/-/services/",
    "/-/places/",
    "/-/episodes/",
    "/-/functions/",
    "/-/types/",
    "/-/groups/",
    "/-/help",
    "/-/customer-groups/",
    "/-/tags/",
)
PEOPLE = {
    "adviser": ("woking", Grant("reader", "authority", "woking")),
    "administrator": ("surrey", Grant("partnership_administrator", "partnership", "")),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory, made_database):
    """(site, app) with the starting content loaded and found by search."""
    folder = tmp_path_factory.mktemp("crawl")
    shutil.copy(made_database, folder / "extranet.sqlite")
    site = build_site(Settings(data=folder, secret_key="for tests only", public_url="http://localhost", log_level="ERROR"), FixedClock(NOW))
    assert bring_in(site, house_actor("Import"), look_at(site, site.settings.content_dir), False, lambda *_: None).is_whole
    rebuild(site)
    app = create_app(site=site)
    yield site, app
    site.close()


@pytest.fixture(scope="module", params=PEOPLE)
def walked(request, house):
    """(site, actor, {address: status}, {address: the addresses its links lead to}) of one person's crawl."""
    site, app = house
    authority, held = PEOPLE[request.param]
    made = add_person(site, authority=authority, directory_id=request.param, login_name=request.param, name=f"Person {request.param}")
    grant(site, None, made.id, held)
    client = app.test_client()
    client.set_cookie(cookie_name(site), open_session(site, made.id, "127.0.0.1", "tests"), domain="localhost")
    statuses, links = crawl(client)
    return site, actor_by_id(site, made.id), statuses, links


def crawl(client):
    """Follow every link once; of addresses that differ in a number or in how a list is narrowed, the first few stand for all."""
    waiting, statuses, links, shapes = deque(["/"]), {}, {}, {}
    while waiting:
        here = waiting.popleft()
        if here in statuses or shapes.setdefault(shape(here), 0) >= 3:
            continue
        shapes[shape(here)] += 1
        answer = client.get(here)
        statuses[here] = answer.status_code
        if answer.status_code == 303 or answer.status_code == 302:
            waiting.append(local(answer.headers["Location"], here) or "/")
        elif answer.mimetype == "text/html":
            links[here] = {url for found in HREF.findall(answer.text) if (url := local(unescape(found), here))}
            waiting.extend(sorted(links[here]))
        answer.close()
    return statuses, links


def local(url: str, here: str) -> str | None:
    parts = urlsplit(urldefrag(urljoin("http://localhost" + here, url))[0])
    query = "&".join(part for part in parts.query.split("&") if part and not part.startswith("via="))  # by which route somebody came changes no page
    is_ours = parts.netloc == "localhost" and not parts.path.startswith(("/-/assets", "/-/logout"))
    return (parts.path + (f"?{query}" if query else "")) if is_ours else None


def shape(url: str) -> str:
    path, _, query = url.partition("?")
    if path.startswith(EACH_ITS_OWN) and (not query or query.startswith("page=")):
        return url
    names = ",".join(sorted(part.partition("=")[0] for part in query.split("&") if part))
    return re.sub(r"(?<=/)[^/]*\d[^/]*|(?<=/pages/)[^/]+|(?<=/councils/)[^/]+", "#", path) + "?" + names


def test_no_link_leads_nowhere(walked):
    _site, _actor, statuses, links = walked
    bad = {url: status for url, status in statuses.items() if status not in (200, 302, 303)}
    assert {url: (status, next((here for here, found in links.items() if url in found), "")) for url, status in bad.items()} == {}
    assert len(statuses) > 200


def test_every_live_page_is_reached_by_service_or_function_by_place_and_by_life_episode(walked):
    site, actor, _statuses, links = walked
    by_route = {name: set().union(*(found for here, found in links.items() if here.startswith(ways))) for name, ways in ROUTES.items()}
    pages = [line for offset in range(0, 1000, 100) for line in list_pages(site, actor, PageFilters(), 100, offset)]
    assert len(pages) > 100
    for page in pages:
        ways = {name for name, found in by_route.items() if f"/wiki/{page.slug}" in found}
        assert {"service", "place"} <= ways, f"{page.slug} is reached only by {sorted(ways)}"


ROUTES = {"service": ("/-/services/", "/-/functions/"), "place": ("/-/places/",), "episode": ("/-/episodes/",)}
