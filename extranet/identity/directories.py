"""The directories of one site: read from the settings once per process, each behind its own breaker."""

from collections.abc import Mapping

from extranet.identity.authority_directory import AuthorityDirectory, LdapDirectory
from extranet.identity.breaker import Breaker
from extranet.identity.directory_settings import DirectorySettings, read_directories

PART = "identity.directories"
MOST_SEATS = 4


def directories_of(site) -> Mapping[str, AuthorityDirectory]:
    """By authority slug. SettingsFault when the settings are wrong."""
    return site.part(PART, lambda: _open(site.settings))


def _open(settings) -> dict[str, AuthorityDirectory]:
    seats = max(1, min(MOST_SEATS, settings.threads // 2))  # a hung directory must leave threads for readers
    return {slug: LdapDirectory(one, Breaker(seats)) for slug, one in read_directories(settings.directory).items()}


def directory_settings_of(site, authority: str) -> DirectorySettings | None:
    """One authority's settings, or None when it has no directory."""
    directory = directories_of(site).get(authority)
    return directory.settings if directory else None
