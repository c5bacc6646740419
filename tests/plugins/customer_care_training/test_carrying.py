"""What leaves with an export and comes back: venues, offerings and courses, and nobody's name."""

import json

from conformance import check_data_sets, data_sets_of
from training_world import TRAINER

from extranet_plugins.customer_care_training import demonstration, plugin


def test_a_full_site_goes_into_an_empty_one_as_it_came_out_and_again(world, site, site_with):
    list(demonstration.load(site))
    world.session()
    check_data_sets(plugin, site, site_with(plugin))


def test_no_person_and_no_address_for_joining_leaves_with_an_export(world, site):
    person = world.person("Penelope Private", TRAINER)
    world.book(person, world.session(), needs={"step_free": "Wide wheelchair"})
    rows = json.dumps([row for one in data_sets_of(plugin, site) for row in one.rows(site)], default=str)
    assert "Private" not in rows
    assert "wheelchair" not in rows
