"""Risks (Annex 4): likelihood and severity before and after action, ranked by their product.

model.py    Risk, ranks, heat
store.py    the table of risks
actions.py  add, change, remove
heat.py     the heat map as a drawing
"""

from extranet_plugins.information_age_champions.risks.actions import add_risk, change_risk, remove_risk, risk_by_id, risks_of
from extranet_plugins.information_age_champions.risks.model import Risk, ranked

__all__ = ["Risk", "add_risk", "change_risk", "ranked", "remove_risk", "risk_by_id", "risks_of"]
