"""What a person can do with the list of champions."""

from datetime import date
from typing import Any

from extranet.authorities import all_authorities, current_authorities
from extranet.errors import BadInput
from extranet.identity import record
from extranet_plugins.information_age_champions import tables
from extranet_plugins.information_age_champions.champions import store
from extranet_plugins.information_age_champions.champions.model import Champion, Post, posts_of
from extranet_plugins.information_age_champions.forms import Answers, Typed
from extranet_plugins.information_age_champions.rights import EDIT, require_right


def posts(site, day: date | None = None) -> tuple[Post, ...]:
    """One post for each council that stands on the day (today when none is given)."""
    day = day or site.clock.today()
    with site.db.reading() as connection:
        everybody = store.champions(connection)
    return posts_of(((one.slug, one.name) for one in current_authorities(site, day)), everybody, day)


def champion_by_id(site, champion_id: int) -> Champion:
    with site.db.reading() as connection:
        return store.champion_by_id(connection, champion_id)


def name_champion(site, actor, typed: Typed) -> str:
    """Put a champion on the list; the slug of the council. A second one is taken, and then warned of: a hand-over may overlap."""
    require_right(site, actor, EDIT)
    values = _values_of(site, typed)
    _refuse_again(site, values)
    with site.db.writing() as tx:
        tables.add(tx, store.champion, values)
        record(tx, site, actor, "champion.named", values["authority"], values["name"])
    return values["authority"]


def change_champion(site, actor, champion: Champion, typed: Typed) -> None:
    """Change an entry. Conflict when somebody else was faster."""
    require_right(site, actor, EDIT)
    values = _values_of(site, typed)
    _refuse_again(site, values, champion.id)
    with site.db.writing() as tx:
        tables.change(tx, store.champion, champion.id, Answers(typed).revision(), values)
        record(tx, site, actor, "champion.changed", values["authority"], values["name"])


def end_champion(site, actor, champion: Champion) -> None:
    """The champion's last day is today; the entry stays as a record."""
    require_right(site, actor, EDIT)
    with site.db.writing() as tx:
        tables.change(tx, store.champion, champion.id, champion.revision, {"to_day": max(site.clock.today(), champion.from_day)})
        record(tx, site, actor, "champion.ended", champion.authority, champion.name)


def _refuse_again(site, values: dict[str, Any], own_id: int | None = None) -> None:
    """BadInput when the same person is on the list for the same council from the same day."""
    wanted = tuple(values[name] for name in ("authority", "name", "from_day"))
    with site.db.reading() as connection:
        if any((one.authority, one.name, one.from_day) == wanted and one.id != own_id for one in store.champions(connection)):
            raise BadInput(f"{values['name']} is on the list for this council from that day already.", "name")


def _values_of(site, typed: Typed) -> dict[str, Any]:
    form = Answers(typed)
    values = {
        "authority": form.choice("authority", "The council", [one.slug for one in all_authorities(site)]),
        "name": form.line("name", "The name", 120, 3),
        "contact": form.line("contact", "How to reach them", 200),
        "topics": form.line("topics", "What to ask them about", 300),
        "from_day": form.day("from_day", "The first day", needed=True),
        "to_day": form.day("to_day", "The last day"),
    }
    if values["from_day"] and values["to_day"] and values["to_day"] < values["from_day"]:
        form.fault("to_day", "The last day comes after the first.")
    form.check()
    return values
