"""Where an index in PostgreSQL lives: a schema of its own. The tables of each index are made and dropped by the engine."""

from alembic import op

revision = "search_0003"
down_revision = "search_0002"
branch_labels = None
depends_on = None


def upgrade():
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("CREATE SCHEMA IF NOT EXISTS extranet_search")
    op.execute(
        "CREATE TABLE extranet_search.state (id integer PRIMARY KEY CHECK (id = 1), current integer NOT NULL, format integer NOT NULL,"
        " generation bigint NOT NULL, building integer NOT NULL, building_format integer NOT NULL)"
    )
    op.execute("INSERT INTO extranet_search.state VALUES (1, 0, 0, 0, 0, 0)")


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP SCHEMA extranet_search CASCADE")
