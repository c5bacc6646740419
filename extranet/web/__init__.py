"""What every view stands on: who asks, the frame of a page, guards, errors.

request.py   current_site, current_actor, signed_in, require, customer
frame.py     the frame around every page, and `render`
safety.py    headers, hosts, request ids, error pages
hooks.py     menu_entries
"""

from extranet.web.frame import Page, add_notice, render
from extranet.web.request import (
    current_actor,
    current_site,
    customer,
    is_json_wanted,
    next_path,
    require,
    signed_in,
)
from extranet.web.safety import problem

__all__ = [
    "Page",
    "add_notice",
    "current_actor",
    "current_site",
    "customer",
    "is_json_wanted",
    "next_path",
    "problem",
    "render",
    "require",
    "signed_in",
]
