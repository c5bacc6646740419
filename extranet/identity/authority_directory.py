"""One authority's directory, asked as sign-in and sync need it: who is this, is this their password, who is there?

`AuthorityDirectory` is the face that the hand-written fake of the tests shares
(tests/contract/identity). It picks a server that answers, searches with the
service account and tries the password on a connection of its own.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import Protocol, TypeVar

from extranet.identity.breaker import Breaker, CircuitOpen, HostMemory
from extranet.identity.directory import Caller, DirectoryTrouble, Entry, Line
from extranet.identity.directory_groups import groups_of
from extranet.identity.directory_person import DirectoryPerson, read_person, stable_id_value, wanted_attributes
from extranet.identity.directory_settings import DirectorySettings
from extranet.identity.directory_words import equals

log = logging.getLogger(__name__)
T = TypeVar("T")
Progress = Callable[[int, int], None]

ALL_HOSTS_SECONDS = 4.0  # no further host is tried after this
MUST_CHANGE_CODES = frozenset({"773", "532"})


@dataclass(frozen=True)
class PasswordRight:
    """The directory knows this person and accepted the password."""

    person: DirectoryPerson


@dataclass(frozen=True)
class PasswordWrong:
    """Not signed in, and why, for the log only: 'unknown', 'several', 'password',
    'barred', 'no id' or 'must change'. Of these the reader may learn only the last."""

    why: str


class DirectoryUnavailable(Exception):
    """No server of this authority's directory answered; nothing is said about the password."""

    def __init__(self, authority: str, why: str):
        super().__init__(f"{authority}: {why}")
        self.authority = authority
        self.why = why


class AuthorityDirectory(Protocol):
    """What sign-in needs of a directory."""

    settings: DirectorySettings

    def check(self, login: str, password: bytes, now: datetime) -> PasswordRight | PasswordWrong:
        """DirectoryUnavailable when it cannot be asked; so do all the others."""

    def find_by_id(self, stable_id: str, now: datetime) -> DirectoryPerson | None:
        """The person of this stable id with groups; None for nobody or several."""

    def is_gone(self, stable_id: str, now: datetime) -> bool:
        """Whether there is certainly nobody of this stable id."""

    def everyone(self, now: datetime, progress: Progress | None = None) -> list[DirectoryPerson]:
        """Everybody with groups, complete."""


class LdapDirectory:
    """A directory reached through ldap3. Safe to share between threads."""

    def __init__(self, settings: DirectorySettings, breaker: Breaker | None = None):
        self.settings = settings
        self._caller = Caller(settings)
        self._breaker = breaker or Breaker()
        self._hosts = HostMemory()

    def check(self, login: str, password: bytes, now: datetime) -> PasswordRight | PasswordWrong:
        """Search as the service account, then try the password; always two binds,
        whether or not the name is known, so that time tells nothing."""
        return self._ask(lambda host, port: self._check_at(host, port, login, password, now))

    def find(self, login: str, now: datetime) -> DirectoryPerson | None:
        """The one person of this login name, with groups; None for nobody or several."""
        return self._ask(lambda host, port: self._find_at(host, port, self._by_login(login), now))

    def find_by_id(self, stable_id: str, now: datetime) -> DirectoryPerson | None:
        """The person of this stable id, wherever they were moved below the base."""
        return self._ask(lambda host, port: self._find_at(host, port, self._by_id(stable_id), now))

    def everyone(self, now: datetime, progress: Progress | None = None) -> list[DirectoryPerson]:
        """Every person below the base, with groups; complete or DirectoryUnavailable.

        `progress(done, of)` is told how many people's groups are known.
        """
        return self._ask(lambda host, port: list(self._everyone_at(host, port, now, progress)))

    def is_gone(self, stable_id: str, now: datetime) -> bool:
        """Whether the directory certainly has nobody of this stable id: the search
        succeeded, found nothing, and still finds the canary. DirectoryUnavailable otherwise."""
        return self._ask(lambda host, port: self._is_gone_at(host, port, stable_id))

    def _ask(self, question: Callable[[str, int], T]) -> T:
        try:
            with self._breaker.passage(DirectoryTrouble):
                return self._first_answer(question)
        except (DirectoryTrouble, CircuitOpen) as fault:
            log.warning("directory of %s not available: %s", self.settings.authority, fault)
            raise DirectoryUnavailable(self.settings.authority, str(fault)) from fault

    def _first_answer(self, question: Callable[[str, int], T]) -> T:
        began, trouble = monotonic(), None
        for address in self._hosts.in_order(self.settings.addresses):
            if trouble and monotonic() - began > ALL_HOSTS_SECONDS:
                break
            try:
                answer = question(*address)
            except DirectoryTrouble as fault:
                self._hosts.mark_bad(address)
                trouble = fault
            else:
                self._hosts.mark_good(address)
                return answer
        raise trouble or DirectoryTrouble("connect", "no server is configured")

    def _check_at(self, host: str, port: int, login: str, password: bytes, now: datetime) -> PasswordRight | PasswordWrong:
        with self._caller.service_line(host, port) as line:
            entries = self._search(line, self._by_login(login))
            if len(entries) != 1:
                self._caller.try_password(host, port, self._decoy_dn(), secrets.token_hex(8).encode())
                return PasswordWrong("several" if entries else "unknown")
            person = read_person(self.settings, entries[0], now)
            answer = self._caller.try_password(host, port, entries[0].dn, password)
            if not answer.accepted:
                return PasswordWrong("must change" if answer.code in MUST_CHANGE_CODES else "password")
            if person is None or person.is_barred:
                return PasswordWrong("barred" if person else "no id")
            return PasswordRight(replace(person, groups=groups_of(line, self.settings, entries[0])))

    def _find_at(self, host: str, port: int, filter_text: str, now: datetime) -> DirectoryPerson | None:
        with self._caller.service_line(host, port) as line:
            entries = self._search(line, filter_text)
            person = read_person(self.settings, entries[0], now) if len(entries) == 1 else None
            return person and replace(person, groups=groups_of(line, self.settings, entries[0]))

    def _everyone_at(self, host: str, port: int, now: datetime, progress: Progress | None) -> Iterator[DirectoryPerson]:
        with self._caller.service_line(host, port) as line:
            entries = list(line.search_all(self.settings.people_base, self.settings.person_filter, wanted_attributes(self.settings)))
            for number, entry in enumerate(entries, start=1):
                person = read_person(self.settings, entry, now)
                if person:
                    yield replace(person, groups=groups_of(line, self.settings, entry))
                if progress:
                    progress(number, len(entries))

    def _is_gone_at(self, host: str, port: int, stable_id: str) -> bool:
        with self._caller.service_line(host, port) as line:
            if self._search(line, self._by_id(stable_id)):
                return False
            canary = self._by_login(self.settings.canary_login) if self.settings.canary_login else self.settings.person_filter
            if not self._search(line, canary):
                raise DirectoryTrouble("search", "the service account does not see the canary; its rights may have been cut")
            return True

    def _search(self, line: Line, filter_text: str) -> tuple[Entry, ...]:
        return line.search(self.settings.people_base, filter_text, wanted_attributes(self.settings), size_limit=2)

    def _by_login(self, login: str) -> str:
        if self.settings.family == "active_directory":
            login = login.rpartition("\\")[2]  # people may type DOMAIN\name
        one_of = "".join(equals(attribute, login) for attribute in self.settings.login_attributes)
        return self._filter(f"(|{one_of})")

    def _by_id(self, stable_id: str) -> str:
        attribute = self.settings.id_attribute
        return self._filter(equals(attribute, stable_id_value(attribute, stable_id)))

    def _filter(self, more: str) -> str:
        return f"(&{self.settings.person_filter}{more})"

    def _decoy_dn(self) -> str:
        return self.settings.decoy_dn or f"cn=nobody-{secrets.token_hex(4)},{self.settings.people_base}"
