"""Revocation as a list of bits: W3C Bitstring Status List 1.0."""

import base64
import gzip
import secrets
import zlib
from collections.abc import Iterable, Set

SIZE_BYTES = 16_384
SIZE = SIZE_BYTES * 8


def encode(revoked: Iterable[int]) -> str:
    """The list with these bits set: gzipped, base64url, after a 'u'. Bit i is bit 7-(i mod 8) of byte i div 8."""
    bits = bytearray(SIZE_BYTES)
    for index in revoked:
        bits[index // 8] |= 1 << (7 - index % 8)
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()


def is_set(encoded: str, index: int) -> bool:
    """Whether bit `index` is set. ValueError when the list cannot be read or is too short for it."""
    if not encoded.startswith("u"):
        raise ValueError("The status list is not base64url.")
    packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4))
    reader = zlib.decompressobj(wbits=31)
    bits = reader.decompress(packed, 64 * SIZE_BYTES)
    if len(bits) < SIZE_BYTES or not 0 <= index < len(bits) * 8:
        raise ValueError("The status list does not hold this award.")
    return bool(bits[index // 8] >> (7 - index % 8) & 1)


def free_index(taken: Set[int]) -> int:
    """A random place that nobody has: the order of places must not tell the order of awards."""
    while True:
        index = secrets.randbelow(SIZE)
        if index not in taken:
            return index
