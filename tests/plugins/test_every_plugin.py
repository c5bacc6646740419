"""The conformance suite: every plugin that is installed, bundled or not, keeps to the contract of docs/plugins.md."""

import logging

import conformance
import pytest
from plugin_people import ADMINISTRATOR

from extranet.plugin import installed_plugins
from extranet.standard import vocabularies
from extranet.switches import PluginState, keep_plugin_state

SHARED_PAGES = ("/", "/-/standard", "/-/groups")


@pytest.fixture(params=installed_plugins(), ids=lambda plugin: plugin.name)
def plugin(request):
    return request.param


@pytest.fixture
def site(plugin, site_with):
    return site_with(plugin)


@pytest.fixture
def app(site, app_of):
    return app_of(site)


def switch_off(site, plugin):
    with site.db.writing() as tx:
        keep_plugin_state(site, tx, plugin.name, PluginState(is_on=False), "tests")


def test_it_has_a_name_and_says_what_it_is_for_in_a_sentence(plugin):
    conformance.check_name_and_summary(plugin)


def test_the_group_it_serves_exists(plugin, site):
    assert plugin.group is None or plugin.group in vocabularies(site).groups


def test_it_answers_only_hooks_that_exist(plugin, site):
    conformance.check_hooks(plugin, site)


def test_it_imports_faces_and_no_other_plugin(plugin):
    conformance.check_imports(plugin)


def test_its_tables_start_with_its_name_and_are_what_its_migrations_make(plugin, site):
    conformance.check_tables(plugin, site)


def test_its_templates_are_its_own_and_extend_the_layout(plugin, app):
    conformance.check_templates(plugin, app)


def test_its_pages_promise_what_their_templates_use(plugin, app):
    conformance.check_page_contexts(plugin, app)


def test_its_addresses_are_its_own(plugin, app):
    conformance.check_addresses(plugin, app)


def test_none_of_its_addresses_breaks_and_a_visitor_changes_nothing(plugin, site, app, client_of):
    people = client_of(app, site, visitor=True), client_of(app, site), client_of(app, site, ADMINISTRATOR)
    conformance.check_answers_while_on(plugin, app, *people)


def test_switched_off_it_is_gone_and_everything_else_stands(plugin, site, app, client_of, caplog):
    clients = client_of(app, site), client_of(app, site, ADMINISTRATOR)
    switch_off(site, plugin)
    with caplog.at_level(logging.ERROR):
        conformance.check_switched_off(plugin, app, clients, SHARED_PAGES)
    assert caplog.records == []


def test_what_it_exports_can_be_imported(plugin, site, site_with):
    conformance.check_data_sets(plugin, site, site_with(plugin))
