"""Versions of the qualification: drafted by trainers, signed by authorities, open to candidates once a majority has signed."""

from dataclasses import dataclass

from extranet.authorities import current_authorities
from extranet.errors import BadInput, Conflict, NotFound
from extranet.identity import record
from extranet.standard import UnreadableContent, read_yaml
from extranet_plugins.customer_care_training.qualification import store
from extranet_plugins.customer_care_training.qualification.expiry import BASES
from extranet_plugins.customer_care_training.qualification.model import ADOPTED, DRAFT, KINDS, PROPOSED, Rules, Unit, Version, body_of, parts_of
from extranet_plugins.customer_care_training.qualification.rules import DRAFT as MAY_DRAFT
from extranet_plugins.customer_care_training.qualification.rules import SIGN, require

STATE_WORDS = {"draft": "Draft", "proposed": "Waiting for signatures", "adopted": "Adopted", "closed": "Replaced by a newer version"}


@dataclass(frozen=True)
class Support:
    """Who has signed among today's authorities, and how many are needed: more than half, counted from the list of the day."""

    signed: tuple[str, ...]
    missing: tuple[str, ...]
    needed: int

    @property
    def has_majority(self) -> bool:
        return len(self.signed) >= self.needed


def support_of(site, version: Version) -> Support:
    current = [one.slug for one in current_authorities(site)]
    signed = tuple(one for one in current if one in version.signed)
    return Support(signed, tuple(one for one in current if one not in signed), len(current) // 2 + 1)


def versions(site, slug: str | None = None) -> list[Version]:
    with site.db.reading() as connection:
        return store.versions(connection, slug)


def version_numbered(site, slug: str, number: int) -> Version:
    found = next((one for one in versions(site, slug) if one.number == number), None)
    if found is None:
        raise NotFound("There is no such version of the qualification.")
    return found


def adopted_version(site, slug: str) -> Version | None:
    """The version people join now."""
    return next((one for one in versions(site, slug) if one.state == ADOPTED), None)


def faults_of(units: tuple[Unit, ...], rules: Rules) -> list[str]:
    """What is wrong with a draft, in sentences."""
    asked = [one for unit in units for one in unit.requirements]
    keys = [one.key for one in asked]
    found = [f"The key {key} stands twice." for key in sorted({key for key in keys if keys.count(key) > 1})]
    found += [f"{one.key} has the kind {one.kind}, which is not known." for one in asked if one.kind not in KINDS]
    found += [f"{one.key} comes after {key}, which is not there." for one in asked for key in one.after if key not in keys]
    found += [f"{one.key} needs criteria: what the assessor looks for." for one in asked if one.kind == "observation" and not one.criteria]
    if _has_circle({one.key: one.after for one in asked}):
        found.append("The order of requirements goes in a circle.")
    if rules.basis not in BASES:
        found.append(f"The basis of expiry is one of {', '.join(BASES)}.")
    return found if asked else [*found, "It asks for nothing."]


def _has_circle(after: dict[str, tuple[str, ...]]) -> bool:
    left = dict(after)
    while free := [key for key, before in left.items() if not set(before) & set(left)]:
        for key in free:
            del left[key]
    return bool(left)


def add_draft(site, actor, text: str) -> Version:
    """A new draft from a YAML text as in content/training/qualification.yaml. BadInput says what is wrong."""
    if actor is not None:
        require(site, actor, MAY_DRAFT)
    try:
        given = read_yaml(text).value
        units, rules = parts_of(given)
        columns = {name: str(given[name]) for name in ("slug", "title", "level", "summary")}
    except UnreadableContent as fault:
        raise BadInput(f"The qualification is not YAML that can be read: {fault}", "text") from fault
    except (KeyError, TypeError, ValueError) as fault:
        raise BadInput(f"The qualification cannot be read: {fault} is missing or wrong.", "text") from fault
    faults = faults_of(units, rules)
    if faults:
        raise BadInput(" ".join(faults), "text")
    with site.db.writing() as tx:
        earlier = store.versions(tx, columns["slug"])
        row = {"qualification_id": store.keep_qualification(tx, columns), "number": earlier[0].number + 1 if earlier else 1, "state": DRAFT}
        made = {"body": body_of(units, rules), "made_by": actor.id if actor else None, "made_at": site.clock.now(), "adopted_at": None}
        version_id = store.add_version(tx, {**row, **made})
        record(tx, site, actor, "qualification.drafted", columns["slug"], f"version {row['number']}")
        return store.version_by_id(tx, version_id)


def propose(site, actor, version: Version) -> None:
    """Put a draft before the authorities; its text does not change from then on."""
    require(site, actor, MAY_DRAFT)
    with site.db.writing() as tx:
        if store.version_by_id(tx, version.id).state != DRAFT:
            raise Conflict("Only a draft is proposed.")
        store.set_version(tx, version.id, state=PROPOSED)
        record(tx, site, actor, "qualification.proposed", version.slug, f"version {version.number}")


def sign(site, actor, version: Version) -> Version:
    """Sign for the actor's authority. With the signature that makes a majority of today's authorities the version is adopted."""
    require(site, actor, SIGN)
    if actor.authority not in {one.slug for one in current_authorities(site)}:
        raise BadInput("Your authority is not a member now.")
    with site.db.writing() as tx:
        held = store.version_by_id(tx, version.id)
        if held.state not in (PROPOSED, ADOPTED):
            raise Conflict("This version is not open for signatures.")
        row = {"version_id": held.id, "authority_id": actor.authority, "by_id": actor.id, "at": site.clock.now()}
        if store.add_sign_off(tx, row):
            record(tx, site, actor, "qualification.signed", held.slug, f"version {held.number}")
        held = store.version_by_id(tx, held.id)
        if held.state == PROPOSED and support_of(site, held).has_majority:
            store.set_version(tx, held.id, state=ADOPTED, adopted_at=site.clock.now())
            store.close_older(tx, held)
            record(tx, site, actor, "qualification.adopted", held.slug, f"version {held.number}")
        return store.version_by_id(tx, held.id)
