"""Who may book for whom, who approves, who runs a session, and who a person's line manager is."""

from extranet.errors import BadInput, Forbidden
from extranet.identity import Person, list_people, person_by_id
from extranet.rights import may
from extranet_plugins.customer_care_training.bookings import store
from extranet_plugins.customer_care_training.bookings.model import REQUESTED, Booking
from extranet_plugins.customer_care_training.rights import APPROVE, RUN, Run, Staff, require
from extranet_plugins.customer_care_training.venues import store as rooms
from extranet_plugins.customer_care_training.venues.model import TRAINER


def run_of(connection, session) -> Run:
    """The session as the rules see it."""
    trainers = rooms.uses(connection, TRAINER, session_id=session.id)
    return Run(session.authority_id, session.organiser_id, frozenset(one.resource_id for one in trainers))


def may_run(site, connection, actor, session) -> bool:
    return bool(may(site, actor, RUN, run_of(connection, session)))


def bookable_person(site, actor, person_id: int | None) -> Person:
    """The person to book for: oneself, or somebody for whom one may. Forbidden says why not; guests book nothing."""
    if actor.is_guest:
        raise Forbidden("Guests do not book places.")
    person = person_by_id(site, person_id or actor.id)
    if person is None or not person.is_active:
        raise BadInput("Choose who the place is for.", "person")
    if person.id != actor.id:
        with site.db.reading() as connection:
            require(site, actor, APPROVE, staff_of(connection, person))
    return person


def staff_of(connection, person) -> Staff:
    return Staff(person.id, person.authority, store.manager_of(connection, person.id))


def require_approver(connection, site, actor, booking: Booking) -> None:
    """Forbidden unless the actor is the person's line manager or an administrator of their authority."""
    require(site, actor, APPROVE, Staff(booking.person_id, booking.authority_id, store.manager_of(connection, booking.person_id)))


def needed_manager(connection, person: Person) -> int:
    """The line manager who approves. BadInput when none is known: the form then asks."""
    found = store.manager_of(connection, person.id)
    if found is None:
        raise BadInput("Say who your line manager is: this session needs their approval.", "manager")
    return found


def name_manager(tx, site, actor, person: Person, manager_id: int) -> None:
    """Note a person's line manager: somebody else of the same authority.

    A person names their own only while none is known; afterwards their manager or an administrator changes it.
    """
    manager = person_by_id(site, manager_id)
    if manager is None or manager.authority != person.authority or manager.id == person.id or not manager.is_active:
        raise BadInput("Choose a colleague of your own authority who is your line manager.", "manager")
    known = store.manager_of(tx, person.id)
    if known == manager_id:
        return
    if known is not None and actor.id == person.id:
        raise Forbidden("Your line manager is known already. They, or an administrator of your authority, change it.")
    row = {"person_id": person.id, "authority_id": person.authority, "manager_id": manager_id, "set_by": actor.id, "set_at": site.clock.now()}
    store.keep_manager(tx, row)


def colleagues(site, actor) -> list[Person]:
    """People of the actor's own authority who can be chosen, by name; nobody of another authority is ever listed."""
    return [one for one in list_people(site, actor.authority) if one.is_active and one.id != actor.id]


def staff_ids(site, actor) -> list[int]:
    """Ids of those the actor approves for: named staff, and everybody of the authority for its administrators."""
    with site.db.reading() as connection:
        named = set(store.staff_of(connection, actor.id))
    if actor.has_role("authority_administrator"):
        named |= {one.id for one in list_people(site, actor.authority)}
    return sorted(named - {actor.id})


def requests_for(site, actor) -> list[Booking]:
    """Requests that wait for this actor's word, oldest first."""
    ids = staff_ids(site, actor)
    if not ids:
        return []
    with site.db.reading() as connection:
        return [one for one in store.bookings(connection, person_ids=ids, states=[REQUESTED]) if one.authority_id == actor.authority]
