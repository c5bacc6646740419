"""Check codes: 80 random bits as 16 letters and digits that nobody mixes up, in groups of four."""

import hashlib
import re
import secrets

# Crockford's alphabet: no I, L, O or U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Like '7K3M-9PQR-02XW-VB5T'."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def normal(typed: str) -> str | None:
    """The code somebody typed, as it is kept; None when it cannot be one."""
    letters = re.sub(r"[\s-]", "", typed).upper().translate(LOOKALIKES)
    if len(letters) != 16 or any(letter not in ALPHABET for letter in letters):
        return None
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def digest(code: str) -> str:
    """What a code is looked up by, so that no comparison's time says how much of it was right."""
    return hashlib.sha256(code.encode()).hexdigest()
