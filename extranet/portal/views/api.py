"""The API's blueprint: every operation of the table gets its route and its function here."""

from extranet.portal.operations import OPERATIONS, PREFIX
from extranet.portal.views import about_lists, about_pages, about_search
from extranet.portal.views.door import new_blueprint

ANSWERS = {**about_pages.ANSWERS, **about_search.ANSWERS, **about_lists.ANSWERS}


def _rule(path: str) -> str:
    """OpenAPI's {slug} as Werkzeug's <slug>."""
    return path.replace("{number}", "<int:number>").replace("{", "<").replace("}", ">")


api = new_blueprint(PREFIX)
for _operation in OPERATIONS:
    api.add_url_rule(_rule(_operation.path), _operation.name, ANSWERS[_operation.name], methods=[_operation.method])
