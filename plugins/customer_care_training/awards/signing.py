"""eddsa-rdfc-2022: SHA-256 of the canonical proof options, then of the canonical document, signed together with Ed25519.

Source: W3C Data Integrity EdDSA Cryptosuites 1.0; training.md 9.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from extranet_plugins.customer_care_training.awards import base58
from extranet_plugins.customer_care_training.awards.canonical import canonical_rdf
from extranet_plugins.customer_care_training.awards.contexts import CONTEXTS, TYPES

SUITE = "eddsa-rdfc-2022"
ED25519_PUBLIC = b"\xed\x01"


def public_multibase(key: Ed25519PublicKey) -> str:
    """The key as a Multikey writes it: 'z6Mk…'."""
    return "z" + base58.encode(ED25519_PUBLIC + key.public_bytes_raw())


def public_key(multibase: str) -> Ed25519PublicKey:
    """ValueError when it is not an Ed25519 Multikey."""
    content = base58.decode(multibase.removeprefix("z"))
    if not multibase.startswith("z") or content[:2] != ED25519_PUBLIC or len(content) != 34:
        raise ValueError("The key is not an Ed25519 Multikey.")
    return Ed25519PublicKey.from_public_bytes(content[2:])


def signed(document: Mapping[str, Any], key: Ed25519PrivateKey, method: str, created: str, contexts=CONTEXTS, types=TYPES) -> dict[str, Any]:
    """The document with its proof. `method` is the id of the public key, `created` a moment like 2026-05-01T09:00:00Z."""
    proof = {"type": "DataIntegrityProof", "cryptosuite": SUITE, "created": created, "verificationMethod": method, "proofPurpose": "assertionMethod"}
    value = key.sign(_hashes(document, proof, contexts, types))
    return {**document, "proof": {**proof, "proofValue": "z" + base58.encode(value)}}


def is_signed_by(document: Mapping[str, Any], multibase: str, contexts=CONTEXTS, types=TYPES) -> bool:
    """Whether the document's proof is a signature of this key over all of it. NotCanonical when something in it goes unsigned."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in document["proof"].items() if name != "proofValue"}
    try:
        public_key(multibase).verify(base58.decode(document["proof"]["proofValue"].removeprefix("z")), _hashes(bare, options, contexts, types))
    except (InvalidSignature, ValueError) as fault:
        if type(fault).__name__ == "NotCanonical":
            raise
        return False
    return True


def _hashes(document: Mapping[str, Any], proof: Mapping[str, Any], contexts, types) -> bytes:
    options = {"@context": document["@context"], **proof}
    return b"".join(hashlib.sha256(canonical_rdf(one, contexts, types)).digest() for one in (options, document))
