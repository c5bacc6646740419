"""The plugin keeps to the contract with its starting plans loaded, not only when it is empty."""

import conformance
import pytest
from plugin_people import ADMINISTRATOR, person_of

from extranet_plugins.information_age_champions import plans, plugin

PLANS = ("joint-plan-2001", "two-councils-2027")


def addresses(app, slug):
    """Every GET address with this plan in it, and the first row of everything."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(f"{plugin.name}.") and "GET" in rule.methods:
            yield rule.rule.replace("<slug>", slug).replace("<quarter>", "2001-Q3" if slug == PLANS[0] else "2026-Q4").replace("<authority>", "woking")


@pytest.mark.parametrize("slug", PLANS)
def test_every_page_of_a_loaded_plan_stands_for_reader_and_member(loaded, app, client_as, member, reader, slug):
    ids = {"milestone_id": None, "risk_id": None}
    assert ids
    for address in addresses(app, slug):
        address = address.replace("<int:service_id>", "524")
        for number in range(1, 40):
            concrete = __import__("re").sub(r"<int:[a-z_]+>", str(number), address)
            for person in (member, reader):
                answer = client_as(person).get(concrete)
                assert answer.status_code in (200, 303, 403, 404), f"{concrete}: {answer.status_code}"
            if "<int:" not in address:
                break


def test_what_is_loaded_leaves_and_returns_unchanged(loaded, site_with):
    conformance.check_data_sets(plugin, loaded, site_with(plugin))


def test_it_keeps_to_the_contract(site, app, client_as):
    people = client_as(None), client_as(person_of(site, name="Bay Heron")), client_as(person_of(site, ADMINISTRATOR))
    conformance.check_name_and_summary(plugin)
    conformance.check_hooks(plugin, site)
    conformance.check_imports(plugin)
    conformance.check_tables(plugin, site)
    conformance.check_templates(plugin, app)
    conformance.check_page_contexts(plugin, app)
    conformance.check_addresses(plugin, app)
    conformance.check_answers_while_on(plugin, app, *people)


def test_loading_again_changes_nothing_that_somebody_changed(loaded, member):
    from click.testing import CliRunner

    from extranet_plugins.information_age_champions.cli import champions

    plan = plans.plan_named(loaded, PLANS[1])
    given = {name: [str(getattr(plan, name))] for name in ("purpose", "target", "first_quarter", "last_quarter", "target_quarter", "revision")}
    plans.change_plan(loaded, member, plan, {**given, "title": ["Another title of ours"]})
    done = CliRunner().invoke(champions, ["load-plans"], obj=lambda: loaded)
    assert "Nothing new" in done.output
    assert plans.plan_named(loaded, PLANS[1]).title == "Another title of ours"
