"""Settings of plugins: /-/settings/plugins."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Blueprint, redirect, request, url_for

from extranet.administration import actions
from extranet.errors import BadInput
from extranet.plugin import SettingField
from extranet.switches import plugin_state_of
from extranet.web import Page, add_notice, current_site, render, require

bp = Blueprint("administration", __name__, url_prefix="/-/settings")


@dataclass(frozen=True)
class PluginRow:
    name: str
    summary: str
    group: str | None
    version: str
    is_on: bool
    has_settings: bool


@dataclass(frozen=True)
class PluginsPage(Page):
    """Every installed plugin with its switch."""

    template: ClassVar[str] = "administration/plugins.html"
    plugins: tuple[PluginRow, ...]


@dataclass(frozen=True)
class PluginSettingsPage(Page):
    """One plugin's settings form; `values` are what was typed or kept."""

    template: ClassVar[str] = "administration/plugin_settings.html"
    plugin: PluginRow
    fields: tuple[SettingField, ...]
    values: Mapping[str, Any]
    faults: tuple[tuple[str, str], ...]


@bp.get("/plugins")
def plugins():
    require("plugin.set")
    site = current_site()
    return render(PluginsPage(tuple(_row(site, plugin) for plugin in site.plugins)))


@bp.post("/plugins/<name>/switch")
def switch(name):
    actor = require("plugin.set")
    is_on = request.form.get("is_on") == "yes"
    actions.switch_plugin(current_site(), actor, name, is_on)
    add_notice(f"{name} is switched {'on' if is_on else 'off'}.")
    return redirect(url_for("administration.plugins"), code=303)


@bp.get("/plugins/<name>")
def plugin_settings(name):
    require("plugin.set")
    site = current_site()
    return _settings_page(site, name, plugin_state_of(site, name).settings)


@bp.post("/plugins/<name>")
def save_plugin_settings(name):
    actor = require("plugin.set")
    site = current_site()
    try:
        actions.save_plugin_settings(site, actor, name, request.form)
    except BadInput as fault:
        return _settings_page(site, name, _typed(actions.form_of(site, name)), ((fault.field or "", fault.sentence),))
    add_notice("The settings are kept.")
    return redirect(url_for("administration.plugins"), code=303)


def _settings_page(site, name, values, faults=()):
    plugin = actions.plugin_by_name(site, name)
    form = actions.form_of(site, name)
    shown = {field.name: values.get(field.name, field.default) for field in form.fields} if form else {}
    fields = form.fields if form else ()
    return render(PluginSettingsPage(_row(site, plugin), fields, shown, faults), status=422 if faults else 200)


def _typed(form) -> dict[str, Any]:
    """The fields of a form as they were sent, right or wrong."""
    shapes = {"yes_no": lambda name: name in request.form, "choices": request.form.getlist}
    return {field.name: shapes.get(field.kind, request.form.get)(field.name) for field in form.fields}


def _row(site, plugin) -> PluginRow:
    state = plugin_state_of(site, plugin.name)
    has_settings = state.is_on and actions.form_of(site, plugin.name) is not None
    return PluginRow(plugin.name, plugin.summary, plugin.group, plugin.version, state.is_on, has_settings)
