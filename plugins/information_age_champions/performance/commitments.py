"""What a person can do with commitments: the statements of co-operation, and the pages that show them kept."""

from extranet.errors import BadInput, NotFound
from extranet.identity import record
from extranet.pages import read_page
from extranet_plugins.information_age_champions import plans, tables
from extranet_plugins.information_age_champions.forms import Answers, Typed
from extranet_plugins.information_age_champions.performance import store
from extranet_plugins.information_age_champions.performance.model import Commitment, Evidence
from extranet_plugins.information_age_champions.plans import Plan
from extranet_plugins.information_age_champions.rights import EDIT, require_right


def commitments_of(site, plan: Plan) -> list[Commitment]:
    """The plan's commitments with their evidence."""
    with site.db.reading() as connection:
        return store.commitments(connection, plan.id)


def commitment_by_id(site, plan: Plan, commitment_id: int) -> Commitment:
    for one in commitments_of(site, plan):
        if one.id == commitment_id:
            return one
    raise NotFound("There is no such commitment in this plan.")


def add_commitment(site, actor, plan: Plan, typed: Typed) -> int:
    """Put a commitment into the plan; its id."""
    require_right(site, actor, EDIT)
    form = Answers(typed)
    values = {"title": form.line("title", "The title", 120, 5), "text": form.text("text", "What is promised", 2000, 10)}
    if any(one.title.lower() == values["title"].lower() for one in commitments_of(site, plan)):
        form.fault("title", "The plan has a commitment of this title already.")
    form.check()
    with site.db.writing() as tx:
        row = {**values, "plan_id": plan.id, "position": store.next_position(tx, store.commitment, plan.id)}
        made = tables.add(tx, store.commitment, row)
        _note(tx, site, actor, plan, "commitment.added", values["title"])
    return made


def add_evidence(site, actor, plan: Plan, commitment: Commitment, typed: Typed) -> None:
    """Name a page that shows the commitment kept. The page must be one that the actor may read."""
    require_right(site, actor, EDIT)
    form = Answers(typed)
    slug = form.line("page", "The page", 200, 1).removeprefix("/wiki/")
    note = form.line("note", "What it shows", 500, 10)
    form.check()
    try:
        slug = read_page(site, actor, slug).slug
    except NotFound:
        raise BadInput(f"There is no page “{slug}” that you may read. Write its name as in its address.", "page") from None
    if any(one.page == slug for one in commitment.evidence):
        raise BadInput("This page is evidence for the commitment already.", "page")
    row = {"commitment_id": commitment.id, "page": slug, "note": note, "added_by": actor.name, "added_at": site.clock.now()}
    with site.db.writing() as tx:
        tables.add(tx, store.evidence, row)
        _note(tx, site, actor, plan, "commitment.evidence_added", f"{commitment.title}: {slug}")


def remove_evidence(site, actor, plan: Plan, commitment: Commitment, evidence_id: int) -> Evidence:
    """Take a page away again; what it was."""
    require_right(site, actor, EDIT)
    found = next((one for one in commitment.evidence if one.id == evidence_id), None)
    if found is None:
        raise NotFound("This page is not evidence for the commitment (any more).")
    with site.db.writing() as tx:
        tables.remove(tx, store.evidence, found.id)
        _note(tx, site, actor, plan, "commitment.evidence_removed", f"{commitment.title}: {found.page}")
    return found


def shown_by(site, slug: str) -> list[tuple[Plan, str]]:
    """(plan, title) of each commitment for which this page is evidence."""
    with site.db.reading() as connection:
        found = store.commitments_shown_by(connection, slug)
    by_id = {one.id: one for one in plans.all_plans(site)} if found else {}
    return [(by_id[plan_id], title) for plan_id, title in found]


def _note(tx, site, actor, plan: Plan, act: str, detail: str) -> None:
    plans.touch(tx, site, plan.id)
    record(tx, site, actor, act, plan.slug, detail)
