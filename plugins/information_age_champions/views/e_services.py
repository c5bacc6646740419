"""BVPI 157: the share of each council, its register service by service, snapshots, CSV out and in."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Response, redirect, url_for

from extranet.authorities import authority_by_slug
from extranet.errors import NotFound
from extranet.rights import may
from extranet.standard import Service, vocabularies
from extranet.switches import plugin_settings
from extranet.web import Page, add_notice, render
from extranet_plugins.information_age_champions.performance import e_services
from extranet_plugins.information_age_champions.performance.chart import Chart, chart_of
from extranet_plugins.information_age_champions.performance.model import INTERACTIONS, EService, Share, share_of
from extranet_plugins.information_age_champions.rights import EDIT, require_right
from extranet_plugins.information_age_champions.tables import NAME
from extranet_plugins.information_age_champions.views.door import bp, door, names_of, typed
from extranet_plugins.information_age_champions.views.form_page import FormField, FormPage, send
from extranet_plugins.information_age_champions.views.priorities import sent_sheet

USUAL_TARGET = 100


@dataclass(frozen=True)
class EServicesPage(Page):
    """The share of every council now, with bars against the target, and the dated snapshots of all together."""

    template: ClassVar[str] = "information_age_champions/e_services.html"
    shares: tuple[Share, ...]
    together: Share
    bars: tuple[tuple[str, float], ...]
    names: dict[str, str]
    target: int
    snapshots: tuple[Share, ...]
    interactions: dict[str, str]
    may_edit: bool


@dataclass(frozen=True)
class CouncilPage(Page):
    """One council's register: services it has entries for, all others to add, its snapshots as a chart."""

    template: ClassVar[str] = "information_age_champions/council.html"
    authority: str
    name: str
    share: Share
    lines: tuple[tuple[Service, int, int], ...]
    others: tuple[Service, ...]
    chart: Chart | None
    snapshot_rows: tuple[tuple, ...]
    may_edit: bool


def target_of(site) -> int:
    """The share that is aimed at, in percent: what was set for the plugin, 100 otherwise."""
    return int(plugin_settings(site, NAME).get("target") or USUAL_TARGET)


@bp.get("/e-services")
def show_e_services():
    site, actor = door()
    found, names = e_services.shares(site), names_of(site)
    bars = tuple((names[one.authority], one.percent) for one in found if one.percent is not None)
    return render(EServicesPage(
        tuple(found), e_services.together(found, site.clock.today()), bars, names, target_of(site), tuple(reversed(e_services.snapshots(site))),
        dict(INTERACTIONS), bool(may(site, actor, EDIT)),
    ))


@bp.get("/e-services.csv")
def e_services_csv():
    site, _actor = door()
    headers = {"Content-Disposition": "attachment; filename=e-services.csv", "Cache-Control": "no-store"}
    return Response(e_services.write_register(site), mimetype="text/csv", headers=headers)


@bp.post("/e-services/snapshots")
def take_snapshots():
    site, actor = door()
    count = e_services.take_snapshots(site, actor)
    if count:
        add_notice(f"Today's share of {count} {'council is' if count == 1 else 'councils is'} kept.")
    else:
        add_notice("No council has a register yet, so there is nothing to keep.", "warn")
    return redirect(url_for(f"{NAME}.show_e_services"), code=303)


@bp.get("/e-services/import")
def import_register_form():
    site, actor = door()
    require_right(site, actor, EDIT)
    return render(_import_form({}, {}))


@bp.post("/e-services/import")
def import_register():
    site, actor = door()
    require_right(site, actor, EDIT)
    return send(
        lambda: e_services.import_register(site, actor, sent_sheet()), _import_form, lambda _done: url_for(f"{NAME}.show_e_services"),
        lambda count: f"{count} rows are in the register.",
    )


@bp.get("/e-services/councils/<authority>")
def show_council(authority):
    site, actor = door()
    register, services = e_services.register_of(site, authority), vocabularies(site).services
    today = site.clock.today()
    known = ((services[number], rows.values()) for number, rows in register.items() if number in services)
    lines = tuple((service, len(rows), sum(one.is_enabled(today) for one in rows)) for service, rows in known)
    others = tuple(sorted((one for one in services.values() if one.id not in register), key=lambda one: one.name))
    kept = tuple(e_services.snapshots(site, authority))
    rows = [one for found in register.values() for one in found.values()]
    target = target_of(site)
    points = [(f"{one.day.day} {one.day:%b %Y}", one.percent, one.percent < target) for one in kept if one.percent is not None]
    table = tuple((f"{one.day.day} {one.day:%B %Y}", one.enabled, one.permissible, one.percent) for one in reversed(kept))
    return render(CouncilPage(
        authority, authority_by_slug(site, authority).name, share_of(authority, rows, today),
        tuple(sorted(lines, key=lambda line: line[0].name)), others, chart_of(points, target, "%") if points else None, table,
        bool(may(site, actor, EDIT)),
    ))


@bp.get("/e-services/councils/<authority>/<int:service_id>")
def service_form(authority, service_id):
    site, actor = door()
    require_right(site, actor, EDIT)
    rows = e_services.register_of(site, authority).get(service_id, {})
    return render(_service_form(site, authority, service_id, _values_of(rows), {}))


@bp.post("/e-services/councils/<authority>/<int:service_id>")
def set_service(authority, service_id):
    site, actor = door()
    return send(
        lambda: e_services.set_service(site, actor, authority, service_id, typed()),
        lambda values, faults: _service_form(site, authority, service_id, values, faults),
        lambda _done: url_for(f"{NAME}.show_council", authority=authority), "The register is changed.", ("permissible",),
    )


def _values_of(rows: dict[str, EService]) -> dict:
    dates = {f"enabled_on_{name}": one.enabled_on.isoformat() for name, one in rows.items() if one.enabled_on}
    return {"permissible": list(rows), **dates}


def _service_form(site, authority, service_id, values, faults) -> FormPage:
    council, service = authority_by_slug(site, authority), vocabularies(site).services.get(service_id)
    if council is None or service is None:
        raise NotFound("There is no such council or service.")
    fields = (
        FormField("checkboxes", "permissible", "Interactions the law permits electronically", options=tuple(INTERACTIONS.items()), optional=True),
        FormField("part", "dates", "Works electronically since", "Leave a date empty while it does not."),
        *(FormField("date", f"enabled_on_{name}", words, optional=True) for name, words in INTERACTIONS.items()),
    )
    trail = (("Electronic services", url_for(f"{NAME}.show_e_services")), (council.name, url_for(f"{NAME}.show_council", authority=authority)))
    return FormPage(f"{service.name}", trail, fields, values, "Save", faults=faults)


def _import_form(values, faults) -> FormPage:
    fields = (
        FormField("file", "file", "CSV file", "Columns: council, service, interaction, enabled_on. UTF-8.", optional=True),
        FormField("text", "sheet", "Or paste the table here", optional=True, rows=10, attrs={"spellcheck": "false"}),
    )
    lead = "A row for each interaction the law permits; the date says since when it works electronically, empty while it does not. All rows come in or none."
    trail = (("Electronic services", url_for(f"{NAME}.show_e_services")),)
    return FormPage("Bring in a register of electronic services", trail, fields, values, "Bring it in", lead=lead, faults=faults)
