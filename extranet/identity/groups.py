"""The working groups by slug and name, as the vocabulary lists them (content/vocabularies/groups.csv)."""

import csv
from collections.abc import Mapping

PART = "identity.groups"


def known_groups(site) -> Mapping[str, str]:
    """Name of every working group by slug, in the vocabulary's order."""
    return site.part(PART, lambda: _read(site))


def _read(site) -> dict[str, str]:
    path = site.settings.content_dir / "vocabularies" / "groups.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row["name"] for row in csv.DictReader(file)}
