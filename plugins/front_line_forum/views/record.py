"""Records about one person, for a subject's request; what the nightly job erased."""

import json
from dataclasses import dataclass
from typing import ClassVar

from flask import Response, request

from extranet.errors import BadInput
from extranet.web import Page, render
from extranet_plugins.front_line_forum import access, erasing
from extranet_plugins.front_line_forum.model import Referral
from extranet_plugins.front_line_forum.schedule import FIELDS, schedule_of
from extranet_plugins.front_line_forum.views.blueprint import at_desk, bp, local


@dataclass(frozen=True)
class RecordsPage(Page):
    """What is kept about one person; the words asked for are posted and stand in no address."""

    template: ClassVar[str] = "front_line_forum/records.html"
    found: tuple[Referral, ...] | None
    words: str
    fault: str
    schedule: tuple[tuple[str, str], ...]
    is_scheduled: bool
    erasures: tuple[tuple[str, str], ...]


@bp.get("/records")
def records():
    return _records_page(None)


@bp.post("/records")
def find_records():
    site, actor = at_desk()
    words = request.form.get("words", "")
    try:
        found = erasing.records_about(site, actor, words)
    except BadInput as fault:
        return _records_page(None, words, fault.sentence)
    if request.form.get("as") == "json":
        text = json.dumps(list(erasing.as_export(site, found)), indent=1, ensure_ascii=False)
        headers = {"Content-Disposition": "attachment; filename=records.json", "Cache-Control": "no-store"}
        return Response(text, mimetype="application/json", headers=headers)
    return _records_page(tuple(found), words)


def _records_page(found, words: str = "", fault: str = ""):
    site, actor = at_desk()
    access.require(site, actor, "queue.arrange", actor.authority)
    kept = schedule_of(site)
    schedule = tuple((label, f"{getattr(kept, name)} days") for name, (label, _usual, _most) in FIELDS.items())
    erased = tuple((local(row.at), ", ".join(f"{name} {number}" for name, number in row.counts.items())) for row in erasing.erasures(site))
    return render(RecordsPage(found, words, fault, schedule, kept.is_set, erased), status=422 if fault else 200)
