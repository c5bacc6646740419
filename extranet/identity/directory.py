"""The one module that speaks LDAP: every call into ldap3 is here.

ldap3 2.9.1 is unsafe as it comes; each rule below answers a measured trap
(docs/decisions/ldap3-rules.md): certificates are always verified, referrals
never followed, no schema is fetched, every wait has a limit, one connection
serves one bind in one thread and is always closed, a password travels as
bytes, an empty name or password never leaves this machine.
"""

import logging
import socket
import ssl
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extranet.identity.directory_settings import DirectorySettings

with warnings.catch_warnings():  # ldap3 2.9.1 imports names that newer pyasn1 calls deprecated
    warnings.simplefilter("ignore", DeprecationWarning)
    import ldap3
    from ldap3.core.exceptions import LDAPException

log = logging.getLogger(__name__)

SUCCESS = 0
SIZE_LIMIT_EXCEEDED = 4
NO_SUCH_OBJECT = 32
NOT_ABOUT_THE_PASSWORD = (1, 2, 7, 8, 13, 51, 52, 80)  # errors of server, protocol or transport security
PAGE_ROWS = 200


class DirectoryTrouble(Exception):
    """The directory could not be asked: `step` says how far we came, `why` what happened.

    Never means "wrong password" and never counts towards a lock.
    """

    def __init__(self, step: str, why: str):
        super().__init__(f"{step}: {why}")
        self.step = step
        self.why = why


@dataclass(frozen=True)
class Entry:
    """One entry as the server sent it: attribute names in small letters, raw values."""

    dn: str
    attributes: Mapping[str, tuple[bytes, ...]]

    def values(self, attribute: str) -> tuple[bytes, ...]:
        return self.attributes.get(attribute.lower(), ())

    def texts(self, attribute: str) -> tuple[str, ...]:
        """The values that are text and not blank, in the server's order."""
        return tuple(text for value in self.values(attribute) if (text := value.decode("utf-8", "replace").strip()))

    def text(self, attribute: str) -> str:
        """The first value, or ''."""
        return next(iter(self.texts(attribute)), "")


@dataclass(frozen=True)
class BindAnswer:
    """What a directory answered to a password. `code` is Active Directory's own
    reason ('52e', '773' …) or ''."""

    accepted: bool
    code: str = ""


class Line:
    """One open connection to one server, bound as the service account."""

    def __init__(self, connection: ldap3.Connection, settings: DirectorySettings):
        self._connection = connection
        self._settings = settings

    def search(self, base: str, filter_text: str, attributes: tuple[str, ...], size_limit: int, scope: str = ldap3.SUBTREE) -> tuple[Entry, ...]:
        """Entries below `base`; at most `size_limit`, which may cut the rest off.

        References to other servers are dropped. DirectoryTrouble unless the
        server says that all is well (or that it stopped at our own limit).
        """
        with _as_trouble("search"):
            self._connection.search(
                base,
                filter_text,
                search_scope=scope,
                dereference_aliases=ldap3.DEREF_NEVER,
                attributes=list(attributes),
                size_limit=size_limit,
                time_limit=self._settings.receive_seconds,
            )
            return self._entries(allowed=(SUCCESS, SIZE_LIMIT_EXCEEDED, NO_SUCH_OBJECT))

    def search_all(self, base: str, filter_text: str, attributes: tuple[str, ...]) -> Iterator[Entry]:
        """Every entry below `base`, read in pages of PAGE_ROWS.

        DirectoryTrouble as soon as one page does not end well: a search that
        stops at a server's limit must never look like a complete one.
        """
        cookie: bytes | None = None
        while cookie is None or cookie:
            with _as_trouble("search"):
                self._connection.search(
                    base,
                    filter_text,
                    dereference_aliases=ldap3.DEREF_NEVER,
                    attributes=list(attributes),
                    paged_size=PAGE_ROWS,
                    paged_criticality=True,
                    paged_cookie=cookie,
                )
                entries = self._entries(allowed=(SUCCESS,))
                controls = self._connection.result.get("controls", {})
                cookie = controls.get("1.2.840.113556.1.4.319", {}).get("value", {}).get("cookie", b"")
            yield from entries

    def read(self, dn: str, attributes: tuple[str, ...]) -> Entry | None:
        """The one entry at this DN, or None."""
        return next(iter(self.search(dn, "(objectClass=*)", attributes, 1, ldap3.BASE)), None)

    def _entries(self, allowed: tuple[int, ...]) -> tuple[Entry, ...]:
        result = self._connection.result
        if result["result"] not in allowed:
            raise DirectoryTrouble("search", f"the server answered {result['result']} {result['description']}")
        return tuple(_entry(one) for one in self._connection.response or () if one["type"] == "searchResEntry")


def _entry(response: Mapping) -> Entry:
    raw = response["raw_attributes"]
    return Entry(response["dn"], {name.lower(): tuple(raw[name]) for name in raw})


class Caller:
    """Opens connections to the servers of one directory."""

    def __init__(self, settings: DirectorySettings):
        self.settings = settings
        self._contexts: dict[float, ssl.SSLContext] = {}

    @contextmanager
    def service_line(self, host: str, port: int) -> Iterator[Line]:
        """A line bound as the service account. DirectoryTrouble when it cannot be had."""
        settings = self.settings
        with self._connected(host, port, settings.service_dn, settings.service_password) as connection:
            answer = _bind(connection)
            if not answer.accepted:
                raise DirectoryTrouble("service bind", f"the service account was refused {answer.code}".rstrip())
            yield Line(connection, settings)

    def try_password(self, host: str, port: int, dn: str, password: bytes) -> BindAnswer:
        """What this server says to this password, on a connection of its own.

        ValueError for an empty DN or password: such a bind succeeds without
        proving anything (RFC 4513 5.1.2), so it is never sent.
        """
        if not dn or not password:
            raise ValueError("a bind needs a DN and a password")
        with self._connected(host, port, dn, password) as connection:
            return _bind(connection)

    @contextmanager
    def _connected(self, host: str, port: int, dn: str, password: bytes) -> Iterator[ldap3.Connection]:
        settings = self.settings
        with _as_trouble("settings"):
            server = ldap3.Server(
                host,
                port=port,
                use_ssl=settings.tls == "ldaps",
                tls=None if settings.tls == "none" else _VerifiedTls(self._context(), host),
                get_info=ldap3.NONE,
                connect_timeout=settings.connect_seconds,
                allowed_referral_hosts=[],
            )
            connection = ldap3.Connection(
                server,
                user=dn,
                password=password,
                authentication=ldap3.SIMPLE,
                client_strategy=ldap3.SYNC,
                auto_bind=ldap3.AUTO_BIND_NONE,
                auto_referrals=False,
                receive_timeout=settings.receive_seconds,
                check_names=False,
                auto_encode=False,
                raise_exceptions=False,
            )
        try:
            _open(connection, settings.tls)
            yield connection
        finally:
            _close(connection)

    def _context(self) -> ssl.SSLContext:
        """Verifying, TLS 1.2 or newer; made again when the CA file changes."""
        ca_file = None if self.settings.ca_file == "system" else self.settings.ca_file
        stamp = Path(ca_file).stat().st_mtime if ca_file else 0.0
        if stamp not in self._contexts:
            context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=ca_file)
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            self._contexts = {stamp: context}
        return self._contexts[stamp]


class _VerifiedTls(ldap3.Tls):
    """ldap3's Tls checks no certificate by default and no host name well; the
    standard library's own context does both."""

    def __init__(self, context: ssl.SSLContext, host: str):
        super().__init__(validate=ssl.CERT_REQUIRED, sni=host)
        self._context = context
        self._host = host

    def wrap_socket(self, connection, do_handshake=False):
        _send_at_once(connection.socket)
        connection.socket = self._context.wrap_socket(connection.socket, server_hostname=self._host, do_handshake_on_connect=True)


def _send_at_once(sock: socket.socket) -> None:
    """Without TCP_NODELAY each TLS connection loses about 45 ms (measured)."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _open(connection: ldap3.Connection, transport: str) -> None:
    with _as_trouble("connect" if transport != "ldaps" else "connect or TLS"):
        connection.open(read_server_info=False)
        _send_at_once(connection.socket)
    if transport == "starttls":
        with _as_trouble("TLS"):
            if not connection.start_tls(read_server_info=False):
                raise DirectoryTrouble("TLS", "the server does not start TLS")


def _bind(connection: ldap3.Connection) -> BindAnswer:
    with _as_trouble("bind"):
        connection.bind(read_server_info=False)
        result = connection.result
    if result["result"] == SUCCESS:
        return BindAnswer(accepted=True)
    code = _reason_code(result.get("message") or "")
    if result["result"] in NOT_ABOUT_THE_PASSWORD:
        raise DirectoryTrouble("bind", f"the server answered {result['result']} {result['description']}")
    return BindAnswer(accepted=False, code=code)


def _reason_code(message: str) -> str:
    """Active Directory's "…, data 773, v…" as '773'; '' elsewhere."""
    _, found, rest = message.partition(" data ")
    return rest.partition(",")[0].strip()[:8] if found else ""


def _close(connection: ldap3.Connection) -> None:
    try:
        connection.unbind()
    except Exception as fault:  # closing must never hide what went before
        log.debug("closing a directory connection: %s", type(fault).__name__)
    if connection.socket is not None:  # ldap3 forgets the socket of a connection that never opened
        connection.socket.close()


@contextmanager
def _as_trouble(step: str) -> Iterator[None]:
    """Anything that goes wrong inside ldap3, the socket or BER decoding, as DirectoryTrouble.

    ldap3 lets struct.error, IndexError and pyasn1's own errors through on a
    broken or hostile answer, so nothing narrower is safe.
    """
    try:
        yield
    except DirectoryTrouble:
        raise
    except (LDAPException, OSError) as fault:
        raise DirectoryTrouble(step, _brief(fault)) from fault
    except Exception as fault:
        raise DirectoryTrouble(step, f"the answer could not be understood ({type(fault).__name__})") from fault


def _brief(fault: Exception) -> str:
    return " ".join(str(fault).split())[:300] or type(fault).__name__
