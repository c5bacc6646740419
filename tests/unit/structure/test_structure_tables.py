"""The tables as the code has them are those that the migrations make."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData

from extranet.pages.store import metadata as of_pages
from extranet.structure import store


def test_the_tables_of_structure_are_those_of_its_migrations(site):
    whole = MetaData()
    for table in (*of_pages.sorted_tables, *store.metadata.tables.values()):
        table.to_metadata(whole)
    own = set(store.metadata.tables)

    def is_ours(thing, name, kind, _reflected, _other):
        return name in own if kind == "table" else thing.table.name in own

    with site.db.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours})
        assert compare_metadata(context, whole) == []
