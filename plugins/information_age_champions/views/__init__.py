"""The plugin's pages under /-/champions, one module for each part of the plan.

door.py    the blueprint, who may come in, the head that all pages of a plan share
form_page.py    one page for every form
"""

from extranet_plugins.information_age_champions.views import champions, e_services, performance, plans, priorities, reports, risks, workplan
from extranet_plugins.information_age_champions.views.door import bp

__all__ = ["bp", "champions", "e_services", "performance", "plans", "priorities", "reports", "risks", "workplan"]
