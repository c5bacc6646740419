"""One change under review: what it would change, how it would look, what people say about it, and what can be done with it."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for
from markupsafe import Markup

from extranet.authorities import Authority, authority_by_slug, current_authorities
from extranet.clock import LONDON
from extranet.errors import BadInput, ExtranetError, Forbidden
from extranet.pages import Differences, Reading, ShownPage, faults_of, keep_draft, new_token, show_fields
from extranet.review.actions.commenting import Passage, comment, resolve, with_comments
from extranet.review.actions.deciding import approve, ask_change
from extranet.review.actions.looking import Looked, differences_of, draft, look_at, read_proposal
from extranet.review.actions.sending import take_back
from extranet.review.actions.timing import moment_of, set_timing
from extranet.review.model import ENDS, Comment, Timing
from extranet.review.views.blueprint import bp
from extranet.standard import Fault, Reason, kept_reasons
from extranet.web import Page, add_notice, current_site, customer, render, require

VIEWS = (("side", "Differences"), ("one", "In one column"), ("page", "As a page"), ("text", "Text and comments"))


@dataclass(frozen=True)
class Shown:
    """The change as a page, for the customers of one authority (None: of nobody in particular)."""

    fields: ShownPage
    body: Markup
    authority: Authority | None


@dataclass(frozen=True)
class ProposalPage(Page):
    """One change. `view` is one of VIEWS; `typed` what was typed into a form that `errors` are about."""

    template: ClassVar[str] = "review/proposal.html"
    looked: Looked
    view: str
    views: tuple[tuple[str, str], ...]
    fields: Differences
    text: Differences
    passages: tuple[Passage, ...]
    elsewhere: tuple[Comment, ...]
    shown: Shown | None
    faults: tuple[tuple[Fault, Reason | None], ...]
    authorities: tuple[Authority, ...]
    ends: tuple[tuple[str, str], ...]
    moments: dict[str, str]
    errors: tuple[tuple[str, str], ...]
    typed: dict[str, str]


@bp.get("/<int:proposal_id>")
def show(proposal_id):
    require("review.read")
    return _page(proposal_id)


@bp.post("/<int:proposal_id>/approve")
def approve_it(proposal_id):
    actor, form = require("review.read"), request.form
    return _do(proposal_id, lambda site: approve(site, actor, proposal_id, form.get("digest", ""), form.get("approval_words", "").strip()[:2000]))


@bp.post("/<int:proposal_id>/ask")
def ask(proposal_id):
    actor = require("review.read")
    return _do(proposal_id, lambda site: ask_change(site, actor, proposal_id, request.form.get("words", "")))


@bp.post("/<int:proposal_id>/back")
def back(proposal_id):
    actor = require("review.read")
    return _do(proposal_id, lambda site: take_back(site, actor, proposal_id))


@bp.post("/<int:proposal_id>/time")
def plan(proposal_id):
    actor, form = require("review.read"), request.form

    def act(site):
        begins, ends = (moment_of(form.get(name, ""), name) for name in ("publish_at", "end_at"))
        set_timing(site, actor, proposal_id, Timing(begins, ends, form.get("state", ""), form.get("note", ""), form.get("goes_to", "")))

    return _do(proposal_id, act, "Planned.")


@bp.post("/<int:proposal_id>/edit")
def go_on(proposal_id):
    """Open the writer's change in the edit form: as a draft of theirs, begun from the revision the change was begun from."""
    actor, site = require("review.read"), current_site()
    proposal, page = read_proposal(site, actor, proposal_id)
    if actor.id != proposal.author_id:
        raise Forbidden("Only who sent a change for review goes on with it. Ask for a change, or comment on a passage.")
    kept = keep_draft(site, actor, page, page.slug, draft(proposal), proposal.base_number, new_token())
    return redirect(f"{url_for('pages.edit', slug=page.slug)}?draft={kept.id}", code=303)


@bp.post("/<int:proposal_id>/comment")
def say(proposal_id):
    actor, form = require("review.read"), request.form
    number = int(form["passage"]) if form.get("passage", "").isdecimal() and len(form["passage"]) < 6 else 0
    try:
        made = comment(current_site(), actor, proposal_id, form.get(f"said-{number}", ""), number, form.get("digest", ""))
    except BadInput as why:
        return _page(proposal_id, why, f"said-{number}", "text")
    return redirect(f"{url_for('review.show', proposal_id=proposal_id)}?view=text#comment-{made}", code=303)


@bp.post("/<int:proposal_id>/comments/<int:comment_id>/resolve")
def settle(proposal_id, comment_id):
    resolve(current_site(), require("review.read"), proposal_id, comment_id)
    return redirect(f"{url_for('review.show', proposal_id=proposal_id)}?view=text#comment-{comment_id}", code=303)


NOTICES = {
    "published": "It is live.", "scheduled": "Approved. It goes live at its time.", "change_asked": "The writer was told.",
    "taken_back": "Taken back. What readers read never changed.", "in_review": "Approved. It needs one more approval.",
}  # fmt: skip


def _do(proposal_id: int, act, words: str = ""):
    """The act; then the proposal as it is now, or with the sentence why not and everything typed."""
    try:
        done = act(current_site())
    except Forbidden:
        raise
    except ExtranetError as why:
        if why.status == 404:
            raise
        return _page(proposal_id, why, getattr(why, "field", None) or "")
    if done and done.state == "change_asked" and request.endpoint == "review.approve_it":
        add_notice("The page was saved meanwhile; the writer was asked to put both texts together. Nothing was published.", "warn")
    else:
        add_notice(words or NOTICES[done.state])
    return redirect(url_for("review.show", proposal_id=proposal_id), code=303)


def _page(proposal_id: int, why: ExtranetError | None = None, field: str = "", view: str = ""):
    site, actor = current_site(), require("review.read")
    looked = look_at(site, actor, proposal_id)
    view = view or (request.args.get("view") if request.args.get("view") in dict(VIEWS) else "side")
    fields, text = differences_of(looked)
    passages, elsewhere = with_comments(draft(looked.proposal), looked.comments)
    given = ProposalPage(
        looked, view, VIEWS, fields, text, passages, elsewhere, _shown(site, actor, looked) if view == "page" else None,
        _remarks(site, looked), tuple(current_authorities(site)), tuple(ENDS.items()), _moments(looked),
        ((field, why.sentence),) if why else (), dict(request.form) if why else {},
    )
    return render(given, status=why.status if why else 200)


def _remarks(site, looked: Looked) -> tuple[tuple[Fault, Reason | None], ...]:
    """What the standard says of the change, each with the reason its writer gave why it may stand."""
    kept = kept_reasons(site, looked.page.id, looked.page.slug)
    return tuple((one, kept.get(one.key)) for one in faults_of(site, looked.page.slug, draft(looked.proposal)))


def _moments(looked: Looked) -> dict[str, str]:
    """The planned moments as the form's controls want them, on Surrey's clocks."""
    given = {"publish_at": looked.proposal.publish_at, "end_at": looked.proposal.end_at}
    return {name: at.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M") if at else "" for name, at in given.items()}


def _shown(site, actor, looked: Looked) -> Shown:
    authority = authority_by_slug(site, request.args["for"]) if request.args.get("for") else customer()
    reading = Reading(site, actor, looked.would_be, authority)
    reading.ask_titles(looked.would_be.rendered.get("pages", ()))
    return Shown(show_fields(reading), reading.markup(looked.would_be.rendered["body"]), authority)
