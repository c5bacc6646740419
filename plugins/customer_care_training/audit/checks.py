"""All checks, in the order of the report. Another subpackage adds its own line here."""

from extranet_plugins.customer_care_training.audit import assessment, bookings, planning, privacy
from extranet_plugins.customer_care_training.audit.model import Finding

CHECKS = (*bookings.CHECKS, *planning.CHECKS, *privacy.CHECKS, *assessment.CHECKS)


def run(site) -> list[Finding]:
    """Every check on one consistent state of the database. Nothing is changed."""
    now = site.clock.now()
    with site.db.reading() as connection:
        return [Finding(one, tuple(one.find(connection, now))) for one in CHECKS]
