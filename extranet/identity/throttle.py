"""How often a sign-in may be tried, kept in the database so that it holds over every worker.

The rules, and why they cannot be used to lock a colleague out for long, are in
docs/decisions/sign-in-waits.md. Names, addresses and devices are kept as keyed
hashes only: a password typed into the name box must not end up in a table.
"""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from extranet.identity import store
from extranet.identity.model import SignInTry
from extranet.identity.tables import sign_in_try

WINDOW = timedelta(minutes=15)
FREE_TRIES = 5
FIRST_WAIT_SECONDS = 30
LONGEST_WAIT_SECONDS = 900
TRIES_PER_NAME = 10
TRIES_PER_ADDRESS = 60
TRIES_PER_AUTHORITY = 400
KEEP_PLACES = timedelta(days=90)


@dataclass(frozen=True)
class TryKeys:
    """A try without anything readable in it."""

    authority: str
    name: str
    address: str
    device: str


@dataclass(frozen=True)
class Heard:
    """The try may go to the directory; `id` is its reserved row."""

    id: int
    keys: TryKeys


@dataclass(frozen=True)
class NotHeard:
    """Too many tries: nothing is asked for this many seconds."""

    wait_seconds: int


def wait_after(wrong_in_a_row: int) -> int:
    """Seconds the next sign-in must wait after this many wrong passwords in a row:
    0 below five, then 30 doubling to at most 900. ValueError if negative.
    Source: docs/decisions/sign-in-waits.md."""
    if wrong_in_a_row < 0:
        raise ValueError(f"{wrong_in_a_row} wrong passwords cannot be")
    if wrong_in_a_row < FREE_TRIES:
        return 0
    return min(FIRST_WAIT_SECONDS * 2 ** min(wrong_in_a_row - FREE_TRIES, 10), LONGEST_WAIT_SECONDS)


def normal_name(login: str) -> str:
    """One spelling for all that a directory may take for the same name: case,
    width, accents, spaces and invisible letters do not tell names apart."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", login).casefold())
    kept = (letter for letter in folded if unicodedata.category(letter) not in ("Mn", "Cf", "Cc", "Co", "Cn"))
    return "".join("".join(kept).split())


def keys_of(secret: str, asked: SignInTry) -> TryKeys:
    """The keyed hashes of a try."""

    def key(*parts: str) -> str:
        return hmac.new(secret.encode(), "\0".join(parts).encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    name = key("name", asked.authority, normal_name(asked.login))
    device = key("device", asked.device) if asked.device else ""
    return TryKeys(asked.authority, name, key("address", asked.address), device)


def reserve(tx, keys: TryKeys, now: datetime) -> Heard | NotHeard:
    """Count this try before the directory is asked, or refuse it.

    To be called inside a writing transaction, so that two workers cannot both
    take the last place.
    """
    store.one_at_a_time(tx, keys.authority)
    place, is_known = _place(tx, keys, now)
    wait = _wait_at_place(tx, keys, place, now) if is_known else max(_wait_at_place(tx, keys, place, now), _wait_of_strangers(tx, keys, now))
    if wait > 0:
        return NotHeard(wait)
    values = {"at": now, "authority": keys.authority, "name_key": keys.name, "place_key": place}
    store.remove_tries(tx, sign_in_try.c.at < now - WINDOW)
    return Heard(store.add_try(tx, values | {"address_key": keys.address, "is_known": int(is_known)}), keys)


def forget(tx, heard: Heard) -> None:
    """Give the place back: the directory could not be asked."""
    store.remove_tries(tx, sign_in_try.c.id == heard.id)


def note_success(tx, heard: Heard, now: datetime) -> None:
    """The password was right: this person's wrong tries from here are over, and
    this address and device are places they are known at."""
    keys = heard.keys
    places = [place for place in (keys.address, keys.device) if place]
    store.remove_tries(tx, (sign_in_try.c.name_key == keys.name) & sign_in_try.c.place_key.in_(places))
    for place in places:
        store.note_known_place(tx, keys.name, place, now, KEEP_PLACES)


def _place(tx, keys: TryKeys, now: datetime) -> tuple[str, bool]:
    """Where the try comes from: the device if this name signed in on it before, else the address."""
    since = now - KEEP_PLACES
    if keys.device and store.is_known_place(tx, keys.name, keys.device, since):
        return keys.device, True
    return keys.address, store.is_known_place(tx, keys.name, keys.address, since)


def _wait_at_place(tx, keys: TryKeys, place: str, now: datetime) -> int:
    """The wait that this name's wrong tries from this one place have earned."""
    here = (sign_in_try.c.name_key == keys.name) & (sign_in_try.c.place_key == place)
    tries = store.recent_tries(tx, here, now - WINDOW)
    if len(tries) >= TRIES_PER_NAME:
        return _seconds(tries[-TRIES_PER_NAME] + WINDOW - now)
    return _seconds(tries[-1] + timedelta(seconds=wait_after(len(tries))) - now) if tries else 0


def _wait_of_strangers(tx, keys: TryKeys, now: datetime) -> int:
    """The wait of those who never signed in from here: they share the limits
    of the name, of the address and of the authority."""
    stranger = sign_in_try.c.is_known == 0
    limits = (
        (sign_in_try.c.name_key == keys.name, TRIES_PER_NAME),
        (sign_in_try.c.address_key == keys.address, TRIES_PER_ADDRESS),
        (sign_in_try.c.authority == keys.authority, TRIES_PER_AUTHORITY),
    )
    waits = [0]
    for condition, limit in limits:
        tries = store.recent_tries(tx, condition & stranger, now - WINDOW)
        if len(tries) >= limit:
            waits.append(_seconds(tries[-limit] + WINDOW - now))
    return max(waits)


def _seconds(duration: timedelta) -> int:
    return max(0, -(-int(duration.total_seconds() * 1000) // 1000))
