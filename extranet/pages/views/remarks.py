"""What the standard says of a text as it is typed: /-/remarks."""

from dataclasses import dataclass
from typing import ClassVar

from flask import request

from extranet.errors import BadInput
from extranet.pages.actions.reading import page_for
from extranet.pages.views.blueprint import bp
from extranet.pages.views.forms import typed_form
from extranet.pages.views.remarking import Remark, remarks_on
from extranet.standard import all_content_types
from extranet.web import Page, current_site, render, require


@dataclass(frozen=True)
class RemarksPage(Page):
    """The remarks alone, as the editor's script puts them beside the text."""

    template: ClassVar[str] = "pages/remarks.html"
    remarks: tuple[Remark, ...]


@bp.post("/-/remarks")
def remarks():
    """What the standard says of the draft in the form, as a fragment of a page. Changes nothing."""
    actor = require("page.create")
    site = current_site()
    types, slug, type_name = all_content_types(site), request.form.get("page", ""), request.form.get("type", "")
    if type_name not in types:
        raise BadInput("There is no content type of this name.", "type")
    page = page_for(site, actor, "page.edit", slug) if slug else None
    typed = typed_form(type_name, page)
    return render(RemarksPage(remarks_on(site, page, typed.slug, typed.draft, request.form)))
