"""The plugin keeps to the contract with its starting plans loaded too, not only when it is empty."""

import re

import conformance
import pytest
from click.testing import CliRunner

from extranet_plugins.information_age_champions import plans, plugin
from extranet_plugins.information_age_champions.cli import champions

PLANS = {"joint-plan-2001": "2001-Q3", "two-councils-2027": "2026-Q4"}
FIRST_IDS = {"joint-plan-2001": "1", "two-councils-2027": "21"}


def addresses(app, slug):
    """Every address that can be got, with this plan, a row of it, a council and a service in it."""
    words = {"slug": slug, "quarter": PLANS[slug], "authority": "woking", "int:service_id": "524"}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(f"{plugin.name}.") and "GET" in rule.methods:
            yield re.sub(r"<([^>]+)>", lambda found: words.get(found[1], FIRST_IDS[slug]), rule.rule)


@pytest.mark.parametrize("slug", PLANS)
def test_every_page_of_a_loaded_plan_stands_for_reader_and_member(loaded, app, client_as, member, reader, slug):
    clients = {"member": client_as(member), "reader": client_as(reader)}
    for address in addresses(app, slug):
        for who, client in clients.items():
            status = client.get(address).status_code
            is_form = re.search(r"/(new|change|move|box|score|reading|import|remove)$|/risks/\d+$|/councils/woking/524$", address)
            assert status in ({403, 404} if who == "reader" and is_form else {200, 303, 404}), f"{address} for a {who}: {status}"


def test_what_is_loaded_leaves_and_returns_unchanged(loaded, site_with):
    conformance.check_data_sets(plugin, loaded, site_with(plugin))


@pytest.mark.parametrize(("name", "row", "sentence"), [
    ("risks", {"plan": "no-such-plan", "title": "A risk"}, "plan is missing or wrong"),
    ("scores", {"area": ["joint-plan-2001", "CRM"], "criterion": "metrics", "value": 6}, "value is missing"),
    ("milestones", {"plan": "joint-plan-2001", "title": "A milestone", "work_area": "elsewhere"}, "work_area is missing or wrong"),
    ("champions", {"authority": "atlantis", "name": "A", "from_day": "2026-01-01"}, "there is no council 'atlantis'"),
    ("plans", {"slug": "x"}, "title is missing or wrong"),
])  # fmt: skip
def test_a_row_that_cannot_be_taken_over_is_named_and_nothing_of_its_file_comes_in(loaded, name, row, sentence):
    one = next(one for one in plugin.hook_answers["data_sets"](loaded) if one.name == name)
    before = list(one.rows(loaded))
    with pytest.raises(Exception, match=f"{name}, row 1: .*{sentence}" if "council" not in sentence else sentence):
        one.load(loaded, [row])
    assert list(one.rows(loaded)) == before


def test_loading_again_changes_nothing_that_somebody_changed(loaded, member):
    plan = plans.plan_named(loaded, "two-councils-2027")
    given = {name: [str(getattr(plan, name))] for name in ("purpose", "target", "first_quarter", "last_quarter", "target_quarter", "revision")}
    plans.change_plan(loaded, member, plan, {**given, "title": ["Another title of ours"]})
    done = CliRunner().invoke(champions, ["load-plans"], obj=lambda: loaded)
    assert "Nothing new" in done.output
    assert plans.plan_named(loaded, "two-councils-2027").title == "Another title of ours"
