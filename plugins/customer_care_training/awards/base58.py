"""Base58 with the alphabet of Bitcoin, as Multikey and proofValue use it (after a leading z)."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def encode(content: bytes) -> str:
    number, letters = int.from_bytes(content), ""
    while number:
        number, rest = divmod(number, 58)
        letters = ALPHABET[rest] + letters
    return "1" * (len(content) - len(content.lstrip(b"\0"))) + letters


def decode(text: str) -> bytes:
    """ValueError for a letter that base58 has not."""
    number = 0
    for letter in text:
        number = number * 58 + ALPHABET.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
