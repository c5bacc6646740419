"""Bringing the tables up to date: Alembic, one branch per slice or plugin.

Each owner (a slice or a plugin) has its own folder of revisions and its own
version table, so that one can be added, switched off or removed without the
others. A database newer than the code is refused with a sentence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from extranet.db import Database
from extranet.errors import ExtranetError


class SchemaFault(ExtranetError):
    """The tables do not fit the code; the sentence says which way."""

    status = 503


@dataclass(frozen=True)
class Owner:
    """Whose tables: a name and the folder that holds `versions/`."""

    name: str
    folder: Path

    @property
    def version_table(self) -> str:
        return f"schema_{self.name}"

    def script(self) -> ScriptDirectory:
        return ScriptDirectory(str(self.folder), version_locations=[str(self.folder / "versions")])


def upgrade(db: Database, owners: Iterable[Owner]) -> list[str]:
    """Apply what is missing, each owner in one transaction; the names changed.

    SchemaFault when the database is newer than this code.
    """
    owners = list(owners)
    changed = []
    with db.writing() as tx:
        for owner in owners:
            _refuse_newer(tx, owner)
        for owner in owners:
            if _upgrade_one(tx, owner):
                changed.append(owner.name)
    return changed


def check(db: Database, owners: Iterable[Owner]) -> None:
    """SchemaFault unless every owner's tables are exactly this code's."""
    with db.reading() as connection:
        for owner in owners:
            _refuse_newer(connection, owner)
            if _current(connection, owner) != set(owner.script().get_heads()):
                raise SchemaFault(
                    f"The tables of '{owner.name}' are older than this version needs. Run: extranet init"
                )


def _current(connection: Connection, owner: Owner) -> set[str]:
    context = MigrationContext.configure(connection, opts={"version_table": owner.version_table})
    return set(context.get_current_heads())


def _refuse_newer(connection: Connection, owner: Owner) -> None:
    known = {revision.revision for revision in owner.script().walk_revisions()}
    unknown = _current(connection, owner) - known
    if unknown:
        raise SchemaFault(
            f"The database is newer than this version: '{owner.name}' is at {', '.join(sorted(unknown))}, "
            "which this code does not know. Install the newer version again, or restore a backup made before it."
        )


def _upgrade_one(tx: Connection, owner: Owner) -> bool:
    before = _current(tx, owner)
    script = owner.script()
    with EnvironmentContext(
        Config(), script, fn=lambda revision, _context: script._upgrade_revs("heads", revision)
    ) as environment:
        environment.configure(
            connection=tx, version_table=owner.version_table, transaction_per_migration=False, target_metadata=None
        )
        environment.run_migrations()
    return _current(tx, owner) != before
