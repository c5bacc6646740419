"""Annex 4: products, ranks, what is left after action."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from printed import RISK_PRODUCTS

from extranet_plugins.information_age_champions import risks
from extranet_plugins.information_age_champions.forms import FormFaults
from extranet_plugins.information_age_champions.risks.heat import heat_map_of
from extranet_plugins.information_age_champions.risks.model import Risk, heat_of

SCORE = some.one_of(some.none(), some.integers(1, 10))


def risk(number, likelihood=None, severity=None, residual=(None, None)):
    return Risk(number, 1, f"Risk {number}", likelihood, severity, "", "", *residual, "", "", None, number, 1)


def typed(**changes):
    return {"title": ["The link is cut"], "likelihood": ["4"], "severity": ["5"], **changes}


def test_the_seven_printed_risks_rank_as_printed(loaded, old_plan):
    ranked = risks.ranked(risks.risks_of(loaded, old_plan))
    assert [one.inherent for one in ranked] == RISK_PRODUCTS
    assert [one.title for one in ranked][0] == "Delayed solution for customers' electronic identity"
    assert len(heat_map_of(ranked).pins) == 7


@given(some.lists(some.tuples(SCORE, SCORE), max_size=8))
def test_ranks_fall_by_product_and_unscored_risks_come_last(scores):
    ranked = risks.ranked(risk(number, *one) for number, one in enumerate(scores, start=1))
    products = [one.inherent for one in ranked]
    known = [one for one in products if one is not None]
    assert products == sorted(known, reverse=True) + [None] * (len(products) - len(known))
    assert all(one.likelihood * one.severity == one.inherent for one in ranked if one.inherent is not None)
    numbers = [number for pin in heat_map_of(ranked).pins for number in pin.words.split(",")]
    assert sorted(map(int, numbers)) == list(range(1, len(known) + 1))


def test_a_residual_above_the_inherent_score_needs_a_note(loaded, member, new_plan):
    worse = typed(residual_likelihood=["6"], residual_severity=["5"])
    with pytest.raises(FormFaults) as refused:
        risks.add_risk(loaded, member, new_plan, worse)
    assert refused.value.faults == {"residual_note": "After action the risk is greater (30) than before (20). Say why, in at least 10 characters."}
    made = risks.add_risk(loaded, member, new_plan, {**worse, "residual_note": ["The old line goes first."]})
    assert risks.risk_by_id(loaded, new_plan, made).is_worse_after


@pytest.mark.parametrize(("changes", "field"), [
    ({"likelihood": ["11"]}, "likelihood"), ({"severity": ["0"]}, "severity"), ({"severity": [""]}, "severity"),
    ({"residual_likelihood": ["3"]}, "residual_severity"), ({"review_on": ["soon"]}, "review_on"),
])  # fmt: skip
def test_what_cannot_be_a_risk_is_refused_at_its_field(loaded, member, new_plan, changes, field):
    with pytest.raises(FormFaults) as refused:
        risks.add_risk(loaded, member, new_plan, typed(**changes))
    assert field in refused.value.faults


@pytest.mark.parametrize(("score", "heat"), [(100, "high"), (50, "high"), (49, "medium"), (20, "medium"), (19, "low"), (1, "low")])
def test_heat_changes_at_twenty_and_fifty(score, heat):
    assert heat_of(score) == heat
