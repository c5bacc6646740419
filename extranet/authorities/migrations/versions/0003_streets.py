"""Streets by name, as a gazetteer names them."""

import sqlalchemy as sa
from alembic import op

revision = "authorities_0003"
down_revision = "authorities_0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "place_street",
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("town", sa.String(100), primary_key=True),
        sa.Column("authority", sa.String(60), primary_key=True),
    )


def downgrade():
    op.drop_table("place_street")
