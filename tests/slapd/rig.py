"""A rig of real slapd servers: one for each authority, on loopback, in a folder in memory.

Each has its own suffix, certificate authority, people and groups, a shape of
its own (transport, kind of group, family), a log of every bind it saw, and
faults at run time: pause, stop, start, another certificate.
"""

import base64
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extranet.identity.directory import ldap3
from tests.slapd.certificates import CertificateAuthority, make_authority
from tests.slapd.people import RigPerson, active_directory_people, crowd_of, hashed, people_of

SLAPD = shutil.which("slapd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
SCHEMAS = Path("/etc/ldap/schema")
SERVICE_PASSWORD = "service password of the rig"
ROOT_PASSWORD = "root password of the rig"
READY_SECONDS = 20
ROLES = {
    "advisers": ["reader"],
    "forum-authors": ["author@group:front-line-forum"],
    "outer": ["approver@group:front-line-forum"],
    "1000": ["partnership_administrator@partnership"],
}


@dataclass(frozen=True)
class Shape:
    """How one authority runs its directory."""

    tls: str = "ldaps"
    group_mode: str = "member"
    family: str = "openldap"
    nested: str = "no"


SHAPES = {
    "woking": Shape(),
    "guildford": Shape(tls="starttls", group_mode="memberOf", nested="walk"),
    "surrey-heath": Shape(group_mode="memberUid"),
    "waverley": Shape(family="active_directory", group_mode="member", nested="walk"),
    "elmbridge": Shape(group_mode="uniqueMember", nested="walk"),
    "surrey": Shape(tls="starttls", nested="walk"),
}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Rogue:
    """A server that nobody may ever call: referrals in every directory point here."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]

    def calls(self) -> int:
        """How many have connected since the last question."""
        count = 0
        while True:
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1

    def close(self) -> None:
        self._socket.close()


class Slapd:
    """One authority's server. Made stopped; `start` and wait with `until_ready`."""

    def __init__(self, folder: Path, authority: str, rogue_port: int, crowd: int = 0):
        self.authority = authority
        self.rogue_port = rogue_port
        self.shape = SHAPES.get(authority, Shape())
        self.folder = folder
        self.plain_port, self.tls_port = free_port(), free_port()
        self.suffix = f"dc={authority},dc=example"
        self.people = people_of(authority) + (active_directory_people() if self.is_active_directory else []) + crowd_of(crowd)
        self.may_see_people = True
        (folder / "db").mkdir(parents=True)
        self.ca: CertificateAuthority = make_authority(folder, "ca")
        self.process: subprocess.Popen | None = None
        self.use_certificate("good")
        self._load()

    @property
    def is_active_directory(self) -> bool:
        return self.shape.family == "active_directory"

    def person(self, login: str) -> RigPerson:
        return next(one for one in self.people if one.login == login)

    def dn(self, login: str) -> str:
        name = _escaped(self.person(login).name)
        return f"cn={name},ou=people,{self.suffix}" if self.is_active_directory else f"uid={login},ou=people,{self.suffix}"

    def table(self, **changes) -> dict:
        """Its [directory.<slug>] settings."""
        shape = self.shape
        table = {
            "hosts": [f"localhost:{self.tls_port if shape.tls == 'ldaps' else self.plain_port}"],
            "tls": shape.tls,
            "family": shape.family,
            "ca_file": str(self.ca.file),
            "service_dn": f"cn=service,{self.suffix}",
            "service_password": SERVICE_PASSWORD,
            "people_base": f"ou=people,{self.suffix}",
            "person_filter": "(objectClass=user)" if self.is_active_directory else "(objectClass=inetOrgPerson)",
            "login_attributes": ["sAMAccountName", "mail"] if self.is_active_directory else ["uid", "mail"],
            "group_mode": shape.group_mode,
            "group_base": f"ou=groups,{self.suffix}",
            "group_filter": "(objectClass=*)",
            "nested": shape.nested,
            "roles": ROLES,
            "connect_seconds": 1,
            "receive_seconds": 1,
        }
        return table | changes

    # Faults ------------------------------------------------------------------

    def start(self) -> None:
        command = [SLAPD, "-f", str(self.folder / "slapd.conf"), "-d", "stats", "-h"]
        command.append(f"ldap://127.0.0.1:{self.plain_port} ldaps://127.0.0.1:{self.tls_port}")
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    def until_ready(self) -> None:
        """Wait until it takes connections; RuntimeError with its log when it does not."""
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.tls_port), 0.2).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise RuntimeError(f"slapd of {self.authority} does not start:\n{self.log()[-2000:]}")

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(timeout=10)
        self.process = None

    def pause(self) -> None:
        """It takes connections and answers nothing, as a hung server does."""
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def use_certificate(self, kind: str) -> None:
        """'good', 'expired', 'wrong_host' or 'foreign'; a running server is started again."""
        was_running = self.process is not None
        self.stop()
        signer = make_authority(self.folder, "foreign") if kind == "foreign" else self.ca
        host = "elsewhere.example" if kind == "wrong_host" else "localhost"
        certificate, key = signer.give(kind, host, days=-1 if kind == "expired" else 2)
        (self.folder / "slapd.conf").write_text(self._configuration(certificate, key))
        if was_running:
            self.start()
            self.until_ready()

    def cut_rights(self) -> None:
        """The service account sees no people any more: every search succeeds and finds nobody."""
        self.may_see_people = False
        self.use_certificate("good")

    def remove(self, login: str) -> None:
        """Delete this person, as an administrator of the directory would."""
        self.change(lambda connection: connection.delete(self.dn(login)))

    def rename(self, login: str, name: str, new_login: str) -> None:
        """Give this person another name and login, as after a marriage."""
        changes = {"cn": [("MODIFY_REPLACE", [name])], "mail": [("MODIFY_REPLACE", [f"{new_login}@{self.authority}.example"])]}

        def rename(connection):
            connection.modify(self.dn(login), changes)
            return connection.modify_dn(self.dn(login), f"uid={new_login}")

        self.change(rename)

    def change(self, work) -> None:
        """Call work(connection) as the directory's administrator; it gives whether it went well."""
        server = ldap3.Server("127.0.0.1", self.plain_port, get_info=ldap3.NONE)
        connection = ldap3.Connection(server, f"cn=root,{self.suffix}", ROOT_PASSWORD, auto_bind=True)
        try:
            if not work(connection):
                raise RuntimeError(f"{self.authority}: {connection.result}")
        finally:
            connection.unbind()

    # What it saw -------------------------------------------------------------

    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def binds(self) -> list[str]:
        """The DN of every bind so far, the service account's too."""
        return re.findall(r'BIND dn="([^"]*)" method=', self.log())

    def connections(self) -> int:
        return self.log().count("ACCEPT from")

    # Making it ---------------------------------------------------------------

    def _configuration(self, certificate: Path, key: Path) -> str:
        includes = "".join(f"include {SCHEMAS / name}.schema\n" for name in ("core", "cosine", "nis", "inetorgperson"))
        includes += f"include {Path(__file__).parent / 'active_directory.schema'}\n"
        overlay = "moduleload memberof\n" if self.shape.group_mode == "memberOf" else ""
        return f"""{includes}
modulepath /usr/lib/ldap
moduleload back_mdb
{overlay}
TLSCACertificateFile {self.ca.file}
TLSCertificateFile {certificate}
TLSCertificateKeyFile {key}
pidfile {self.folder}/pid
argsfile {self.folder}/args
allow bind_anon_cred bind_anon_dn
sizelimit 500
threads 4
database mdb
suffix "{self.suffix}"
rootdn "cn=root,{self.suffix}"
rootpw "{ROOT_PASSWORD}"
directory {self.folder}/db
maxsize 33554432
dbnosync
index objectClass,uid,mail,member eq
{"overlay memberof" if overlay else ""}
access to attrs=userPassword by anonymous auth by * none
{'' if self.may_see_people else f'access to dn.subtree="ou=people,{self.suffix}" by * none'}
access to * by dn.exact="cn=service,{self.suffix}" read by * none
"""

    def _load(self) -> None:
        (self.folder / "people.ldif").write_text("\n".join(_ldif(dn, attributes) for dn, attributes in self._entries()))
        command = [SLAPD, "-T", "add", "-q", "-f", str(self.folder / "slapd.conf"), "-l", str(self.folder / "people.ldif")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"slapadd for {self.authority}: {done.stderr[-2000:]}")

    def _entries(self) -> Iterable[tuple[str, dict]]:
        yield self.suffix, {"objectClass": ["dcObject", "organization"], "dc": self.authority, "o": self.authority}
        for unit in ("people", "groups"):
            yield f"ou={unit},{self.suffix}", {"objectClass": "organizationalUnit", "ou": unit}
        service = {"objectClass": ["organizationalRole", "simpleSecurityObject"], "cn": "service", "userPassword": hashed(SERVICE_PASSWORD)}
        yield f"cn=service,{self.suffix}", service
        for one in self.people:
            yield self.dn(one.login), self._person_attributes(one)
        away = {"objectClass": ["referral", "extensibleObject"], "ou": "away", "ref": f"ldap://127.0.0.1:{self.rogue_port}/ou=away,{self.suffix}"}
        yield f"ou=away,ou=people,{self.suffix}", away
        yield from self._groups()

    def _person_attributes(self, one: RigPerson) -> dict:
        shown = {"cn": one.name, "sn": one.name.split()[1], "userPassword": hashed(one.password)}
        if self.is_active_directory:
            names = {"sAMAccountName": one.login, "displayName": one.name, "userAccountControl": "512", "mail": list(one.mails)}
            return {"objectClass": ["user"], **shown, **names, "objectGUID": one.stable_id(self.authority).bytes, **one.more}
        shown |= {"uid": one.login, "mail": list(one.mails), "entryUUID": str(one.stable_id(self.authority))}
        if self.shape.group_mode == "memberOf":
            shown["memberOf"] = [self._group_dn(group) for group in one.groups]
        return {"objectClass": ["inetOrgPerson"], **shown}

    def _groups(self) -> Iterable[tuple[str, dict]]:
        held: dict[str, list[RigPerson]] = {name: [] for name in ("advisers", "forum-authors", "inner", "1e3", "1000")}
        for one in self.people:
            for group in one.groups:
                held[group].append(one)
        for name, people in held.items():
            yield self._group_dn(name), self._group_attributes(name, [one.login for one in people], [])
        if self.shape.group_mode != "memberUid":
            # outer holds middle, middle holds inner and, in a circle, outer
            yield self._group_dn("middle"), self._group_attributes("middle", [], ["inner", "outer"])
            yield self._group_dn("outer"), self._group_attributes("outer", [], ["middle"])

    def _group_attributes(self, name: str, logins: list[str], groups: list[str]) -> dict:
        members = [self.dn(login) for login in logins] + [self._group_dn(group) for group in groups]
        match self.shape.group_mode:
            case "memberUid":
                number = str(2000 + len(name) + sum(name.encode()))
                return {"objectClass": "posixGroup", "cn": name, "gidNumber": number, "memberUid": logins}
            case "uniqueMember":
                return {"objectClass": "groupOfUniqueNames", "cn": name, "uniqueMember": members or [f"cn=nobody,{self.suffix}"]}
        more = {"memberOf": [self._group_dn(parent) for parent in _parents(name)]} if self.shape.group_mode == "memberOf" else {}
        return {"objectClass": "groupOfNames", "cn": name, "member": members or [f"cn=nobody,{self.suffix}"], **more}

    def _group_dn(self, name: str) -> str:
        return f"cn={name},ou=groups,{self.suffix}"


class Rig:
    """Servers for several authorities. `folder` is removed at `close`."""

    def __init__(self, authorities: Iterable[str], crowd: int = 0):
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="extranet-slapd-", dir=memory if os.access(memory, os.W_OK) else None))
        self.servers: dict[str, Slapd] = {}
        self.rogue = Rogue()
        try:
            for slug in authorities:
                self.servers[slug] = Slapd(self.folder / slug, slug, self.rogue.port, crowd)
                self.servers[slug].start()
            for server in self.servers.values():
                server.until_ready()
        except BaseException:
            self.close()
            raise

    def __getitem__(self, authority: str) -> Slapd:
        return self.servers[authority]

    def tables(self) -> dict[str, dict]:
        return {slug: server.table() for slug, server in self.servers.items()}

    def close(self) -> None:
        for server in self.servers.values():
            server.stop()
        self.rogue.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _parents(group: str) -> tuple[str, ...]:
    return {"inner": ("middle",), "middle": ("outer",), "outer": ("middle",)}.get(group, ())


def _escaped(value: str) -> str:
    return "".join(f"\\{char}" if char in ',+"\\<>;=#' else char for char in value)


def _ldif(dn: str, attributes: dict) -> str:
    lines = [_ldif_line("dn", dn)]
    for name, values in attributes.items():
        lines += [_ldif_line(name, value) for value in (values if isinstance(values, list) else [values])]
    return "\n".join(lines) + "\n"


def _ldif_line(name: str, value: str | bytes) -> str:
    raw = value.encode() if isinstance(value, str) else value
    return f"{name}:: {base64.b64encode(raw).decode()}"
