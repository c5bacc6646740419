"""What waits for its time. Asked every minute; what was missed while nobody was at work is done at the next minute, each by itself."""

import logging

from extranet.errors import ExtranetError
from extranet.identity import record
from extranet.pages import page_in, ready_draft
from extranet.review import store
from extranet.review.actions.deciding import announce, author_of, publish, send_back
from extranet.review.actions.ending import apply_planned
from extranet.review.actions.looking import OPEN, draft

log = logging.getLogger(__name__)


def do_what_is_due(site) -> None:
    """Publish approved changes whose time has come, then end the pages whose time has come. One that fails leaves the others alone."""
    now = site.clock.now()
    with site.db.reading() as connection:
        proposals, ends = store.due(connection, now), store.ends_due(connection, now)
    for proposal_id in proposals:
        _one(_publish, site, proposal_id)
    for row in ends:
        _one(apply_planned, site, row)


def _one(do, site, what) -> None:
    try:
        do(site, what)
    except Exception:  # the next one is not to wait for somebody to mend this one
        log.exception("what was due could not be done: %s", what)


def _publish(site, proposal_id: int) -> None:
    with site.db.reading() as connection:
        proposal = store.by_id(connection, proposal_id)
        page = page_in(connection, proposal.page_id)
    if page.deleted_at is not None:
        return  # when it is taken out of the bin, its time has come long since, and it is done then
    ready, why = _ready(site, proposal, page)
    with site.db.writing() as tx:
        proposal = store.locked(tx, proposal_id)
        if proposal.state != "scheduled" or proposal.publish_at is None or proposal.publish_at > site.clock.now():
            return
        if ready is None:
            send_back(tx, site, proposal, page, "change_asked", f"It could not be published at its time: {why}")
        else:
            publish(tx, site, proposal, page, ready, None)
        site.cache.touch(tx, OPEN)
        record(tx, site, None, "review.due", page.slug, f"proposal {proposal_id}")
        proposal = store.by_id(tx, proposal_id)
    announce(site, proposal, None)


def _ready(site, proposal, page) -> tuple:
    """(the draft ready, '') or (None, why the standard refuses it by now)."""
    try:
        return ready_draft(site, author_of(site, proposal), page.slug, draft(proposal), page), ""
    except ExtranetError as fault:
        return None, fault.sentence
