"""Settings: one table of name, type, default and help; anything else stops start-up.

They come from the TOML file named by EXTRANET_SETTINGS and from EXTRANET_…
environment variables, which win. Tables of the file ([directory.<slug>]) are
kept raw for the slice that owns them.
"""

import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit


class SettingsFault(Exception):
    """A setting is unknown, missing or wrong; the sentence names it."""


@dataclass(frozen=True)
class Settings:
    """Everything an operator can set. Units stand in the names."""

    data: Path = field(default=Path("data"), metadata={"help": "The one data folder; copy it and you have everything."})
    database_url: str = field(default="", metadata={"help": "SQLAlchemy URL. Empty: SQLite in the data folder."})
    search: str = field(default="whoosh", metadata={"help": "Search engine: whoosh (a folder of its own), or postgres (tables of that database)."})
    search_opens: float = field(default=0.0, metadata={"help": "How far answers often opened for the same words are lifted, 0 (not at all) to 1."})
    redis_url: str = field(default="", metadata={"help": "Redis for background work. Empty: SQLite in the data folder."})
    public_url: str = field(default="http://127.0.0.1:8000", metadata={"help": "The address people type; its host is the only one answered."})
    trusted_proxies: int = field(default=0, metadata={"help": "How many proxies in front may set X-Forwarded headers."})
    secret_key: str = field(default="", metadata={"help": "Signs visitors' form tokens. Empty: made once, kept in the data folder."})
    site_name: str = field(default="Surrey Extranet", metadata={"help": "The name in the heading of every page."})
    workers: int = field(default=3, metadata={"help": "Web processes of `extranet run`."})
    threads: int = field(default=4, metadata={"help": "Threads in each web process."})
    bind: str = field(default="127.0.0.1:8000", metadata={"help": "Address and port `extranet run` listens on."})
    content: Path | None = field(default=None, metadata={"help": "Folder of vocabularies and starting content. Empty: the bundled one."})
    themes: Path | None = field(default=None, metadata={"help": "Folder of themes. Empty: the bundled one."})
    plugins_off: tuple[str, ...] = field(default=(), metadata={"help": "Plugins never loaded, comma separated."})
    render_seconds: float = field(default=2.0, metadata={"help": "Longest time one page may take to render."})
    page_kilobytes: int = field(default=256, metadata={"help": "Largest Markdown source of one page."})
    attachment_megabytes: int = field(default=20, metadata={"help": "Largest single attachment."})
    session_idle_minutes: int = field(default=60, metadata={"help": "A session ends after this long without a request."})
    session_hours: int = field(default=12, metadata={"help": "A session ends after this long in any case."})
    smtp_url: str = field(default="", metadata={"help": "smtp://, starttls:// or smtps://user:password@host:port; empty: mail is kept and not sent."})
    mail_from: str = field(default="", metadata={"help": "Sender of all letters. Empty: extranet@ and the host of public_url."})
    mail_days: int = field(default=30, metadata={"help": "The words of a letter are removed after this many days."})
    link_checks: int = field(default=0, metadata={"help": "How many addresses of other sites are looked at each night; 0 looks at none."})
    link_check_hosts: tuple[str, ...] = field(
        default=(), metadata={"help": "Hosts that may be looked at though they stand in a private network, comma separated."}
    )
    audit_days: int = field(default=730, metadata={"help": "Entries of the audit log are removed after this many days; 0 keeps them for ever."})
    log_level: str = field(default="INFO", metadata={"help": "DEBUG, INFO, WARNING or ERROR."})
    directory: Mapping[str, Mapping[str, Any]] = field(
        default_factory=lambda: MappingProxyType({}),
        metadata={"help": "Tables [directory.<authority>] of the settings file: one LDAP directory each."},
    )

    @property
    def data_dir(self) -> Path:
        return self.data

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        """Host (and port, if any) of the public address."""
        return urlsplit(self.public_url).netloc

    @property
    def url_of_database(self) -> str:
        return self.database_url or f"sqlite:///{(self.data / 'extranet.sqlite').absolute()}"

    @property
    def content_dir(self) -> Path:
        return self.content or _bundled("extranet_content")

    @property
    def themes_dir(self) -> Path:
        return self.themes or _bundled("extranet_themes")


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the file and the environment. SettingsFault names what is wrong."""
    environ = os.environ if environ is None else environ
    given = _from_file(environ.get("EXTRANET_SETTINGS")) | _from_environment(environ)
    known = {one.name: one for one in fields(Settings)}
    values = {name: _typed(name, value, known) for name, value in given.items()}
    return _checked(Settings(**values))


def with_secret(settings: Settings) -> Settings:
    """The same settings with a secret key: the given one, or the data folder's own."""
    if settings.secret_key:
        return settings
    path = settings.data_dir / "secret_key"
    if not path.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        _write_once(path, secrets.token_hex(32))
    return replace_settings(settings, secret_key=path.read_text().strip())


def replace_settings(settings: Settings, **changes) -> Settings:
    """A copy with some settings changed."""
    return Settings(**{one.name: getattr(settings, one.name) for one in fields(Settings)} | changes)


def _write_once(path: Path, text: str) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _from_file(name: str | None) -> dict[str, Any]:
    if not name:
        return {}
    try:
        return tomllib.loads(Path(name).read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise SettingsFault(f"EXTRANET_SETTINGS names {name!r}, and there is no such file.") from fault
    except tomllib.TOMLDecodeError as fault:
        raise SettingsFault(f"The settings file {name!r} is not TOML: {fault}.") from fault


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    prefix = "EXTRANET_"
    not_settings = {"EXTRANET_SETTINGS", "EXTRANET_SKIP_ASSETS"}
    return {
        name.removeprefix(prefix).lower(): value
        for name, value in environ.items()
        if name.startswith(prefix) and name not in not_settings
    }


def _typed(name: str, value: Any, known: Mapping) -> Any:
    if name not in known:
        names = ", ".join(sorted(known))
        raise SettingsFault(f"There is no setting {name!r}. The settings are: {names}.")
    kind = known[name].type
    try:
        return _convert(kind, value)
    except (TypeError, ValueError) as fault:
        raise SettingsFault(f"The setting {name!r} cannot be {value!r}: {fault}.") from fault


def _convert(kind: Any, value: Any) -> Any:
    if kind in (int, float, str):
        return kind(value)
    if kind in (Path, Path | None):
        return Path(value).expanduser()
    if kind == tuple[str, ...]:
        parts = value.split(",") if isinstance(value, str) else value
        return tuple(part.strip() for part in parts if part.strip())
    if not isinstance(value, Mapping):
        raise ValueError("it must be a table in the settings file")
    return value


def _checked(settings: Settings) -> Settings:
    positive = ("workers", "threads", "render_seconds", "page_kilobytes", "attachment_megabytes", "mail_days")
    for name in positive:
        if getattr(settings, name) <= 0:
            raise SettingsFault(f"The setting {name!r} must be more than 0.")
    if settings.search not in ("whoosh", "postgres"):
        raise SettingsFault(f"The setting 'search' must be whoosh or postgres, not {settings.search!r}.")
    if settings.search == "postgres" and not settings.database_url.startswith("postgresql"):
        raise SettingsFault("The setting 'search' is postgres, so 'database_url' must name a PostgreSQL database.")
    if urlsplit(settings.public_url).scheme not in ("http", "https"):
        raise SettingsFault(f"The setting 'public_url' must begin with http:// or https://, not {settings.public_url!r}.")
    if settings.smtp_url and urlsplit(settings.smtp_url).scheme not in ("smtp", "starttls", "smtps"):
        raise SettingsFault("The setting 'smtp_url' must begin with smtp://, starttls:// or smtps://.")
    if settings.mail_from and not re.fullmatch(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+", settings.mail_from):
        raise SettingsFault(f"The setting 'mail_from' must be one plain address, not {settings.mail_from!r}.")
    return settings


def _bundled(package: str) -> Path:
    import importlib.util

    found = importlib.util.find_spec(package)
    if found is None or not found.origin:
        raise SettingsFault(f"The package {package} is not installed; install Extranet with pip.")
    return Path(found.origin).parent
