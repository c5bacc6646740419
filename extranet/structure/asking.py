"""One careful question to another site: does this address still lead somewhere?

Only http and https on their own ports, only to public addresses: a name is resolved once, every address it has must be public, and the
connection goes to the very address that was looked at, so that a name cannot lead inside by changing its mind. The same holds for each
redirect. Nothing is read beyond the head of the answer, nothing is sent but the question.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Collection
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

from extranet.structure.model import BROKEN, CAUTION, MISSING, OK, Found

WAIT_SECONDS = 8.0  # for each step of an answer
WHOLE_SECONDS = 20.0  # for all of it, however slowly it drips
REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
AGENT = "Extranet link check"
SAYS_NO_MORE = {401: "It asks for a sign-in.", 403: "It refuses programs, or everybody.", 429: "It was asked too often."}
MOVED, ONCE = (301, 308), (302, 303, 307)


class Refused(Exception):
    """The address must not be asked; the sentence says why."""


class NoAddress(Exception):
    """This is no address of a page on the web."""


def look_at(url: str, allowed: Collection[str] = ()) -> Found:
    """What stands at this address now. Hosts in `allowed` may be private and on any port."""
    moved_to = ""
    try:
        for _time in range(REDIRECTS + 1):
            status, location = _answer(url, allowed)
            if status not in (*MOVED, *ONCE) or not location:
                return _judged(status, moved_to)
            url = urljoin(url, location)
            moved_to = url if status in MOVED else moved_to
    except Refused as why:
        return Found(CAUTION, str(why))
    except NoAddress as why:
        return Found(BROKEN if moved_to else MISSING, str(why))
    except TimeoutError:
        return Found(BROKEN, f"No answer within {WAIT_SECONDS:g} seconds.")
    except ssl.SSLError:
        return Found(BROKEN, "Its certificate is not valid.")
    except socket.gaierror:
        return Found(BROKEN, "There is no site of this name.")
    except (OSError, ValueError, http.client.HTTPException) as fault:
        return Found(BROKEN, f"No answer: {type(fault).__name__}.")
    return Found(BROKEN, f"It redirects more than {REDIRECTS} times.")


def _judged(status: int, moved_to: str) -> Found:
    if status in SAYS_NO_MORE:
        return Found(CAUTION, f"{status}. {SAYS_NO_MORE[status]}")
    if not 200 <= status < 300:
        return Found(BROKEN, f"The site answers {status}.")
    return Found(CAUTION, f"It has moved for good, to {moved_to[:300]}.") if moved_to else Found(OK)


def _answer(url: str, allowed: Collection[str]) -> tuple[int, str]:
    """(status, where it redirects to): by HEAD, and by GET where a site does not answer HEAD well."""
    status, location = _ask("HEAD", url, allowed)
    return _ask("GET", url, allowed) if status >= 400 and status not in (401, 429) else (status, location)


def _ask(method: str, url: str, allowed: Collection[str]) -> tuple[int, str]:
    scheme, host, port, path = _parts(url, allowed)
    connection = _connection(scheme, host, port, _public_address(host, port, allowed))
    ending = Timer(WHOLE_SECONDS, connection.sock.shutdown, (socket.SHUT_RDWR,))
    ending.start()
    try:
        connection.request(method, path, headers={"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        ending.cancel()
        connection.close()


def _parts(url: str, allowed: Collection[str]) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url)
        host, given = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError as fault:
        raise NoAddress("The address cannot be read.") from fault
    if parts.scheme not in PORTS or not host:
        raise NoAddress("The address does not begin with http:// or https:// and a name.")
    port = given or PORTS[parts.scheme]
    if parts.username or parts.password:
        raise Refused("It carries a name or a password, and is not asked.")
    if port != PORTS[parts.scheme] and host not in allowed:
        raise Refused(f"It goes to port {port}, and only the usual ports are asked.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~-._')}" if parts.query else "")
    return parts.scheme, host, port, path


def _public_address(host: str, port: int, allowed: Collection[str]) -> str:
    """An address of this host to connect to. Refused when any of them is not on the public internet."""
    found = [one[4][0] for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if host not in allowed and not all(is_public(one) for one in found):
        raise Refused("It leads into a private network, and is not asked.")
    return found[0]


def is_public(address: str) -> bool:
    """Whether an IP address is on the public internet, also when it hides another one in it."""
    one = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(one, "ipv4_mapped", None) or getattr(one, "sixtofour", None)
    teredo = getattr(one, "teredo", None)
    hidden = [each for each in (inner, *(teredo or ())) if each is not None]
    in_nat64 = one.version == 6 and one in ipaddress.ip_network("64:ff9b::/96")
    return one.is_global and not one.is_multicast and not one.is_reserved and not in_nat64 and all(each.is_global for each in hidden)


def _connection(scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
    """A connection that says `host` and goes to `address`."""
    connection = http.client.HTTPConnection(host, port, timeout=WAIT_SECONDS)
    connection.default_port = PORTS[scheme]
    plain = socket.create_connection((address, port), timeout=WAIT_SECONDS)
    try:
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
    except BaseException:
        plain.close()
        raise
    return connection
