"""What leaves with an export and comes back with an import: venues, offerings and courses.

Bookings, rolls, messages and records of development are people's own and never leave this way (invariant P1); a backup of the
whole data folder holds them.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from extranet.actor import Actor, Grant
from extranet.errors import BadInput
from extranet.plugin import DataSet
from extranet_plugins.customer_care_training.courses import kinds
from extranet_plugins.customer_care_training.courses import store as courses
from extranet_plugins.customer_care_training.events import store as events
from extranet_plugins.customer_care_training.tables import NAME
from extranet_plugins.customer_care_training.venues import store as venues
from extranet_plugins.customer_care_training.venues.model import Feature

# The import itself has no person: it finds the pages of lessons whoever may read them.
IMPORTER = Actor(0, "Import", "", frozenset({Grant("partnership_administrator", "partnership")}))
VENUE = ("name", "address", "postcode", "latitude", "longitude", "contact", "opening", "note")
ROOM = ("name", "setup_minutes", "clear_minutes", "is_auto_confirmed", "bookable_by", "cost_note", "is_open")
OFFERING = ("slug", "title", "summary", "wiki_page", "kind", "minutes", "outcome", "cutoff_n", "cutoff_unit", "late_minutes", "has_substitutes",
            "needs_approval", "charge_note", "is_open")  # fmt: skip
COURSE = ("slug", "title", "summary", "outcome", "is_open")


def data_sets() -> list[DataSet]:
    return [
        DataSet(NAME, "venues", exported_venues, import_venues),
        DataSet(NAME, "offerings", exported_offerings, import_offerings),
        DataSet(NAME, "courses", exported_courses, import_courses),
    ]


def _taken(thing, names: Iterable[str]) -> dict:
    return {name: getattr(thing, name) for name in names}


def _wanted(row: Mapping, names: Iterable[str], what: str) -> dict:
    missing = [name for name in names if name not in row]
    if missing:
        raise BadInput(f"A {what} cannot be taken over: {missing[0]!r} is missing.")
    return {name: row[name] for name in names}


# Venues ---------------------------------------------------------------------------


def exported_venues(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        rooms, buildings = venues.rooms(connection), venues.venues(connection)
    for one in buildings:
        inside = [_room_out(room) for room in rooms if room.venue.id == one.id]
        yield {"authority": one.authority_id, **_taken(one, VENUE), "rooms": inside}


def _room_out(room) -> dict:
    features = [
        {"code": one.code, "answer": one.answer, "detail": one.detail, "checked_on": one.checked_on.isoformat() if one.checked_on else None}
        for _code, one in sorted(room.features.items())
    ]
    return {**_taken(room, ROOM), "layouts": dict(room.layouts), "features": features}


def import_venues(site, rows: Iterable[Mapping]) -> int:
    """Take venues over with their rooms; the one of the same authority and name is replaced, a room by its name."""
    count = 0
    with site.db.writing() as tx:
        for row in rows:
            known = {(one.authority_id, one.name): one.id for one in venues.venues(tx)}
            venue_id = venues.keep_venue(tx, known.get((row["authority"], row["name"])), {"authority_id": row["authority"], **_wanted(row, VENUE, "venue")})
            ids = {one.name: one.id for one in venues.rooms(tx) if one.venue.id == venue_id}
            for room in row.get("rooms", ()):
                features = [_feature(one) for one in room["features"]]
                venues.keep_room(tx, ids.get(room["name"]), {"venue_id": venue_id, **_wanted(room, ROOM, "room")}, room["layouts"], features)
            count += 1
    return count


def _feature(row: Mapping) -> Feature:
    return Feature(row["code"], row["answer"], row["detail"], date.fromisoformat(row["checked_on"]) if row["checked_on"] else None)


# Offerings ------------------------------------------------------------------------


def exported_offerings(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        for one in events.offerings(connection):
            yield {"authority": one.authority_id, **_taken(one, OFFERING)}


def import_offerings(site, rows: Iterable[Mapping]) -> int:
    """Take offerings over by their slug. Their sessions are dates of people and stay where they are."""
    count = 0
    with site.db.writing() as tx:
        for row in rows:
            known = events.offering_by_slug(tx, row["slug"])
            new = {} if known else {"made_by": None, "made_at": site.clock.now()}
            events.keep_offering(tx, known.id if known else None, {"authority_id": row["authority"], **_wanted(row, OFFERING, "offering"), **new})
            count += 1
    return count


# Courses --------------------------------------------------------------------------


def exported_courses(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        for one in courses.courses(connection):
            modules = [{"title": part.title, "requirements": [_requirement_out(asked) for asked in part.requirements]} for part in one.modules]
            yield {"authority": one.authority_id, **_taken(one, COURSE), "modules": modules}


def _requirement_out(asked) -> dict:
    return {"kind": asked.kind, "target": asked.target, "title": asked.title, "minutes": asked.minutes, "is_optional": asked.is_optional}


def import_courses(site, rows: Iterable[Mapping]) -> int:
    """Take courses over by their slug. One that is there and asks for the same things keeps them, and with them what people learnt."""
    count = 0
    for row in rows:
        _import_course(site, row)
        count += 1
    return count


def _import_course(site, row: Mapping) -> None:
    with site.db.reading() as connection:
        known = courses.course_by_slug(connection, row["slug"])
        now = next((one for one in exported_courses(site) if one["slug"] == row["slug"]), None) if known else None
    same = now is not None and now["modules"] == list(row["modules"])
    resolved = [] if same else [(part["title"], [_resolved(site, asked) for asked in part["requirements"]]) for part in row["modules"]]
    new = {} if known else {"made_by": None, "made_at": site.clock.now()}
    with site.db.writing() as tx:
        course_id = courses.keep_course(tx, known.id if known else None, {"authority_id": row["authority"], **_wanted(row, COURSE, "course"), **new})
        if same:
            return
        courses.clear_modules(tx, course_id)
        for title, asked in resolved:
            module_id = courses.add_module(tx, course_id, title)
            for columns in asked:
                courses.add_requirement(tx, {**columns, "module_id": module_id})


def _resolved(site, asked: Mapping) -> dict:
    """The columns of a requirement; what is not there yet (a page, a quiz) is kept by its name."""
    wanted = _wanted(asked, ("kind", "target", "title", "minutes", "is_optional"), "requirement")
    kind = kinds.KINDS.get(asked["kind"])
    try:
        found = kind.resolve(site, IMPORTER, asked["target"]) if kind else {}
    except BadInput:
        found = {}
    if wanted["title"] == wanted["target"]:  # named by its address only: the thing itself knows the rest
        wanted |= {name: found[name] for name in ("title", "minutes") if name in found}
    return {"page_id": found.get("page_id"), "page_number": found.get("page_number"), **wanted}
