"""The directories of one site: read from the settings once per process, each behind its own breaker."""

from collections.abc import Mapping
from importlib.util import find_spec

from extranet.authorities import all_authorities
from extranet.identity.authority_directory import AuthorityDirectory, LdapDirectory
from extranet.identity.breaker import Breaker
from extranet.identity.directory_settings import DirectorySettings, read_directories
from extranet.settings import SettingsFault

PART = "identity.directories"
MOST_SEATS = 4


def directories_of(site) -> Mapping[str, AuthorityDirectory]:
    """By authority slug. SettingsFault when the settings are wrong."""
    return site.part(PART, lambda: _open(site.settings))


def check_directories(site) -> None:
    """SettingsFault when a directory's table is wrong or names no authority. To be asked at start-up."""
    known = {one.slug for one in all_authorities(site)}
    directories = read_directories(site.settings.directory)
    if any(one.oidc for one in directories.values()) and not (find_spec("authlib") and find_spec("joserfc")):
        raise SettingsFault("A directory has a table oidc, which needs Authlib. Install it with: pip install 'extranet[oidc]'")
    for slug in directories:
        if slug not in known:
            raise SettingsFault(f"[directory.{slug}] names no authority; the authorities are {', '.join(sorted(known))}.")


def _open(settings) -> dict[str, AuthorityDirectory]:
    seats = max(1, min(MOST_SEATS, settings.threads // 2))  # a hung directory must leave threads for readers
    return {slug: LdapDirectory(one, Breaker(seats)) for slug, one in read_directories(settings.directory).items()}


def directory_settings_of(site, authority: str) -> DirectorySettings | None:
    """One authority's settings, or None when it has no directory."""
    directory = directories_of(site).get(authority)
    return directory.settings if directory else None
