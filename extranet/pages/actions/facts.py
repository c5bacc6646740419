"""Facts: one value for each authority, kept in every process, since most pages show some."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from extranet.errors import BadInput, Forbidden
from extranet.identity import record
from extranet.pages.actions.reading import LIST_LIMIT
from extranet.pages.model import FactChange, FactKey, FactSaid, FactValue, PageLine
from extranet.pages.store import facts as store
from extranet.pages.store import lists
from extranet.rights import may, reading_keys

CACHED = "facts"
VALUE_LENGTH = 500


@dataclass(frozen=True)
class Facts:
    """Every fact by key, and its values, the last set first."""

    keys: dict[str, FactKey] = field(default_factory=dict)
    values: tuple[FactValue, ...] = ()

    @cached_property
    def _by_key(self) -> dict[str, dict[str, list[FactValue]]]:
        found: dict[str, dict[str, list[FactValue]]] = {}
        for one in self.values:
            found.setdefault(one.key, {}).setdefault(one.authority, []).append(one)
        return found

    def value(self, key: str, authority: str, day: date) -> FactValue | None:
        """What holds for this authority on this day."""
        return next((one for one in self._by_key.get(key, {}).get(authority, ()) if one.holds_on(day)), None)

    def values_of(self, key: str) -> list[FactValue]:
        """Every value of a fact, by authority, whatever its dates."""
        return [one for authority in sorted(self._by_key.get(key, {})) for one in self._by_key[key][authority]]


def facts(site) -> Facts:
    """All facts, as this process knows them (at most half a second old)."""
    return site.cache.get(CACHED, lambda: _load(site))


def set_fact(site, actor, value: FactValue) -> None:
    """Set one authority's value. BadInput names what is wrong; Forbidden when it is another authority's."""
    set_facts(site, actor, [value])


def set_facts(site, actor, values: Iterable[FactValue]) -> None:
    """Set many values, all or none. As `set_fact`; the first that is wrong is named."""
    values = list(values)
    for value in values:
        decision = may(site, actor, "fact.edit", FactChange(value.key, value.authority))
        if not decision:
            raise Forbidden(decision.reason)
        check_value(site, value)
    with site.db.writing() as tx:
        for value in values:
            store.keep_value(tx, _row(site, value, actor.name))
            record(tx, site, actor, "fact.set", value.key, f"{value.authority}: {value.value}")
        site.cache.touch(tx, CACHED)


def fact_history(site, key: str) -> list[FactSaid]:
    """What a fact was said to be, by whom and when, the last first; at most 100."""
    with site.db.reading() as connection:
        return store.changes_of(connection, key, LIST_LIMIT)


def load_facts(site, keys: Iterable[FactKey], values: Iterable[FactValue], set_by: str) -> int:
    """Bring in facts with their values in one transaction, for imports; how many values."""
    values = list(values)
    with site.db.writing() as tx:
        for key in keys:
            store.keep_key(tx, key)
        for value in values:
            store.keep_value(tx, _row(site, value, set_by))
        site.cache.touch(tx, CACHED)
    return len(values)


def pages_showing(site, actor, key: str) -> list[PageLine]:
    """Readable pages that show this fact."""
    with site.db.reading() as connection:
        return lists.pointing_at(connection, reading_keys(actor), "fact", [key], LIST_LIMIT)


def check_value(site, value: FactValue) -> None:
    """BadInput, in a sentence, for a value that no reader could use."""
    named = facts(site).keys.get(value.key)
    if named is None:
        raise BadInput(f"There is no fact {value.key!r}.", "key")
    if not value.value.strip():
        raise BadInput("Type the value, or leave the old one as it is.", "value")
    if len(value.value) > VALUE_LENGTH:
        raise BadInput(f"A value has at most {VALUE_LENGTH} characters.", "value")
    if not value.source_url.startswith(("https://", "http://")):
        raise BadInput("Give the web address where the value can be read; it starts with https://.", "source_url")
    if value.valid_from and value.valid_to and value.valid_to < value.valid_from:
        raise BadInput("The last day is before the first.", "valid_to")
    is_fit, sentence = _KINDS.get(named.type, (None, ""))
    if is_fit and not is_fit(value.value.strip()):
        raise BadInput(sentence, "value")


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


_KINDS = {
    "url": (lambda text: text.startswith(("https://", "http://")) and " " not in text, "A web address starts with https:// and has no spaces."),
    "email": (lambda text: text.count("@") == 1 and " " not in text, "A mail address has one @ and no spaces."),
    "date": (_is_day, "Give the day as year, month and day, such as 2027-04-01."),
    "phone": (lambda text: sum(sign.isdigit() for sign in text) >= 3, "A telephone number has at least three figures."),
}


def _row(site, value: FactValue, set_by: str) -> dict:
    names = ("key", "authority", "value", "source_url", "valid_from", "valid_to", "last_confirmed")
    return {**{name: getattr(value, name) for name in names}, "set_by": set_by, "set_at": site.clock.now()}


def _load(site) -> Facts:
    with site.db.reading() as connection:
        return Facts({one.key: one for one in store.all_keys(connection)}, tuple(store.all_values(connection)))
