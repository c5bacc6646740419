"""A hand-written directory with the face of `AuthorityDirectory`, for tests of what stands above it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from extranet.identity.authority_directory import DirectoryUnavailable, PasswordRight, PasswordWrong
from extranet.identity.directory_person import DirectoryPerson
from extranet.identity.directory_settings import DirectorySettings, read_directory
from extranet.identity.directory_words import normal_dn


@dataclass
class FakePerson:
    known: DirectoryPerson
    password: bytes
    names: tuple[str, ...]


@dataclass
class FakeDirectory:
    """`asked` holds every (login, password) that reached it; `is_silent` makes it fail."""

    settings: DirectorySettings
    people: list[FakePerson] = field(default_factory=list)
    asked: list[tuple[str, bytes]] = field(default_factory=list)
    is_silent: bool = False

    def add(self, login: str, password: str, name: str = "", groups=(), stable_id: str = "", mails=(), is_barred: bool = False) -> FakePerson:
        """A person whom this directory knows; ids follow from authority and login unless given."""
        authority = self.settings.authority
        made = DirectoryPerson(
            authority=authority,
            stable_id=stable_id or (authority.encode() + login.encode()).hex().ljust(32, "0")[-32:],
            dn=f"uid={login},ou=people,dc={authority}",
            login=login,
            name=name or login.title(),
            mails=tuple(mails),
            groups=frozenset(normal_dn(f"cn={group},{self.settings.group_base}") for group in groups),
            is_barred=is_barred,
        )
        self.people.append(FakePerson(made, password.encode(), (login, *mails)))
        return self.people[-1]

    def regroup(self, login: str, *groups: str) -> None:
        """The person is in exactly these groups from now on."""
        one = next(one for one in self.people if one.known.login == login)
        one.known = replace(one.known, groups=frozenset(normal_dn(f"cn={group},{self.settings.group_base}") for group in groups))

    def check(self, login: str, password: bytes, now: datetime):
        self.asked.append((login, password))
        found = self._found(login)
        if len(found) != 1:
            return PasswordWrong("several" if found else "unknown")
        if found[0].password != password:
            return PasswordWrong("password")
        return PasswordWrong("barred") if found[0].known.is_barred else PasswordRight(found[0].known)

    def find(self, login: str, now: datetime) -> DirectoryPerson | None:
        found = self._found(login)
        return found[0].known if len(found) == 1 else None

    def find_by_id(self, stable_id: str, now: datetime) -> DirectoryPerson | None:
        self._found("")
        return next((one.known for one in self.people if one.known.stable_id == stable_id), None)

    def is_gone(self, stable_id: str, now: datetime) -> bool:
        self._found("")
        if not self.people:
            raise DirectoryUnavailable(self.settings.authority, "the canary is not seen")
        return all(one.known.stable_id != stable_id for one in self.people)

    def everyone(self, now: datetime, progress=None) -> list[DirectoryPerson]:
        self._found("")
        for number in range(len(self.people) if progress else 0):
            progress(number + 1, len(self.people))
        return [one.known for one in self.people]

    def remove(self, login: str) -> None:
        """The person is deleted from this directory."""
        self.people = [one for one in self.people if one.known.login != login]

    def _found(self, login: str) -> list[FakePerson]:
        if self.is_silent:
            raise DirectoryUnavailable(self.settings.authority, "switched off by the test")
        return [one for one in self.people if login.lower() in (name.lower() for name in one.names)]


def fake_directory(authority: str, roles: dict | None = None) -> FakeDirectory:
    """An empty one with settings that pass the checks."""
    table = {
        "hosts": ["127.0.0.1"],
        "tls": "none",
        "service_dn": "cn=service",
        "service_password": "x",
        "people_base": f"ou=people,dc={authority}",
        "group_mode": "member",
        "group_base": f"ou=groups,dc={authority}",
        "email_domains": [f"{authority}.example"],
        "roles": roles or {},
    }
    return FakeDirectory(read_directory(authority, table))
