"""Hooks of people."""

from extranet.hooks import notify


@notify
def person_left(site, person):
    """Somebody's directory has them no more, or has closed their account; after the commit.

    `person` (extranet.identity.Person) is as they were, with the roles they held. Call
    `extranet.identity.raise_handover(site, person, sentence, url)` for what
    somebody else has to take over. They may come back.
    """
