"""What every plugin must keep to, as functions that a test calls with one plugin and an app that holds it."""

import ast
import importlib
import inspect
import json
import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from jinja2 import meta, nodes
from sqlalchemy import MetaData, Table

from extranet.plugin import Plugin
from extranet.web import Page

SLICES = {"authorities", "jobs", "identity", "search", "standard", "pages", "portal"}
ROOF = {"app", "cli", "administration", "demonstration"}
OFF = "off"


def folder_of(plugin: Plugin) -> Path:
    return Path(importlib.import_module(package_of(plugin)).__file__).parent


def package_of(plugin: Plugin) -> str:
    """The package the plugin's answers live in."""
    function = next(iter(plugin.hook_answers.values()))
    return function.__module__


def modules_of(plugin: Plugin):
    """Every module of the plugin but its migrations, imported."""
    folder, package = folder_of(plugin), package_of(plugin)
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        if "migrations" not in parts:
            yield importlib.import_module(".".join((package, *(part for part in parts if part != "__init__"))))


# --- what it says of itself ---------------------------------------------------------------------------------------


def check_name_and_summary(plugin: Plugin) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", plugin.name)
    assert len(plugin.summary) <= 160
    assert plugin.summary.endswith(".")


def check_hooks(plugin: Plugin, site) -> None:
    """Every answer has a declared hook and asks only for what that hook offers."""
    for name, function in plugin.hook_answers.items():
        declared = site.hook_table.declared[name]
        assert set(inspect.signature(function).parameters) <= set(inspect.signature(declared).parameters), name


def check_imports(plugin: Plugin) -> None:
    """No import of another plugin, of the roof, or of the inside of a slice."""
    own = package_of(plugin)
    for path in sorted(folder_of(plugin).rglob("*.py")):
        for module in _imported(path):
            parts = module.split(".")
            if parts[0] == "extranet" and len(parts) > 1:
                assert parts[1] not in ROOF, f"{path.name} imports {module}"
                assert parts[1] not in SLICES or len(parts) == 2, f"{path.name} reaches inside {module}"
            is_plugin = parts[0] == "extranet_plugins" and len(parts) > 1 or parts[0].startswith("extranet_")
            if is_plugin and parts[0] not in ("extranet_content", "extranet_themes"):
                assert module == own or module.startswith(own + "."), f"{path.name} imports another plugin: {module}"


def _imported(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


# --- its tables ---------------------------------------------------------------------------------------------------


def check_tables(plugin: Plugin, site) -> None:
    """Tables start with the plugin's name, come with migrations, and are exactly what the migrations make."""
    if plugin.tables is None:
        return
    assert plugin.migrations is not None, "a plugin with tables needs migrations"
    names = set(plugin.tables.tables)
    assert all(name.startswith(plugin.name + "_") for name in names), names
    with site.db.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _only(names), "compare_type": True})
        wanted = _with_neighbours(plugin.tables, connection)
        assert compare_metadata(context, wanted) == []


def _only(names: set[str]):
    def include(thing, name, kind, _reflected, _compared):
        table = name if kind == "table" else thing.table.name
        return table in names

    return include


def _with_neighbours(tables: MetaData, connection) -> MetaData:
    """The plugin's tables, together with the core's that they refer to, so that foreign keys can be compared."""
    whole = MetaData()
    for table in tables.tables.values():
        for key in table.foreign_keys:
            name = key.target_fullname.split(".")[0]
            if name not in tables.tables and name not in whole.tables:
                Table(name, whole, autoload_with=connection)
    for table in tables.tables.values():
        table.to_metadata(whole)
    return whole


# --- its pages ----------------------------------------------------------------------------------------------------


def check_templates(plugin: Plugin, app) -> None:
    """Templates stand under the plugin's name; pages extend the layout, parts are parts, and nothing is inline."""
    folder = folder_of(plugin) / "templates"
    found = sorted(folder.rglob("*.html"))
    for path in found:
        name = path.relative_to(folder).as_posix()
        assert name.startswith(plugin.name + "/"), f"{name} must stand in templates/{plugin.name}/"
        source = path.read_text(encoding="utf-8")
        tree = app.jinja_env.parse(source)
        parents = [node.template.value for node in tree.find_all(nodes.Extends)]
        blocks = {node.name for node in tree.find_all(nodes.Block)}
        assert parents == ["web/layout.html"] if blocks else not parents, f"{name}: a page extends web/layout.html, a part has no blocks"
        assert not re.search(r"<html|<body|<script|<style|\sstyle=|\son[a-z]+=|javascript:", source), f"{name} holds what the policy refuses"
        for posting in re.findall(r"<form[^>]*method=[\"']?post.*?</form>", source, re.IGNORECASE | re.DOTALL):
            assert "csrf" in posting, f"{name}: a form that posts needs parts.csrf(frame.csrf_token)"


def check_page_contexts(plugin: Plugin, app) -> None:
    """A page's template uses nothing beside its dataclass's fields and `frame`."""
    for page in _pages_of(plugin):
        source = (folder_of(plugin) / "templates" / page.template).read_text(encoding="utf-8")
        tree = app.jinja_env.parse(source)
        given = {"frame", *app.jinja_env.globals, *(one.target for one in tree.find_all(nodes.Import))}
        given |= {name.name for one in tree.find_all(nodes.Assign) for name in one.find_all(nodes.Name) if name.ctx == "store"}
        used = meta.find_undeclared_variables(tree) - given
        fields = set(inspect.signature(page).parameters)
        assert used <= fields, f"{page.template} uses {sorted(used - fields)}, which {page.__name__} does not promise"


def _pages_of(plugin: Plugin) -> list[type]:
    found = {one for module in modules_of(plugin) for one in vars(module).values() if inspect.isclass(one) and issubclass(one, Page)}
    return sorted((one for one in found if one is not Page and one.__module__.startswith(package_of(plugin))), key=lambda one: one.__name__)


def addresses_of(plugin: Plugin, app) -> list[tuple[str, str]]:
    """(method, address) of every route, with something in place of each variable part."""
    if plugin.blueprint is None:
        return []
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(plugin.blueprint.name + "."):
            address = re.sub(r"<(?:int:|float:)[^>]*>", "1", rule.rule)
            address = re.sub(r"<[^>]*>", "something", address)
            found += [(method, address) for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]
    return found


def check_addresses(plugin: Plugin, app) -> None:
    """Addresses stay out of the way of page names, and none is the core's."""
    for _method, address in addresses_of(plugin, app):
        assert address.startswith("/-/"), address
    core = {rule.rule for rule in app.url_map.iter_rules() if plugin.blueprint is None or not rule.endpoint.startswith(plugin.blueprint.name + ".")}
    assert not core & {address for _method, address in addresses_of(plugin, app)}


def check_answers_while_on(plugin: Plugin, app, visitor, reader, administrator) -> None:
    """No address breaks; a visitor changes nothing and GET changes nothing."""
    for method, address in addresses_of(plugin, app):
        for who in (visitor, reader, administrator):
            answer = who.open(address, method=method)
            assert answer.status_code < 500, f"{method} {address}: {answer.status_code}"
        if method != "GET":
            assert visitor.open(address, method=method).status_code in (303, 401, 403, 404), f"a visitor may {method} {address}"


def check_switched_off(plugin: Plugin, app, clients, shared_pages) -> None:
    """Every address of it is not found, no page links to it, and the rest of the house stands."""
    addresses = addresses_of(plugin, app)
    for who in clients:
        for method, address in addresses:
            assert who.open(address, method=method).status_code == 404, f"{method} {address} answers though the plugin is off"
        for page in shared_pages:
            answer = who.get(page)
            assert answer.status_code < 400, f"{page} does not stand without {plugin.name}"
            for prefix in {"/".join(address.split("/")[:3]) for _method, address in addresses}:
                assert f'href="{prefix}' not in answer.text, f"{page} still links to {prefix}"


# --- its data -----------------------------------------------------------------------------------------------------


def data_sets_of(plugin: Plugin, site) -> list:
    given = plugin.hook_answers["data_sets"](site) if "data_sets" in plugin.hook_answers else []
    return list(given) if isinstance(given, (list, tuple)) else [given]


def check_data_sets(plugin: Plugin, site, fresh_site) -> None:
    """Rows are JSON, go into an empty site as they came out, and a second time change nothing."""
    for one in data_sets_of(plugin, site):
        assert one.plugin == plugin.name
        rows = json.loads(json.dumps(list(one.rows(site))))
        for _ in range(2):
            one.load(fresh_site, rows)
            assert json.loads(json.dumps(list(one.rows(fresh_site)))) == rows
    if plugin.tables is not None:
        assert data_sets_of(plugin, site), "a plugin with tables gives its rows to the export (hook data_sets)"
