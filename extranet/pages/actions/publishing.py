"""Whether readers would notice a save, and whether it may reach them without somebody else's approval."""

from extranet.pages.actions.drafting import Ready
from extranet.pages.model import NeedsApproval, Page
from extranet.pages.rules import Publishing
from extranet.pages.store.values import as_json
from extranet.rights import READABLE_STATES, may
from extranet.standard import with_defaults

BODY = "body"
OF_KEEPING = frozenset({"change_note", "update_type", "status", "status_note", "redirect_to", "review_by", "confidence"})
"""What a page says about its own upkeep and end: changing it gives readers no other text."""


def check_publishing(site, actor, ready: Ready, was: Page | None, is_load: bool = False) -> None:
    """NeedsApproval, with the sentence why, when this may not be saved for readers without an approval."""
    asked = publishing_of(ready, was, is_load)
    decision = may(site, actor, "page.publish", asked) if asked else None
    if asked and not decision:
        raise NeedsApproval(decision.reason)


def publishing_of(ready: Ready, was: Page | None, is_load: bool = False) -> Publishing | None:
    """What would change for readers; None when nothing would: a draft stays theirs who write it, and so does an end."""
    status = ready.metadata["status"]
    if status not in READABLE_STATES:
        return None
    if was is None or was.status not in READABLE_STATES:
        return Publishing(ready.draft, was, frozenset({BODY, "status"}), is_load)
    changed = changed_fields(ready, was)
    if status == "live" != was.status:
        changed |= {"status"}
    return Publishing(ready.draft, was, changed, is_load) if changed else None


def changed_fields(ready: Ready, was: Page) -> frozenset[str]:
    """Names of fields that say something else than the page does now, and "body" when the text does."""
    before, after = (as_json(with_defaults(dict(one), ready.types)) for one in (was.metadata, ready.metadata))
    names = (before.keys() | after.keys()) - OF_KEEPING
    changed = {name for name in names if before.get(name) != after.get(name)}
    return frozenset(changed | ({BODY} if was.body != ready.draft.body else set()))
