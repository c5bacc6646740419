"""A site's vocabularies: read once, with the content types of the plugins that are on."""

from dataclasses import replace

from extranet.plugin import PageType, Plugin
from extranet.standard import CONTENT_TYPES, ContentType, Field, all_content_types, check_metadata, fields_of, vocabularies
from extranet.switches import PluginState, keep_plugin_state

MINUTES = ContentType("minutes", "Minutes", "What a meeting decided.", 12, (Field("decided", "Decided", "lines", True, place="answer"),))


def with_plugin(site, name, *types):
    plugin = Plugin(name, "A plugin for tests.")
    plugin.hook_answers["page_types"] = lambda site: [PageType(name, one) for one in types]
    site.hook_table.register(name, plugin.hook_answers)


def switch_off(site, name):
    with site.db.writing() as tx:
        keep_plugin_state(site, tx, name, PluginState(is_on=False), "tests")


def test_the_files_are_read_once(site):
    switch_off(site, "information_managers_group")
    assert vocabularies(site) is vocabularies(site)


def test_a_plugins_type_is_checked_like_the_standards_own_while_the_plugin_is_on(site):
    with_plugin(site, "meetings", MINUTES)
    page = {"type": "minutes"}
    assert "decided" in {fault.field for fault in check_metadata(vocabularies(site), page)}
    switch_off(site, "meetings")
    assert "type" in {fault.field for fault in check_metadata(vocabularies(site), page)}


def test_a_plugin_cannot_put_its_own_type_in_place_of_the_standards(site):
    with_plugin(site, "takeover", replace(MINUTES, name="qa"))
    assert all_content_types(site)["qa"] is CONTENT_TYPES["qa"]


def test_the_types_to_choose_from_are_those_there_are(site):
    with_plugin(site, "meetings", MINUTES)
    types = all_content_types(site)
    field = next(one for one in fields_of("minutes", types) if one.name == "type")
    assert [choice.value for choice in field.rule.choices] == list(types)
