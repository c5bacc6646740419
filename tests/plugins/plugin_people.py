"""People for the tests of plugins, kept in a site's database."""

from extranet.actor import Grant
from extranet.identity import actor_by_id, add_person, grant

ADMINISTRATOR = Grant("partnership_administrator", "partnership")


def person_of(site, *grants, name="", authority="woking"):
    """A person kept in the site's database, with these grants."""
    name = name or f"Person {abs(hash(grants)) % 10_000}"
    made = add_person(site, authority=authority, directory_id=f"id-{name}", login_name=name.lower(), name=name)
    for one in grants:
        grant(site, None, made.id, one)
    return actor_by_id(site, made.id)
