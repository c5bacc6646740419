"""Reading what was typed into a form: everything wrong is gathered and told at once."""

from collections.abc import Collection, Mapping
from datetime import date

from extranet.errors import BadInput
from extranet_plugins.information_age_champions.quarters import Quarter

Typed = Mapping[str, list[str]]


class FormFaults(BadInput):
    """What cannot be taken: a sentence for each field, '' standing for the whole form."""

    def __init__(self, faults: Mapping[str, str]):
        super().__init__(" ".join(faults.values()), next(iter(faults)))
        self.faults = dict(faults)


def faults_of(fault: BadInput) -> dict[str, str]:
    """A refusal as sentences by field."""
    return fault.faults if isinstance(fault, FormFaults) else {fault.field or "": fault.sentence}


def shown_again(typed: Typed, many: Collection[str] = ()) -> dict[str, str | list[str]]:
    """What was typed, to be put back into the form; fields named in `many` stay lists."""
    return {name: values if name in many else values[0] for name, values in typed.items() if values}


class Answers:
    """The values of a form, asked for one by one; `check` raises what was wrong with them, together."""

    def __init__(self, typed: Typed):
        self._typed = typed
        self.faults: dict[str, str] = {}

    def fault(self, name: str, sentence: str) -> None:
        self.faults.setdefault(name, sentence)

    def check(self) -> None:
        """FormFaults unless every value could be taken."""
        if self.faults:
            raise FormFaults(self.faults)

    def line(self, name: str, label: str, most: int, least: int = 0) -> str:
        """One line, spaces tidied."""
        return self._measured(name, label, " ".join(self._one(name).split()), most, least)

    def text(self, name: str, label: str, most: int = 2000, least: int = 0) -> str:
        """Several lines; line breaks are kept."""
        return self._measured(name, label, self._one(name).replace("\r\n", "\n").strip(), most, least)

    def number(self, name: str, label: str, lowest: int, highest: int) -> int | None:
        """A whole number, or None where nothing was typed."""
        given = self._one(name).strip()
        if not given:
            return None
        try:
            number = int(given)
        except ValueError:
            number = lowest - 1
        if not lowest <= number <= highest:
            self.fault(name, f"{label} is a whole number from {lowest} to {highest}, not “{given[:20]}”.")
            return None
        return number

    def amount(self, name: str, label: str, needed: bool = False) -> float | None:
        """A number with or without decimals; commas between thousands are taken."""
        given = self._one(name).strip().replace(",", "")
        try:
            found = float(given) if given else None
        except ValueError:
            found = float("nan")
        if found is not None and not -1e12 < found < 1e12:
            self.fault(name, f"{label} is a number such as 87 or 12.5, not “{given[:20]}”.")
            return None
        if found is None and needed:
            self.fault(name, f"Give {_small(label)}.")
        return found

    def choice(self, name: str, label: str, allowed: Collection[str], needed: bool = True) -> str:
        given = self._one(name)
        if (given or needed) and given not in allowed:
            self.fault(name, f"Choose {_small(label)} from the list.")
            return ""
        return given

    def chosen(self, name: str, label: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Every ticked value, in the order of the list."""
        given = self._typed.get(name, [])
        if set(given) - set(allowed):
            self.fault(name, f"Choose {_small(label)} from the list.")
        return tuple(one for one in allowed if one in given)

    def is_ticked(self, name: str) -> bool:
        return bool(self._one(name))

    def day(self, name: str, label: str, needed: bool = False) -> date | None:
        given = self._one(name).strip()
        try:
            found = date.fromisoformat(given) if given else None
        except ValueError:
            self.fault(name, f"{label} is a date such as 2027-03-31, not “{given[:20]}”.")
            return None
        if found is None and needed:
            self.fault(name, f"Give {_small(label)}.")
        return found

    def quarter(self, name: str, label: str, within: Collection[Quarter] = (), needed: bool = False) -> Quarter | None:
        given = self._one(name).strip()
        if not given:
            if needed:
                self.fault(name, f"Give {_small(label)}.")
            return None
        try:
            found = Quarter.read(given)
        except ValueError:
            self.fault(name, f"{label} is a quarter such as 2026 Q4, not “{given[:20]}”.")
            return None
        if within and found not in within:
            self.fault(name, f"{label} must lie within the plan; {found} does not.")
        return found

    def revision(self) -> int:
        """The state the form was drawn from; 0, which no row has, when it is missing."""
        given = self._one("revision")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0

    def _one(self, name: str) -> str:
        return next(iter(self._typed.get(name, ())), "")

    def _measured(self, name: str, label: str, given: str, most: int, least: int) -> str:
        if len(given) > most:
            self.fault(name, f"{label} has {len(given)} characters; {most} is the most.")
        elif len(given) < least:
            self.fault(name, f"Give {_small(label)}." if not given else f"{label} needs at least {least} characters; this has {len(given)}.")
        return given


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
