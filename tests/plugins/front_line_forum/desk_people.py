"""People and pages for the tests of the desk."""

from datetime import timedelta

from extranet.actor import Actor, Grant
from extranet.identity import actor_by_id, add_person, grant
from extranet.pages import PageDraft, create_page

AUTHOR = Actor(id=0, name="Import", authority="surrey", grants=frozenset({Grant("partnership_administrator", "partnership")}))


def person(site, name, authority="woking", *grants):
    """Somebody kept in the site's database."""
    made = add_person(site, authority=authority, directory_id=f"id-{name}", login_name=name.lower().replace(" ", "."), name=name)
    for one in grants:
        grant(site, None, made.id, one)
    return actor_by_id(site, made.id)


def adviser(site, name="Ann Oakley", authority="woking"):
    return person(site, name, authority)


def specialist(site, name="Spe Cialist", authority="woking"):
    return person(site, name, authority, Grant("specialist", "authority", authority))


def administrator(site, name="Ada Min", authority="woking"):
    return person(site, name, authority, Grant("authority_administrator", "authority", authority))


def forum_member(site, name="Fay Forum", authority="guildford"):
    return person(site, name, authority, Grant("author", "group", "front-line-forum"))


def page(site, slug="missed-bin", title="Missed bin collection", services=(524,), **more):
    """A live page everybody who signs in may read."""
    metadata = {
        "title": title,
        "type": "qa",
        "summary": "What to say when a bin was missed.",
        "everyday_terms": ["missed bin"],
        "owner_authority": "surrey-heath",
        "working_group": "front-line-forum",
        "audience": "all-authorities",
        "functions": [38],
        "lgsl_ids": list(services),
        "life_episodes": ["everyday-at-home"],
        "area": "all",
        "localisable": "none",
        "confidence": "validated",
        "governance": "experience-based",
        "status": "live",
        "update_type": "major",
        "change_note": "First version for the shared answer book.",
        "review_by": site.clock.today() + timedelta(days=150),
        "licence": "OGL v3.0",
        "customer_question": "My bin was not emptied, what can I do?",
        "short_answer": "We come back within two working days.",
        "sources": ["Council website"],
        "resolution_type": "resolve",
        "environment": {"authorities": "all", "services": list(services)},
    } | more
    return create_page(site, AUTHOR, PageDraft(metadata, "Leave the bin out."), slug)
