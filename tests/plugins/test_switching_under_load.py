"""Plugins go off and on while people work: what is the plugins' vanishes and comes back, and nothing errors."""

from threading import Event, Thread

import pytest
from plugin_people import ADMINISTRATOR

from extranet.actor import Grant
from extranet.plugin import installed_plugins
from extranet.switches import PluginState, keep_plugin_state

CORE = ("/", "/-/standard", "/-/groups", "/-/search?q=missed+bin")
OWN = {
    "front_line_forum": ("/-/desk", "/-/desk/measures", "/-/desk/queues", "/-/desk/referrals"),
    "information_age_champions": ("/-/champions", "/-/champions/members"),
    "customer_care_training": ("/-/training",),
    "information_managers_group": ("/-/coverage",),
}
TURNS = 12


@pytest.fixture
def site(site_with):
    return site_with(*installed_plugins())


def ask_until(done: Event, client, paths, seen: dict) -> None:
    while not done.is_set():
        for path in paths:
            seen.setdefault(path, set()).add(client.get(path).status_code)


def test_switched_off_and_on_under_load_without_an_error(site, app_of, client_of):
    app, done, seen = app_of(site), Event(), {}
    paths = [*CORE, *(path for own in OWN.values() for path in own)]
    people = [client_of(app, site, Grant("specialist", "authority", slug), ADMINISTRATOR) for slug in ("woking", "guildford", "surrey", "waverley")]
    readers = [Thread(target=ask_until, args=(done, client, paths, seen)) for client in people]
    for one in readers:
        one.start()
    for turn in range(TURNS):
        for name in OWN:
            with site.db.writing() as tx:
                keep_plugin_state(site, tx, name, PluginState(is_on=turn % 2 == 1), "tests")
        [people[0].get(path) for path in paths]
    done.set()
    for one in readers:
        one.join()
    assert all(seen[path] == {200} for path in CORE), seen
    assert all(200 in statuses and statuses <= {200, 404} for statuses in seen.values()), seen
    assert any(404 in seen[path] for path in paths), "nothing was ever off while somebody asked"
