"""Private keys at rest: sealed with a key that follows from the site's secret, so that the database alone signs nothing."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"extranet training award key"


def seal(key: Ed25519PrivateKey, secret: str) -> str:
    """The private key, sealed, as hex."""
    nonce = secrets.token_bytes(12)
    return (nonce + _box(secret).encrypt(nonce, key.private_bytes_raw(), PURPOSE)).hex()


def unseal(sealed: str, secret: str) -> Ed25519PrivateKey | None:
    """The private key; None when the site's secret is not the one it was sealed with."""
    content = bytes.fromhex(sealed)
    try:
        return Ed25519PrivateKey.from_private_bytes(_box(secret).decrypt(content[:12], content[12:], PURPOSE))
    except InvalidTag:
        return None


def _box(secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, None, PURPOSE).derive(secret.encode()))
