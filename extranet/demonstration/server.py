"""The demonstration directories: real LDAP servers in one process of their own.

Started by directories.start_directories; reads from standard input which
people to serve, answers there with one line of ports, and ends when its
standard input is closed, that is, with the process that started it. Read-only;
searching needs the service account.
"""

import json
import sys

from ldaptor.inmemory import ReadOnlyInMemoryLDAPEntry
from ldaptor.interfaces import IConnectedLDAPEntry
from ldaptor.protocols.ldap import ldaperrors
from ldaptor.protocols.ldap.ldapserver import LDAPServer
from twisted.internet import protocol, reactor, stdio
from twisted.python.components import registerAdapter

LOOPBACK = "127.0.0.1"
PAGED_RESULTS = b"1.2.840.113556.1.4.319"  # taken, and answered in one page


class Directory(LDAPServer):
    """Searches for those who are signed in; changes for nobody."""

    def checkControls(self, controls):
        super().checkControls([one for one in controls or () if one[0] != PAGED_RESULTS])

    def handle_LDAPSearchRequest(self, request, controls, reply):
        if self.boundUser is None:
            raise ldaperrors.LDAPInsufficientAccessRights()
        return super().handle_LDAPSearchRequest(request, controls, reply)

    def _refuse(self, request, controls, reply):
        raise ldaperrors.LDAPUnwillingToPerform(b"this directory is read-only")

    handle_LDAPAddRequest = handle_LDAPDelRequest = handle_LDAPModifyRequest = handle_LDAPModifyDNRequest = _refuse


class DirectoryFactory(protocol.ServerFactory):
    """One authority's directory."""

    protocol = Directory
    noisy = False

    def __init__(self, root: ReadOnlyInMemoryLDAPEntry):
        self.root = root


class UntilClosed(protocol.Protocol):
    """Ends the process when whoever started it goes away."""

    def connectionLost(self, reason=protocol.connectionDone):
        if reactor.running:
            reactor.stop()


def tree(entries: list[dict]) -> ReadOnlyInMemoryLDAPEntry:
    """Entries ({dn, attributes: {name: [value]}}, parents first) as a directory."""
    known: dict[str, ReadOnlyInMemoryLDAPEntry] = {}
    for entry in entries:
        dn, attributes = entry["dn"], entry["attributes"]
        rdn, _, parent = dn.partition(",")
        known[dn] = known[parent].addChild(rdn, attributes) if parent in known else ReadOnlyInMemoryLDAPEntry(dn, attributes)
    return known[entries[0]["dn"]]


def serve(directories: dict[str, list[dict]]) -> dict[str, int]:
    """Listen for every authority on a free port of loopback; the ports."""
    registerAdapter(lambda factory: factory.root, DirectoryFactory, IConnectedLDAPEntry)
    return {slug: reactor.listenTCP(0, DirectoryFactory(tree(entries)), interface=LOOPBACK).getHost().port for slug, entries in directories.items()}


def main() -> None:
    """One line in (the entries), one line out (the ports), then serve."""
    ports = serve(json.loads(sys.stdin.readline()))
    print(json.dumps(ports), flush=True)
    stdio.StandardIO(UntilClosed())
    reactor.run()


if __name__ == "__main__":
    main()
