"""What an award shows: it raises the floor below which its holder's level does not count."""

from extranet_plugins.customer_care_training.qualification.model import Candidacy
from extranet_plugins.customer_care_training.skills import store


def show_skills(tx, site, held: Candidacy, award_id: int) -> None:
    """Raise the holder's floors to the levels that the met requirements show; called in the transaction that gives the award."""
    ids = {one.code: one.id for one in store.skills(tx)}
    floors = {one.skill_id: one.floor for one in store.ratings(tx, held.person_id)}
    for asked in held.version.requirements:
        for code, level in asked.skills:
            if code in ids and level > floors.get(ids[code], 0):
                floors[ids[code]] = level
                store.keep_rating(tx, held.person_id, ids[code], held.authority_id, floor=level, evidence_award_id=award_id, rated_on=site.clock.today())
