"""Comments on a passage of a proposal. They stand by the words they are about, also after the text was sent again."""

import re
from dataclasses import dataclass

from extranet.errors import BadInput, NotFound
from extranet.identity import record
from extranet.pages import Page, PageDraft
from extranet.review import store
from extranet.review.actions.looking import read_proposal
from extranet.review.actions.telling import proposal_url, tell_author
from extranet.review.model import Comment, Proposal
from extranet.watching import tell

LONGEST_PASSAGE, LONGEST_WORDS = 2000, 4000
_BREAK = re.compile(r"\n[ \t]*\n+")


@dataclass(frozen=True)
class Passage:
    """A paragraph of the proposed text, by its place from 1, with what was said about it."""

    number: int
    text: str
    comments: tuple[Comment, ...]


def passages_of(body: str) -> list[str]:
    """The paragraphs of a Markdown text as they are written, without the empty lines between."""
    return [part.strip("\n") for part in _BREAK.split(body) if part.strip()]


def with_comments(proposed: PageDraft, comments) -> tuple[tuple[Passage, ...], tuple[Comment, ...]]:
    """Every passage with its comments; and the comments on the whole, or on words that are not in the text any more."""
    texts = passages_of(proposed.body)
    placed: dict[int, list[Comment]] = {}
    elsewhere = []
    for one in comments:
        number = _place_of(texts, one.passage)
        placed.setdefault(number, []).append(one) if number else elsewhere.append(one)
    return tuple(Passage(number, text, tuple(placed.get(number, ()))) for number, text in enumerate(texts, start=1)), tuple(elsewhere)


def comment(site, actor, proposal_id: int, words: str, number: int = 0, digest: str = "") -> int:
    """A comment on passage `number` of the text with this digest, 0 for the whole; the comment's id.

    BadInput for an empty comment; a passage that was rewritten meanwhile is kept as a comment on the whole.
    """
    words = words.strip()
    if not words:
        raise BadInput("Write what you want to say about it.", "words")
    if len(words) > LONGEST_WORDS:
        raise BadInput(f"A comment holds {LONGEST_WORDS} characters at most; this has {len(words)}.", "words")
    proposal, page = read_proposal(site, actor, proposal_id)
    passage = _passage(proposal, number) if proposal.digest == digest else ""
    row = {"proposal_id": proposal.id, "round": proposal.round, "passage": passage, "person_id": actor.id, "person_name": actor.name}
    with site.db.writing() as tx:
        row |= {"authority": actor.authority, "words": words, "at": site.clock.now(), "resolved_at": None, "resolved_by": ""}
        comment_id = store.add_comment(tx, row)
        _tell(tx, site, proposal, page, actor, words, comment_id)
        record(tx, site, actor, "review.commented", page.slug, f"proposal {proposal.id}")
    return comment_id


def resolve(site, actor, proposal_id: int, comment_id: int) -> None:
    """It is dealt with. NotFound when there is none open."""
    proposal, page = read_proposal(site, actor, proposal_id)
    with site.db.writing() as tx:
        if not store.resolve_comment(tx, proposal.id, comment_id, actor.name, site.clock.now()):
            raise NotFound("There is no such comment, or it is dealt with already.")
        record(tx, site, actor, "review.comment_resolved", page.slug, f"proposal {proposal.id}")


def _tell(tx, site, proposal: Proposal, page: Page, actor, words: str, comment_id: int) -> None:
    """The writer hears of a comment; the others who commented hear of the writer's answer."""
    title = f"{actor.name} comments on the change of “{proposal.title}”"
    url = f"{proposal_url(proposal.id)}#comment-{comment_id}"
    tell_author(tx, site, proposal, actor, title, words, url)
    others = {one.person_id for one in store.comments(tx, proposal.id)} - {actor.id, proposal.author_id}
    tell(tx, site, others, "review_decided", title, url, words, page_id=page.id)


def _passage(proposal: Proposal, number: int) -> str:
    texts = passages_of(proposal.body)
    return texts[number - 1][:LONGEST_PASSAGE] if 0 < number <= len(texts) else ""


def _place_of(texts: list[str], passage: str) -> int:
    """Where this passage stands now, from 1; 0 when it is on the whole, or nowhere."""
    if not passage:
        return 0
    return next((number for number, text in enumerate(texts, start=1) if text[:LONGEST_PASSAGE] == passage), 0)
