"""Every table of ours as rows of an export, and back: one way for all, by natural keys instead of ids.

A row names the row it belongs to by that one's key: a milestone its plan by the slug, a move its milestone as
[plan, title]. Loading adds what is not there and brings the rest into the state of the rows; it takes nothing away.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Connection, Date, Float, Integer, Table, insert, select, update

from extranet import search
from extranet.authorities import all_authorities
from extranet.cache import move_stamp
from extranet.db import UtcDateTime
from extranet.errors import BadInput
from extranet.plugin import DataSet
from extranet_plugins.information_age_champions import tables
from extranet_plugins.information_age_champions.champions import store as champions
from extranet_plugins.information_age_champions.performance import store as performance
from extranet_plugins.information_age_champions.performance.model import BETTER, COMMISSION_WORDS, INTERACTIONS
from extranet_plugins.information_age_champions.plans import store as plans
from extranet_plugins.information_age_champions.plans.model import KINDS
from extranet_plugins.information_age_champions.priorities import store as priorities
from extranet_plugins.information_age_champions.priorities.model import BOXES, CRITERIA, CROSS
from extranet_plugins.information_age_champions.quarters import Quarter
from extranet_plugins.information_age_champions.risks import store as risks
from extranet_plugins.information_age_champions.tables import Names, QuarterText
from extranet_plugins.information_age_champions.workplan import store as workplan
from extranet_plugins.information_age_champions.workplan.actions import SEARCH_KIND
from extranet_plugins.information_age_champions.workplan.model import STATUSES, WORK_AREAS

Key = tuple[Any, ...]
NOW = object()


@dataclass(frozen=True)
class Shape:
    """How one table leaves and comes back.

    `key` are the columns that name a row. `parents` says which columns point at rows of which table. `usual` stands where a
    row leaves a column out (NOW for the moment of loading). `allowed` are lists or ranges of values.
    """

    name: str
    table: Table
    key: tuple[str, ...]
    parents: Mapping[str, Table] = field(default_factory=dict)
    usual: Mapping[str, Any] = field(default_factory=dict)
    allowed: Mapping[str, Any] = field(default_factory=dict)


PLAN = {"plan_id": plans.plan}
ONE_TO_TEN, ONE_TO_FIVE = range(1, 11), range(1, 6)
OVERRIDE = {"box_override": "", "box_reason": "", "box_by": "", "box_at": None}
RESIDUAL = {"residual_likelihood": None, "residual_severity": None, "residual_note": ""}
AFTERWARDS = {"delivery_note": "", "delivered_by": "", "delivered_at": None, "sign_note": "", "signed_by": "", "signed_at": None}

SHAPES = (
    Shape("plans", plans.plan, ("slug",), usual={"source": "", "stood_on": None, "changed_at": NOW, "revision": 1}),
    Shape("decisions", plans.decision, ("plan_id", "kind", "made_at"), PLAN, {"note": ""}, {"kind": KINDS}),
    Shape("champions", champions.champion, ("authority", "name", "from_day"), usual={"contact": "", "topics": "", "to_day": None, "revision": 1}),
    Shape(
        "milestones", workplan.milestone, ("plan_id", "title"), PLAN,
        {"quarter": None, "first_quarter": None, "owner": "", "authorities": [], "is_feasibility": False, "cost_benefit": "", "status": "planned",
         "done_on": None, "remark": "", "revision": 1},
        {"work_area": WORK_AREAS, "status": STATUSES},
    ),
    Shape("moves", workplan.move, ("milestone_id", "moved_at", "to_quarter"), {"milestone_id": workplan.milestone}, {"from_quarter": None}),
    Shape("needs", workplan.need, ("milestone_id", "needs_id"), {"milestone_id": workplan.milestone, "needs_id": workplan.milestone}),
    Shape("areas", priorities.area, ("plan_id", "name"), PLAN, {**OVERRIDE, "revision": 1}, {"box_override": ("", *BOXES), "cross_function": CROSS}),
    Shape(
        "scores", priorities.score, ("area_id", "criterion", "scored_at"), {"area_id": priorities.area},
        allowed={"criterion": CRITERIA, "value": ONE_TO_FIVE},
    ),
    Shape(
        "risks", risks.risk, ("plan_id", "title"), PLAN,
        {"likelihood": None, "severity": None, **RESIDUAL, "owner": "", "review_on": None, "revision": 1},
        dict.fromkeys(("likelihood", "severity", "residual_likelihood", "residual_severity"), (None, *ONE_TO_TEN)),
    ),
    Shape(
        "indicators", performance.indicator, ("plan_id", "name"), PLAN,
        {"unit": "", "better": "more", "target": None, "target_quarter": None, "owner": "", "revision": 1}, {"better": BETTER},
    ),
    Shape("readings", performance.reading, ("indicator_id", "quarter"), {"indicator_id": performance.indicator}, {"note": ""}),
    Shape("e_services", performance.e_service, ("authority", "service_id", "interaction"), usual={"enabled_on": None}, allowed={"interaction": INTERACTIONS}),
    Shape("snapshots", performance.snapshot, ("authority", "day")),
    Shape("commitments", performance.commitment, ("plan_id", "title"), PLAN, {"revision": 1}),
    Shape("evidence", performance.evidence, ("commitment_id", "page"), {"commitment_id": performance.commitment}),
    Shape(
        "commissions", performance.commission, ("plan_id", "to_group", "title"), PLAN,
        {**AFTERWARDS, "revision": 1}, {"state": COMMISSION_WORDS},
    ),
)
SHAPE_OF = {shape.table.name: shape for shape in SHAPES}


def every_table() -> list[DataSet]:
    """One DataSet for each table, parents before what belongs to them."""
    return [DataSet(tables.NAME, shape.name, _rows(shape), _load(shape)) for shape in SHAPES]


def load_new(site, shape: Shape, rows: Iterable[Mapping]) -> int:
    """Load only rows whose key is not there yet; how many."""
    return _load(shape, only_new=True)(site, rows)


def _rows(shape: Shape) -> Callable[[Any], Iterator[dict]]:
    def rows(site) -> Iterator[dict]:
        with site.db.reading() as connection:
            names = {column: _keys(connection, target) for column, target in shape.parents.items()}
            kept = [_row_out(shape, row, names) for row in tables.rows(connection, shape.table)]
        yield from sorted(kept, key=lambda row: [str(row[_outer(shape, name)]) for name in shape.key])

    return rows


def _load(shape: Shape, only_new: bool = False) -> Callable[[Any, Iterable[Mapping]], int]:
    def load(site, rows: Iterable[Mapping]) -> int:
        with site.db.writing() as tx:
            ids = {column: {name: row_id for row_id, name in _keys(tx, target).items()} for column, target in shape.parents.items()}
            taken = [_row_in(site, shape, ids, number, row) for number, row in enumerate(rows, start=1)]
            count = sum(_keep(tx, shape, row, only_new) for row in taken)
            if shape.name == "milestones":
                search.enqueue(tx, SEARCH_KIND, tx.execute(select(workplan.milestone.c.id)).scalars())
            move_stamp(tx, tables.NAMED_PAGES)
        return count

    return load


def _keep(tx: Connection, shape: Shape, row: dict, only_new: bool) -> bool:
    """Bring one row in; whether it was taken."""
    at = [shape.table.c[name] == row[name] for name in shape.key]
    if tx.execute(select(shape.table.c[shape.key[0]]).where(*at)).first() is None:
        tx.execute(insert(shape.table).values(**row))
        return True
    rest = {name: value for name, value in row.items() if name not in shape.key}
    if rest and not only_new:
        tx.execute(update(shape.table).where(*at).values(**rest))
    return not only_new


def _keys(connection: Connection, table: Table) -> dict[int, Any]:
    """Row id -> the key that names the row, parents named by theirs: 'joint-plan', or ('joint-plan', 'Title')."""
    shape = SHAPE_OF[table.name]
    names = {column: _keys(connection, target) for column, target in shape.parents.items()}
    found = {}
    for row in tables.rows(connection, table):
        parts = tuple(names[column][row[column]] if column in names else row[column] for column in shape.key)
        found[row["id"]] = parts[0] if len(parts) == 1 else parts
    return found


def _outer(shape: Shape, column: str) -> str:
    """The column's name in an export: 'plan' for 'plan_id'."""
    return column.removesuffix("_id") if column in shape.parents else column


def _row_out(shape: Shape, row: Mapping, names: Mapping[str, Mapping]) -> dict:
    own = [column.name for column in shape.table.columns if column.name != "id"]
    return {_outer(shape, name): _out(names[name][row[name]] if name in names else row[name]) for name in own}


def _out(value):
    if isinstance(value, tuple):
        return [_out(one) for one in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, Quarter) else value


def _row_in(site, shape: Shape, ids: Mapping[str, Mapping], number: int, row: Mapping) -> dict:
    """A row as it is stored. BadInput names the row and the column that cannot be taken."""
    taken = {}
    for column in shape.table.columns:
        if column.name == "id":
            continue
        outer = _outer(shape, column.name)
        try:
            taken[column.name] = _in(site, shape, column, ids, row[outer] if outer in row else shape.usual[column.name])
        except (KeyError, TypeError, ValueError) as fault:
            raise BadInput(f"{shape.name}, row {number}: {outer} is missing or wrong ({fault}).") from fault
    if "authority" in taken and shape.name != "decisions" and all(one.slug != taken["authority"] for one in all_authorities(site)):
        raise BadInput(f"{shape.name}, row {number}: there is no council {taken['authority']!r}.")
    return taken


def _in(site, shape: Shape, column, ids: Mapping[str, Mapping], value):
    if column.name in ids:
        return ids[column.name][tuple(value) if isinstance(value, list) else value]
    if value is NOW:
        return site.clock.now()
    if column.name in shape.allowed and value not in shape.allowed[column.name]:
        raise ValueError(f"{value!r} is not allowed")
    if value is None:
        if not column.nullable:
            raise ValueError("it must not be empty")
        return None
    return _typed(column, value)


def _typed(column, value):
    kind = column.type
    if isinstance(kind, QuarterText):
        return Quarter.read(value)
    if isinstance(kind, UtcDateTime):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("its time needs a zone")
        return moment
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Names):
        return tuple(str(one) for one in value)
    wanted = bool if isinstance(kind, Boolean) else int if isinstance(kind, Integer) else (int, float) if isinstance(kind, Float) else str
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise TypeError(f"{value!r} is of the wrong kind")
    if wanted is str and getattr(kind, "length", None) and len(value) > kind.length:
        raise ValueError(f"it is longer than {kind.length}")
    return float(value) if isinstance(kind, Float) else value
