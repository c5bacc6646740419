"""Places: which councils a postcode sector or district touches, single postcodes, names of towns."""

import sqlalchemy as sa
from alembic import op

revision = "authorities_0002"
down_revision = "authorities_0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "place_sector",
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("authority", sa.String(60), primary_key=True),
        sa.Column("postcodes", sa.Integer, nullable=False),
        sa.Column("share", sa.Float, nullable=False),
    )
    op.create_table(
        "place_postcode",
        sa.Column("postcode", sa.String(8), primary_key=True),
        sa.Column("outward", sa.String(4), nullable=False),
        sa.Column("authority", sa.String(60), nullable=False),
    )
    op.create_index("place_postcode_outward", "place_postcode", ["outward"])
    op.create_table(
        "place_name",
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("authority", sa.String(60), primary_key=True),
    )


def downgrade():
    op.drop_table("place_name")
    op.drop_index("place_postcode_outward", "place_postcode")
    op.drop_table("place_postcode")
    op.drop_table("place_sector")
