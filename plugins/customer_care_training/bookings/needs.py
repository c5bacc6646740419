"""Access needs: asked once with the booking, shown to the organiser of that session alone, gone 30 days after it."""

from collections.abc import Mapping
from datetime import timedelta

from extranet.errors import BadInput
from extranet_plugins.customer_care_training.bookings import store

KEPT = timedelta(days=30)
NEEDS = {
    "step_free": "Step-free access", "accessible_toilet": "Accessible toilet", "changing_places": "Changing Places toilet", "hearing_loop": "Hearing loop",
    "accessible_parking": "Accessible parking", "quiet_room": "A quiet room in the breaks", "adjustable_lighting": "Adjustable lighting",
    "interpreter": "Sign language interpreter", "large_print": "Material in large print", "material_before": "Material some days before",
    "other": "Something else",
}  # fmt: skip
ROOM_NEEDS = ("step_free", "accessible_toilet", "changing_places", "hearing_loop", "accessible_parking", "quiet_room", "adjustable_lighting")


def checked_needs(needs: Mapping[str, str]) -> dict[str, str]:
    """The needs themselves. BadInput for one that is not in the list, or a note over 300 characters."""
    unknown = [code for code in needs if code not in NEEDS]
    if unknown:
        raise BadInput("Choose needs from the list; anything else goes under 'Something else'.", "needs")
    if any(len(note) > 300 for note in needs.values()):
        raise BadInput("Say what is needed in at most 300 characters.", "needs-note")
    return {code: " ".join(note.split()) for code, note in needs.items()}


def own_needs(site, actor) -> dict[str, str]:
    """What the person said the last time and is still kept: shown again in the form, so that nobody asks twice."""
    with site.db.reading() as connection:
        mine = [one.id for one in store.bookings(connection, person_ids=[actor.id])]
        found = store.needs_of(connection, mine)
    return found[max(found)] if found else {}


def forget_old_needs(site) -> int:
    """Delete the needs of sessions that ended over 30 days ago; how many rows."""
    with site.db.writing() as tx:
        return store.forget_needs(tx, site.clock.now() - KEPT)


def room_needs(connection, session_id: int) -> list[str]:
    """Features a room must have for this session's people, without saying for whom."""
    return [code for code in store.need_codes(connection, session_id) if code in ROOM_NEEDS]
