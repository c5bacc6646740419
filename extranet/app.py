"""The roof: the only code that knows every part.

`build_site` puts one site together for commands, jobs and tests; `create_app`
puts the web in front of it.
"""

import importlib
import importlib.util
from pathlib import Path
from types import ModuleType

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from extranet import ground_hooks, migrate, switches
from extranet.authorities import current_authorities, load_authorities, load_places, pair_of
from extranet.cache import SharedCache
from extranet.clock import Clock
from extranet.db import Database
from extranet.errors import NotFound
from extranet.hooks import Hooks
from extranet.identity.views import actor_of_request, use_sessions
from extranet.plugin import Plugin, installed_plugins
from extranet.settings import Settings, load_settings, with_secret
from extranet.site import Site
from extranet.web import addresses, assets, limits, logs, safety, themes
from extranet.web.request import Wiring, current_site, wire

HERE = Path(__file__).parent
SLICES = (
    "web", "authorities", "jobs", "mail", "identity", "search", "standard", "pages", "watching", "review", "upkeep", "conformance", "discussion", "reading",
    "structure", "portal", "administration",
)  # fmt: skip
MEGABYTE = 1024 * 1024


def build_site(settings: Settings | None = None, clock: Clock | None = None, plugins: list[Plugin] | None = None) -> Site:
    """One site: settings read, hooks declared and answered, database open (not upgraded).

    SettingsFault, PluginFault and HookFault name what is wrong.
    """
    settings = with_secret(settings or load_settings())
    plugins = installed_plugins(settings.plugins_off) if plugins is None else plugins
    hooks = _hooks(plugins)
    db = Database(settings.url_of_database)
    return Site(db, hooks, clock or Clock(), settings, SharedCache(db), tuple(plugins))


def schema_owners(site: Site) -> list[migrate.Owner]:
    """Whose tables there are, in the order in which they must be made."""
    core = [migrate.Owner("ground", HERE / "migrations")]
    core += [migrate.Owner(name, HERE / name / "migrations") for name in SLICES]
    wing = [migrate.Owner(plugin.name, plugin.migrations) for plugin in site.plugins if plugin.migrations]
    return [owner for owner in core + wing if (owner.folder / "versions").is_dir()]


def prepare(site: Site) -> list[str]:
    """Bring the tables, the list of authorities and the places up to date; the owners that changed."""
    changed = migrate.upgrade(site.db, schema_owners(site))
    load_authorities(site)
    load_places(site)
    return changed


def create_app(settings: Settings | None = None, site: Site | None = None) -> Flask:
    """The web application. SchemaFault when `extranet init` has to run first."""
    site = site or build_site(settings)
    migrate.check(site.db, schema_owners(site))
    logs.start_logging(site.settings.log_level)
    app = Flask("extranet", static_folder=None, root_path=str(HERE))
    _configure(app, site)
    wire(app, Wiring(site, actor_of_request, lambda: current_authorities(site), lambda slug: pair_of(site, slug)))
    safety.protect(app)
    use_sessions(app, site)
    assets.serve(app, assets.gather(themes.load_themes(site.settings.themes_dir)))
    csrf = CSRFProtect(app)
    for module in _parts("views"):
        for blueprint in module.blueprints if hasattr(module, "blueprints") else [module.bp]:
            app.register_blueprint(blueprint)
            if getattr(blueprint, "takes_tokens_only", False):
                csrf.exempt(blueprint)
    for plugin in site.plugins:
        _add_plugin(app, plugin)
    limits.use_limits(app)
    return app


def _hooks(plugins: list[Plugin]) -> Hooks:
    hooks = Hooks()
    hooks.declare(ground_hooks)
    for module in _parts("hooks"):
        hooks.declare(module)
    for module in _parts("answers"):
        hooks.register(f"core.{module.__name__.split('.')[1]}", _public_functions(module))
    for plugin in plugins:
        hooks.register(plugin.name, plugin.hook_answers)
    hooks.check()
    hooks.is_on = lambda site, name: name.startswith("core.") or switches.plugin_state_of(site, name).is_on
    return hooks


def _parts(part: str) -> list[ModuleType]:
    names = [f"extranet.{name}.{part}" for name in SLICES]
    return [importlib.import_module(name) for name in names if importlib.util.find_spec(name)]


def _public_functions(module: ModuleType) -> dict:
    own = {name: one for name, one in vars(module).items() if callable(one) and not name.startswith("_")}
    return {name: one for name, one in own.items() if getattr(one, "__module__", "") == module.__name__}


def _configure(app: Flask, site: Site) -> None:
    settings = site.settings
    app.secret_key = settings.secret_key
    app.config.update(
        MAX_CONTENT_LENGTH=(settings.attachment_megabytes + 1) * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=16 * MEGABYTE,
        MAX_FORM_PARTS=2000,
        TRUSTED_HOSTS=[settings.public_host.split(":")[0]],
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.is_https,
        PREFERRED_URL_SCHEME="https" if settings.is_https else "http",
    )
    app.url_map.converters["int"] = addresses.Id
    folders = [HERE / name / "templates" for name in SLICES]
    own = FileSystemLoader([str(folder) for folder in folders if folder.is_dir()])
    app.jinja_loader = None
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "auto_reload": False}
    app.jinja_env.loader = ChoiceLoader([own, app.jinja_env.loader])
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)


def _add_plugin(app: Flask, plugin: Plugin) -> None:
    if plugin.blueprint is None:
        return

    app.register_blueprint(plugin.blueprint)

    def refuse_when_off():
        if not switches.plugin_state_of(current_site(), plugin.name).is_on:
            raise NotFound()

    app.before_request_funcs.setdefault(plugin.blueprint.name, []).insert(0, refuse_when_off)
