"""A real Active Directory domain: Samba as a domain controller in a network namespace of its own.

Needs root, for the namespace, and Debian's samba, samba-ad-provision,
samba-dsdb-modules, samba-vfs-modules and winbind. About ten seconds to ready.
Windows' own Active Directory was not at hand; this stands in for it.
"""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from extranet.identity.directory import ldap3
from tests.slapd.certificates import make_authority

PROGRAMS = {"samba": "samba samba-dsdb-modules samba-vfs-modules winbind", "samba-tool": "samba-ad-provision", "unshare": "util-linux"}
CLONE_NEWNET = 0x40000000
READY_SECONDS = 60
PASSWORD = "Right-pass-1"
BASE = "DC=woking,DC=example"
ADMINISTRATOR = ("WOKING\\Administrator", "Admin-pass-1")
NORMAL, DISABLED, NEVER_EXPIRES = 0x200, 0x202, 0x10200


def missing() -> str:
    """Why there can be no domain here, or ''."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    absent = [packages for program, packages in PROGRAMS.items() if shutil.which(program, path=path) is None]
    if absent:
        return f"Samba as a domain controller needs the packages {' '.join(absent)}"
    if os.geteuid() != 0:
        return "Samba as a domain controller needs root for its network namespace"
    tried = subprocess.run(["unshare", "-n", "-m", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this machine gives out no network namespaces"


class Domain:
    """The running domain. `inside(work)` calls work() in a thread that stands in the domain's network."""

    def __init__(self):
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="extranet-samba-", dir=memory if os.access(memory, os.W_OK) else None))
        self.process: subprocess.Popen | None = None
        self._thread: ThreadPoolExecutor | None = None
        try:
            self._provision()
            self._start()
            self._wait()
            self.inside(self._fill)
        except BaseException:
            self.close()
            raise

    def inside(self, work: Callable[[], Any]) -> Any:
        return self._thread.submit(work).result(timeout=60)

    def table(self, **changes) -> dict:
        """Its [directory.<slug>] settings."""
        table = {
            "hosts": ["localhost"],
            "ca_file": str(self.folder / "ca.pem"),
            "family": "active_directory",
            "service_dn": f"CN=service,OU=Staff,{BASE}",
            "service_password": PASSWORD,
            "people_base": f"OU=Staff,{BASE}",
            "group_base": f"OU=Staff,{BASE}",
            "roles": {"Advisers": ["reader"], "Outer": ["approver@group:front-line-forum"]},
        }
        return table | changes

    def change(self, work: Callable[[ldap3.Connection], bool]) -> None:
        """Call work(connection) as the domain's administrator, inside."""
        self.inside(lambda: self._as_administrator(work))

    def close(self) -> None:
        if self._thread:
            self._thread.shutdown()
        if self.process:
            self.process.stdin.close()  # samba -i also ends by itself when this closes, that is, with the tests
            self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self) -> None:
        if self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    # Making it ---------------------------------------------------------------

    def _provision(self) -> None:
        make_authority(self.folder, "ca").give("server", "localhost")
        command = ["samba-tool", "domain", "provision", "--server-role=dc", "--dns-backend=NONE", "--use-rfc2307", "--realm=WOKING.EXAMPLE"]
        command += ["--domain=WOKING", "--host-name=dc1", "--host-ip=127.0.0.1", f"--targetdir={self.folder / 'domain'}", f"--adminpass={ADMINISTRATOR[1]}"]
        command += ["--option=interfaces=lo", "--option=bind interfaces only=yes"]
        done = subprocess.run(["unshare", "-n", "-m", *command], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"samba-tool: {done.stderr[-2000:]}")
        settings = self.folder / "domain" / "etc" / "smb.conf"
        ours = f"""[global]
\tserver services = ldap, cldap
\tpid directory = {self.folder}
\ttls enabled = yes
\ttls keyfile = {self.folder}/server.key
\ttls certfile = {self.folder}/server.crt
\ttls cafile = {self.folder}/ca.pem
"""
        settings.write_text(settings.read_text().replace("[global]\n", ours, 1))
        (self.folder / "server.key").chmod(0o600)

    def _start(self) -> None:
        settings = self.folder / "domain" / "etc" / "smb.conf"
        script = f"ip link set lo up 2>/dev/null || {sys.executable} -c \"{UP}\"; exec samba -i -M single -s {settings} --debug-stdout"
        with (self.folder / "log").open("wb") as log:
            words = ["unshare", "-n", "-m", "sh", "-c", script]
            path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
            self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True, env={**os.environ, "PATH": path})

    def _wait(self) -> None:
        until = time.monotonic() + READY_SECONDS
        self._thread = ThreadPoolExecutor(1, initializer=_enter, initargs=(self.process.pid, until))
        while time.monotonic() < until and self.process.poll() is None:
            if self._thread.submit(_answers).result():
                return
            time.sleep(0.1)
        raise RuntimeError(f"Samba does not start:\n{(self.folder / 'log').read_text(errors='replace')[-2000:]}")

    def _as_administrator(self, work: Callable[[ldap3.Connection], bool]) -> None:
        server = ldap3.Server("localhost", 636, use_ssl=True, get_info=ldap3.NONE)
        connection = ldap3.Connection(server, f"CN=Administrator,CN=Users,{BASE}", ADMINISTRATOR[1], auto_bind=True, auto_encode=False, check_names=False)
        try:
            if not work(connection):
                raise RuntimeError(f"the domain refused: {connection.result}")
        finally:
            connection.unbind()

    def _fill(self) -> None:
        self._as_administrator(_add_everybody)


UP = "import fcntl,socket,struct; s=socket.socket(); fcntl.ioctl(s,0x8914,struct.pack('16sh14s',b'lo',1,b''))"


def _enter(pid: int, until: float) -> None:
    """Put this thread, and only it, into the network of that process, once that is its own."""
    own = Path("/proc/self/ns/net").readlink()
    while Path(f"/proc/{pid}/ns/net").readlink() == own and time.monotonic() < until:
        time.sleep(0.02)
    handle = os.open(f"/proc/{pid}/ns/net", os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).setns(handle, CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")
    finally:
        os.close(handle)


def _answers() -> bool:
    try:
        socket.create_connection(("127.0.0.1", 636), 0.5).close()
    except OSError:
        return False
    return True


def _add_everybody(connection: ldap3.Connection) -> bool:
    add = connection.add
    good = add(f"OU=Staff,{BASE}", ["organizationalUnit"]) and add(f"OU=Moved,OU=Staff,{BASE}", ["organizationalUnit"])
    good = good and all(_add_person(connection, *one) for one in PEOPLE)
    for name, members in (("Advisers", ["jsmith"]), ("Inner", ["nested"]), ("Outer", [])):
        dns = [f"CN={one},OU=Staff,{BASE}" for one in members] + ([f"CN=Inner,OU=Staff,{BASE}"] if name == "Outer" else [])
        good = good and add(f"CN={name},OU=Staff,{BASE}", ["group"], {"sAMAccountName": name.encode(), "member": [dn.encode() for dn in dns]})
    return good


PEOPLE = (
    ("service", NEVER_EXPIRES, {}),
    ("jsmith", NORMAL, {"displayName": b"Juniper Smith", "mail": b"j.smith@woking.example"}),
    ("nested", NORMAL, {}),
    ("disabled", DISABLED, {}),
    ("expired", NORMAL, {"accountExpires": b"116444736000000000"}),
    ("mustchange", NORMAL, {"pwdLastSet": b"0"}),
)


def _add_person(connection: ldap3.Connection, login: str, control: int, more: dict[str, bytes]) -> bool:
    dn = f"CN={login},OU=Staff,{BASE}"
    fields = {
        "sAMAccountName": login.encode(),
        "userPrincipalName": f"{login}@woking.example".encode(),
        "displayName": login.title().encode(),
        "unicodePwd": f'"{PASSWORD}"'.encode("utf-16-le"),
        "userAccountControl": str(control).encode(),
    }
    return connection.add(dn, ["user"], fields | more)
