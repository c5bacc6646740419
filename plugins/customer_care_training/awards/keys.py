"""The keys that sign awards, published as a did:web document; retired ones stay in it."""

from typing import Any
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from extranet.errors import Forbidden
from extranet.identity import record
from extranet_plugins.customer_care_training.awards import store
from extranet_plugins.customer_care_training.awards.sealing import seal, unseal
from extranet_plugins.customer_care_training.awards.signing import public_multibase

DID_CONTEXT = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]


def did_of(site) -> str:
    """The issuer's name: did:web of this site's /-/awards, which makes its address /-/awards/did.json."""
    return f"did:web:{quote(urlsplit(site.settings.public_url).netloc, safe='')}:-:awards"


def method_of(site, public: str) -> str:
    return f"{did_of(site)}#{public}"


def did_document(site) -> dict[str, Any]:
    """Every public key that ever signed an award here."""
    did = did_of(site)
    with site.db.reading() as connection:
        known = [row["public"] for row in store.keys(connection)]
    methods = [{"id": f"{did}#{public}", "type": "Multikey", "controller": did, "publicKeyMultibase": public} for public in known]
    return {"@context": DID_CONTEXT, "id": did, "verificationMethod": methods, "assertionMethod": [one["id"] for one in methods]}


def signing_key(tx, site) -> tuple[Ed25519PrivateKey, str]:
    """(private key, public Multikey) that sign now; the first is made when it is needed.

    When the site's secret has changed, the old key cannot be opened any more: a new one takes over, and what the old one signed
    still verifies by its public part.
    """
    known = store.keys(tx)
    if known:
        private = unseal(known[0]["sealed"], site.settings.secret_key)
        if private is not None:
            return private, known[0]["public"]
    return new_key(tx, site)


def new_key(tx, site) -> tuple[Ed25519PrivateKey, str]:
    private = Ed25519PrivateKey.generate()
    public = public_multibase(private.public_key())
    store.add_key(tx, {"public": public, "sealed": seal(private, site.settings.secret_key), "made_at": site.clock.now()})
    return private, public


def rotate(site, actor) -> str:
    """Retire the key in use and make a new one; its public part. `actor` None is the command line."""
    if actor is not None and not actor.is_partnership_administrator:
        raise Forbidden("Only partnership administrators change the key that signs awards.")
    with site.db.writing() as tx:
        _private, public = new_key(tx, site)
        record(tx, site, actor, "award.key_changed", public)
    return public
