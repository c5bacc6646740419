"""Filters that cannot be broken out of, and names of entries that compare as directories compare them.

Pure text (RFC 4514, RFC 4515); no directory is asked here.
"""

import re
import unicodedata

PART = re.compile(r"\s*([A-Za-z][A-Za-z0-9-]*|[0-9]+(?:\.[0-9]+)*)\s*=\s*((?:\\.|[^\\,+])*)", re.DOTALL)
HEX_PAIR = re.compile(rb"\\([0-9A-Fa-f]{2})|\\(.)", re.DOTALL)


def equals(attribute: str, value: str | bytes) -> str:
    """The filter (attribute=value), whatever the value holds."""
    return f"({attribute}={escape(value)})"


def escape(value: str | bytes) -> str:
    """A filter value: ASCII letters and digits stay, every other byte becomes \\xx."""
    raw = value.encode("utf-8") if isinstance(value, str) else value
    return "".join(chr(byte) if chr(byte).isascii() and chr(byte).isalnum() else f"\\{byte:02x}" for byte in raw)


def normal_dn(dn: str) -> str:
    """One spelling for DNs that differ only in case, spaces or escapes. '' for what is no DN.

    Not folded further: names that merely look alike stay different.
    """
    parts, at = [], 0
    while at <= len(dn):
        found = PART.match(dn, at)
        if not found or found.end() < len(dn) and dn[found.end()] not in ",+":
            return ""
        joint = dn[found.end() : found.end() + 1]
        parts.append(f"{found[1].lower()}={_normal_value(found[2])}{joint}")
        at = found.end() + 1
    return "".join(parts)


def escape_dn_value(value: str) -> str:
    """A value as it may stand in a DN."""
    return "".join(f"\\{ord(char):02x}" if char in ',+"\\<>;=#' else char for char in value)


def _normal_value(value: str) -> str:
    plain = HEX_PAIR.sub(lambda found: bytes([int(found[1], 16)]) if found[1] else found[2], value.encode("utf-8"))
    return escape_dn_value(" ".join(unicodedata.normalize("NFC", plain.decode("utf-8", "replace")).casefold().split()))
