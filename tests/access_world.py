"""The people and things that the access matrix asks with and about, and how its tables of rows are read."""

import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

from extranet.actor import Grant
from extranet.identity import actor_by_id, add_person, disable_person, grant, make_token, open_session, person_by_id, raise_handover
from extranet.identity.local_keys import add_key
from extranet.identity.tables import person as person_table
from extranet.pages import FactKey, FactValue, PageDraft, attach_file, create_page, delete_page, load_facts
from extranet.search import rebuild
from tests import access_rows

GROUP = "front-line-forum"
ROLES = ("visitor", "same", "other", "author", "approver", "admin", "partner", "guest", "disabled")
PARTNER = Grant("partnership_administrator", "partnership", "")
# role -> authority and grants; 'disabled' was a partnership administrator, so that nothing but being disabled can refuse them
HOLDERS: Mapping[str, tuple[str, tuple[Grant, ...]]] = {
    "same": ("woking", (Grant("reader", "authority", "woking"),)),
    "other": ("guildford", (Grant("reader", "authority", "guildford"),)),
    "author": ("guildford", (Grant("author", "group", GROUP),)),
    "approver": ("guildford", (Grant("approver", "group", GROUP),)),
    "admin": ("woking", (Grant("authority_administrator", "authority", "woking"),)),
    "partner": ("surrey", (PARTNER,)),
    "guest": ("woking", (Grant("reader", "group", GROUP),)),
    "disabled": ("woking", (PARTNER,)),
}
# Never asked: it is there so that Woking's people have a page to sign in at.
DIRECTORIES = {
    "woking": {"hosts": ["127.0.0.1:9"], "tls": "none", "service_dn": "cn=service", "service_password": "x", "people_base": "ou=people,dc=woking"},
}
PAGES = {
    "public-page": {"audience": "public"},
    "all-page": {"audience": "all-authorities"},
    "authority-page": {"audience": "authority"},
    "team-page": {"audience": "team"},
    "draft-page": {"status": "draft"},
    "binned-page": {},
}


@dataclass(frozen=True)
class Row:
    """One operation on one thing, and what each role is answered. `body` names the form, JSON or file sent with it."""

    method: str
    path: str
    body: str
    statuses: tuple[int, ...]
    source: str

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}{' ' + self.body if self.body else ''}"


@dataclass
class World:
    """`cookies` and `tokens` by role; a visitor has neither."""

    cookies: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)


def parts_with_rows(site) -> list[ModuleType]:
    """The core's table, those of slices that keep their own beside their web tests, then those of installed plugins."""
    slices = sorted((Path(__file__).parent / "web").glob("*/access_rows.py"))
    plugins = [path for plugin in site.plugins if (path := _path_of(plugin))]
    return [access_rows, *(_load(path) for path in (*slices, *plugins))]


def rows_of(parts: Iterable[ModuleType]) -> list[Row]:
    """Every row of every table. A line is: method, path, perhaps a body's name, then one status for each of ROLES."""
    rows = []
    for part in parts:
        for line in part.ROWS.strip().splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            words = line.split()
            statuses = tuple(int(word) for word in words[-len(ROLES) :])
            method, path, *body = words[: -len(ROLES)]
            rows.append(Row(method, path, body[0] if body else "", statuses, part.__name__))
    return rows


def bodies_of(parts: Iterable[ModuleType]) -> dict[str, dict[str, Any]]:
    """What is sent, by name: keywords of the test client's `open`."""
    return {name: sent for part in parts for name, sent in getattr(part, "BODIES", {}).items()}


def make_world(site, parts: Iterable[ModuleType]) -> World:
    """Everybody and everything of the matrix in this site's database."""
    world = World()
    for role, (authority, grants) in HOLDERS.items():
        made = add_person(site, authority=authority, directory_id=f"id-{role}", login_name=role, name=f"Person {role}")
        for one in grants:
            grant(site, None, made.id, one)
        world.ids[role] = made.id
    _make_guest(site, world.ids["guest"])
    raise_handover(site, person_by_id(site, world.ids["same"]), "Somebody has to take this over.")
    for role, person_id in world.ids.items():
        world.cookies[role] = open_session(site, person_id, "127.0.0.1", "matrix")
        world.tokens[role] = make_token(site, actor_by_id(site, person_id), "matrix", ("read", "write"), 30)
    disable_person(site, None, world.ids["disabled"])
    _make_things(site, actor_by_id(site, world.ids["partner"]))
    for part in parts:
        getattr(part, "prepare", lambda *_: None)(site, world.ids)
    rebuild(site)
    return world


def _make_guest(site, person_id: int) -> None:
    with site.db.writing() as tx:
        values = {"kind": "guest", "body": "A partner body", "ends_on": date(2027, 1, 31)}
        tx.execute(person_table.update().where(person_table.c.id == person_id).values(**values))
        add_key(tx, person_id, "guest@partner.example")


def _make_things(site, partner) -> None:
    for slug, changes in PAGES.items():
        create_page(site, partner, PageDraft(FIELDS | changes, "## One\n\nText.\n"), slug)
        attach_file(site, partner, slug, "file.txt", BytesIO(b"words"))
    delete_page(site, partner, "binned-page")
    key = FactKey("waste.missed.window", "Time to report a missed bin", "text", GROUP)
    load_facts(site, [key], [FactValue(key.key, "woking", "2 working days", "https://www.woking.gov.uk")], "Import")


def _path_of(plugin) -> Path | None:
    """A bundled plugin's rows are in tests/plugins/<name>/; another's in the folder `tests` beside its package's modules."""
    package = next(iter(plugin.hook_answers.values())).__module__
    own = importlib.util.find_spec(package).origin
    places = (Path(__file__).parent / "plugins" / plugin.name, Path(own).parent / "tests", Path(own).parent.parent / "tests")
    return next((place / "access_rows.py" for place in places if (place / "access_rows.py").is_file()), None)


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"access_rows_of_{path.parent.name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FIELDS = {
    "title": "Missed bin collection", "type": "qa", "summary": "What to say and do when a crew did not empty a bin.", "everyday_terms": ["missed bin"],
    "owner_authority": "woking", "working_group": GROUP, "audience": "all-authorities", "functions": [38], "lgsl_ids": [524], "life_episodes": "none",
    "area": "all", "localisable": "optional", "confidence": "validated", "status": "live", "update_type": "major", "change_note": "Made for the access matrix.",
    "review_by": date(2027, 3, 1), "customer_question": "My bin was not emptied?", "short_answer": "Report it and the crew comes back.",
    "environment": {"authorities": "all", "services": [524]}, "sources": ["Council websites"], "resolution_type": "resolve",
}  # fmt: skip
