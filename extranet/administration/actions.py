"""Switching plugins and keeping their settings."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from extranet.errors import BadInput, Forbidden, NotFound
from extranet.hooks import answers_only
from extranet.identity import record
from extranet.plugin import Plugin, SettingField, SettingsForm
from extranet.rights import may
from extranet.switches import keep_plugin_state, plugin_state_of


def plugin_by_name(site, name: str) -> Plugin:
    """The installed plugin, on or off. NotFound otherwise."""
    for plugin in site.plugins:
        if plugin.name == name:
            return plugin
    raise NotFound("There is no plugin of this name.")


def switch_plugin(site, actor, name: str, is_on: bool) -> None:
    """Turn a plugin on or off for everybody; its tables and pages stay."""
    _check(site, actor, name)
    state = replace(plugin_state_of(site, name), is_on=is_on)
    with site.db.writing() as tx:
        keep_plugin_state(site, tx, name, state, actor.name)
        record(tx, site, actor, "plugin.switched", name, "on" if is_on else "off")
    site.hooks.plugin_switched(name=name, is_on=is_on)


def form_of(site, name: str) -> SettingsForm | None:
    """The plugin's settings form, or None."""
    return next((form for form in answers_only(site.hooks.settings_forms()) if form.plugin == name), None)


def save_plugin_settings(site, actor, name: str, given: Mapping[str, Any]) -> None:
    """Check and keep the values of a plugin's form. BadInput names the field."""
    _check(site, actor, name)
    form = form_of(site, name)
    if form is None:
        raise NotFound("This plugin has nothing to set.")
    values = form.check({field.name: read_value(field, given) for field in form.fields})
    with site.db.writing() as tx:
        state = replace(plugin_state_of(site, name), settings=dict(values))
        keep_plugin_state(site, tx, name, state, actor.name)
        record(tx, site, actor, "plugin.set", name, "")


def read_value(field: SettingField, given: Mapping[str, Any]) -> Any:
    """One value of a form as its kind. BadInput when it is not of that kind."""
    if field.kind == "yes_no":
        return field.name in given
    if field.kind == "choices":
        return _allowed(field, given.getlist(field.name))
    text = str(given.get(field.name, "")).strip()
    if field.kind == "number":
        if not text.isdecimal():
            raise BadInput(f"{field.label} must be a whole number, not “{text}”.", field.name)
        return int(text)
    return _allowed(field, [text])[0] if field.kind == "choice" else text


def _allowed(field: SettingField, chosen: list[str]) -> list[str]:
    values = {value for value, _ in field.choices}
    for one in chosen:
        if one not in values:
            raise BadInput(f"{field.label} cannot be “{one}”; choose one that is offered.", field.name)
    return chosen


def _check(site, actor, name: str) -> None:
    decision = may(site, actor, "plugin.set", plugin_by_name(site, name))
    if not decision:
        raise Forbidden(decision.reason)
