"""A site with the champions' plugin alone, its starting plans, and people of the rights that matter here."""

import pytest
from click.testing import CliRunner
from plugin_people import person_of

from extranet.actor import Grant
from extranet_plugins.information_age_champions import plans, plugin
from extranet_plugins.information_age_champions.cli import champions

MEMBER = Grant("reader", "group", "information-age-champions-group")
CHIEF = Grant("approver", "group", "chief-executives-group")


@pytest.fixture
def site(site_with):
    return site_with(plugin)


@pytest.fixture
def loaded(site):
    """The site with the plans of the starting content."""
    done = CliRunner().invoke(champions, ["load-plans"], obj=lambda: site)
    assert done.exit_code == 0, done.output
    return site


@pytest.fixture
def old_plan(loaded):
    return plans.plan_named(loaded, "joint-plan-2001")


@pytest.fixture
def new_plan(loaded):
    return plans.plan_named(loaded, "two-councils-2027")


@pytest.fixture
def member(site):
    return person_of(site, MEMBER, name="Rowan Wren")


@pytest.fixture
def chief(site):
    return person_of(site, CHIEF, name="Ivy Kestrel", authority="guildford")


@pytest.fixture
def reader(site):
    return person_of(site, name="Ash Plover")


@pytest.fixture
def app(site, app_of):
    return app_of(site)


@pytest.fixture
def client_as(app, site, sign_in_to):
    """client_as(person) is a client with this person signed in; client_as(None) a visitor."""

    def make(person):
        client = app.test_client()
        return sign_in_to(client, site, person) if person else client

    return make
