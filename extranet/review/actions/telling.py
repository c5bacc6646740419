"""Who hears of a proposal: its approvers when it is sent, its writer when it is decided. Never whoever did it."""

from extranet.identity import members_of
from extranet.pages import Page
from extranet.review.model import Proposal
from extranet.watching import tell

WAITING, DECIDED, ENDED = "review_waiting", "review_decided", "page_ended"


def proposal_url(proposal_id: int) -> str:
    return f"/-/review/{proposal_id}"


def approvers_of(site, group: str) -> set[int]:
    """Ids of the people who approve for this working group."""
    found = members_of(site, group)
    return {one.id for one in found.people if any(held.grant.role == "approver" for held in found.grants.get(one.id, ()))}


def tell_approvers(tx, site, approvers: set[int], proposal_id: int, round: int, actor, page_id: int, title: str, note: str) -> None:
    """Somebody waits for their approval. `approvers` was asked for before the transaction."""
    words = f"{actor.name} sent a change of “{title}” for review"
    tell(tx, site, approvers - {actor.id}, WAITING, words, proposal_url(proposal_id), note, page_id=page_id, key=f"proposal:{proposal_id}:{round}:sent")


def tell_author(tx, site, proposal: Proposal, actor, title: str, words: str = "", url: str = "") -> None:
    """What became of their change; nothing when they did it themselves."""
    if actor is None or actor.id != proposal.author_id:
        tell(tx, site, [proposal.author_id], DECIDED, title, url or proposal_url(proposal.id), words, page_id=proposal.page_id)


def tell_of_end(tx, site, approvers: set[int], actor, page: Page, words: str, note: str) -> None:
    """The group's approvers hear that a page of theirs ended."""
    tell(tx, site, approvers - {actor.id}, ENDED, f"“{page.title}” {words}", f"/wiki/{page.slug}", note, page_id=page.id)
