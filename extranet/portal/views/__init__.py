"""The API under /api/v1/ and the two addresses that watch over the house, /-/health and /-/ready.

door.py          tokens, bodies, lists and errors: what every operation of the API passes through
about_pages.py   pages, revisions, attachments
about_search.py  search and suggestions
about_lists.py   the description, authorities, services
bringing.py      /-/settings/bring
health.py        /-/health and /-/ready
"""

from extranet.portal.views.api import api
from extranet.portal.views.bringing import bp as bringing_bp
from extranet.portal.views.health import health_bp

blueprints = [api, health_bp, bringing_bp]
