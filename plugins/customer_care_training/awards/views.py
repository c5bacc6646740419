"""Awards at /-/awards: readable and checkable by anybody, without signing in."""

import json
from dataclasses import dataclass
from typing import ClassVar

from flask import Response, current_app, redirect, request, url_for
from markupsafe import Markup

from extranet.errors import BadInput, NotFound
from extranet.web import Page, add_notice, current_actor, current_site, is_json_wanted, render, signed_in
from extranet_plugins.customer_care_training.awards import issuing, keys, printing
from extranet_plugins.customer_care_training.awards.model import STATUS_WORDS, Award
from extranet_plugins.customer_care_training.awards.verifying import Verdict, verify
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import errors_of

NAME = bp.name
LARGEST_FILE = 200_000
SHEET = "customer_care_training/awards/sheet.html"
PRINT_STYLE = """
@page { size: A4 landscape; margin: 14mm }
body { font-family: sans-serif; color: #10252f } h1 { font-size: 30pt; margin: 4mm 0 2mm } .holder { font-size: 26pt; margin: 6mm 0 }
.award-sheet { border: 1.2mm solid #10252f; padding: 10mm; position: relative } .award-foot { display: flex; justify-content: space-between }
dl { display: grid; grid-template-columns: auto 1fr; gap: 1mm 6mm } dt { font-weight: bold } dd { margin: 0 } svg.qr { width: 34mm; height: 34mm }
svg.seal { width: 26mm; height: 26mm } .quiet { color: #44545c } ul { columns: 2 }
"""


@dataclass(frozen=True)
class CheckPage(Page):
    """Where anybody types a check code, or gives a credential's file; `verdict` is what became of the file."""

    template: ClassVar[str] = "customer_care_training/awards/check.html"
    typed: str = ""
    verdict: Verdict | None = None
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AwardPage(Page):
    """Every printed field of one award, whether it was verified, and its status in words."""

    template: ClassVar[str] = "customer_care_training/awards/award.html"
    award: Award
    status: str
    status_words: str
    verdict: Verdict
    address: str
    qr: Markup
    has_pdf: bool
    is_mine: bool
    may_revoke: bool
    errors: tuple[tuple[str, str], ...] = ()


def _address(award: Award) -> str:
    return f"{current_site().settings.public_url.rstrip('/')}/-/awards/{award.code}"


def check_award():
    code = request.args.get("code", "")
    return _check(code) if code else render(CheckPage())


def check_typed():
    given = request.files.get("credential")
    return _check_file(given.read(LARGEST_FILE + 1)) if given and given.filename else _check(request.form.get("code", ""))


def _check(code: str):
    try:
        found = issuing.award_for(current_site(), code)
    except NotFound as fault:
        return render(CheckPage(code[:40], None, (("code", fault.sentence),)), status=404)
    return redirect(url_for(f"{NAME}.award", code=found.code), code=303)


def _check_file(content: bytes):
    site = current_site()
    if len(content) > LARGEST_FILE:
        return render(CheckPage("", None, (("credential", "A credential is smaller than this file."),)), status=422)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        document = None
    return render(CheckPage("", verify(document, keys.did_document(site), site.clock.now(), issuing.status_document(site))))


def award(code):
    return _award_page(issuing.award_for(current_site(), code))


def _award_page(found: Award, fault=None):
    site, actor = current_site(), current_actor()
    status, verdict = found.status_on(site.clock.today()), issuing.check(site, found)
    if is_json_wanted():
        return _as_json(found, status, verdict)
    is_mine = actor is not None and actor.id == found.person_id
    page = AwardPage(
        found, status, STATUS_WORDS[status], verdict, _address(found), printing.qr_svg(_address(found)), printing.has_pdf(), is_mine,
        actor is not None and actor.is_partnership_administrator and found.revoked_at is None, errors_of(fault),
    )  # fmt: skip
    return render(page, status=422 if fault else 200)


def _as_json(found: Award, status: str, verdict: Verdict):
    printed = found.printed
    shown = {
        "number": found.number, "code": found.code, "status": status, "verified": verdict.holds, "holder": printed.holder, "authority": printed.authority,
        "title": printed.title, "level": printed.level, "version": printed.version, "completed_on": printed.completed_on.isoformat(),
        "issued_at": printed.issued_at.isoformat(), "valid_until": printed.valid_until.isoformat(), "units": [list(one) for one in printed.units],
        "issuer": printed.issuer, "credential": f"{_address(found)}/credential.json",
    }  # fmt: skip
    return shown, 200, {"Cache-Control": "no-store"}


def award_json(code):
    found = issuing.award_for(current_site(), code)
    return _as_json(found, found.status_on(current_site().clock.today()), issuing.check(current_site(), found))


def credential(code):
    found = issuing.award_for(current_site(), code)
    content = json.dumps(found.credential, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": f"attachment; filename={found.number}.json", "Cache-Control": "no-store"}
    return Response(content, content_type="application/vc", headers=headers)


def certificate(code):
    found = issuing.award_for(current_site(), code)
    if not printing.has_pdf():
        raise NotFound("This site makes no PDF files. Print the page of the award: it is made for paper.")
    status = found.status_on(current_site().clock.today())
    context = {"award": found, "address": _address(found), "qr": printing.qr_svg(_address(found)), "status": status}
    sheet = current_app.jinja_env.get_template(SHEET).render(**context)
    headers = {"Content-Disposition": f"attachment; filename={found.number}.pdf", "Cache-Control": "no-store"}
    return Response(printing.pdf_of(sheet, PRINT_STYLE, found.printed.title), content_type="application/pdf", headers=headers)


def revoke_award(code):
    site, actor = current_site(), signed_in()
    found = issuing.award_for(site, code)
    try:
        issuing.revoke(site, actor, found.id, request.form.get("reason", ""))
    except BadInput as fault:
        return _award_page(found, fault)
    add_notice("The award is withdrawn; its page and the status list say so.")
    return redirect(url_for(f"{NAME}.award", code=found.code), code=303)


def did_json():
    return keys.did_document(current_site()), 200, {"Content-Type": "application/did+json", "Cache-Control": "max-age=60", "Access-Control-Allow-Origin": "*"}


def status_list():
    headers = {"Content-Type": "application/vc", "Cache-Control": "max-age=60", "Access-Control-Allow-Origin": "*"}
    return issuing.status_document(current_site()), 200, headers


ADDRESSES = (
    ("/-/awards", "check_award", check_award, "GET"), ("/-/awards", "check_typed", check_typed, "POST"), ("/-/awards/did.json", "did_json", did_json, "GET"),
    ("/-/awards/status/1", "status_list", status_list, "GET"), ("/-/awards/<code>", "award", award, "GET"),
    ("/-/awards/<code>.json", "award_json", award_json, "GET"), ("/-/awards/<code>/credential.json", "credential", credential, "GET"),
    ("/-/awards/<code>/certificate.pdf", "certificate", certificate, "GET"), ("/-/awards/<code>/revoke", "revoke_award", revoke_award, "POST"),
)  # fmt: skip


@bp.record
def stand_outside(state):
    """Awards have a short address of their own, outside the blueprint's /-/training: it is printed and typed."""
    for address, endpoint, view, method in ADDRESSES:
        state.app.add_url_rule(address, f"{NAME}.{endpoint}", view, methods=[method])
