"""One-time codes of an authenticator app (RFC 6238: SHA-1, 30 s, six digits), recovery codes, and slow password hashes.

An app's secret is derived from the site's secret key and a random salt; only
the salt is stored, so a copy of the database makes no codes.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

STEP_SECONDS = 30
DIGITS = 6
DRIFT_STEPS = 1  # a clock may be half a minute off
SECRET_BYTES = 20
RECOVERY_CODES = 10
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that are taken for one another
SCRYPT_LOG2, SCRYPT_BLOCK, SCRYPT_LANES = 15, 8, 3  # 32 MB and about a fifth of a second; OWASP's cheat sheet of 2025
SCRYPT_MEMORY = 64 * 1024 * 1024


def hash_password(password: bytes) -> str:
    """A salted scrypt hash with its parameters."""
    salt = secrets.token_bytes(16)
    return f"scrypt${SCRYPT_LOG2}${SCRYPT_BLOCK}${SCRYPT_LANES}${salt.hex()}${_scrypt(password, salt, SCRYPT_LOG2, SCRYPT_BLOCK, SCRYPT_LANES).hex()}"


def is_password(password: bytes, kept: str) -> bool:
    """Whether this is the password; as slow for somebody without one (kept '')."""
    if not kept:
        _scrypt(password, b"nobody", SCRYPT_LOG2, SCRYPT_BLOCK, SCRYPT_LANES)
        return False
    _, log2, block, lanes, salt, wanted = kept.split("$")
    return hmac.compare_digest(_scrypt(password, bytes.fromhex(salt), int(log2), int(block), int(lanes)).hex(), wanted)


def new_salt() -> str:
    return secrets.token_hex(16)


def app_secret(secret_key: str, salt: str) -> bytes:
    """What the authenticator app is given."""
    return hmac.new(secret_key.encode(), b"totp\0" + salt.encode(), hashlib.sha256).digest()[:SECRET_BYTES]


def secret_words(secret: bytes) -> str:
    """The secret as people type it: base32 in fours."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def app_address(secret: bytes, issuer: str, name: str) -> str:
    """otpauth:// address that an app takes."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return f"otpauth://totp/{quote(f'{issuer}:{name}')}?secret={text}&issuer={quote(issuer)}"


def code_at(secret: bytes, step: int) -> str:
    """The code of one step of 30 seconds since 1970. Source: RFC 4226, 5.3."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(code: str, secret: bytes, now: datetime, after_step: int) -> int | None:
    """The step this code belongs to, near now and later than the last one used; None for a wrong or used code."""
    current = int(now.timestamp()) // STEP_SECONDS
    for step in range(current - DRIFT_STEPS, current + DRIFT_STEPS + 1):
        if step > after_step and hmac.compare_digest(code_at(secret, step).encode(), code.encode("utf-8", "replace")):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes of 10 letters, each good once."""
    return [random_code(2) for _ in range(RECOVERY_CODES)]


def random_code(groups: int) -> str:
    """Groups of five letters, 25 bits each: 'K7M2P-XQ9RT'."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(groups))


def code_hash(secret_key: str, code: str) -> str:
    """What is kept of a recovery or invitation code. Case, spaces and dashes do not matter."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return hmac.new(secret_key.encode(), b"code\0" + typed.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _scrypt(password: bytes, salt: bytes, log2: int, block: int, lanes: int) -> bytes:
    return hashlib.scrypt(password, salt=salt, n=2**log2, r=block, p=lanes, maxmem=SCRYPT_MEMORY, dklen=32)
