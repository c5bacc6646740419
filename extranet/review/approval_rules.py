"""What each working group asks before readers see a change: its own setting, or what it started with."""

from extranet.errors import Forbidden
from extranet.identity import record
from extranet.review import store
from extranet.review.model import ApprovalRule
from extranet.rights import may
from extranet.standard import vocabularies

CACHED = "review.approval_rules"


def rule_of(site, group: str) -> ApprovalRule:
    """The rule of a group; one approval for a group that nobody described."""
    found = _set_ones(site).get(group)
    if found:
        return found
    known = vocabularies(site).groups.get(group)
    return ApprovalRule(group, known.approvals if known else 1)


def rules_of_groups(site) -> list[ApprovalRule]:
    """Every group's, in the order of the vocabulary."""
    return [rule_of(site, slug) for slug in vocabularies(site).groups]


def set_rule(site, actor, rule: ApprovalRule) -> ApprovalRule:
    """What the group asks from now on, for changes under way as well. Forbidden gives the reason."""
    decision = may(site, actor, "review.approval_rule", rule.group)
    if not decision:
        raise Forbidden(decision.reason)
    kept = ApprovalRule(rule.group, rule.approvals, rule.other_authority, actor.name, site.clock.now())
    with site.db.writing() as tx:
        was = rule_of(site, rule.group)
        store.set_rule(tx, kept)
        site.cache.touch(tx, CACHED)
        record(tx, site, actor, "review.approval_rule_set", rule.group, f"{_short(kept)}, was {_short(was)}")
    return kept


def _set_ones(site) -> dict[str, ApprovalRule]:
    def read():
        with site.db.reading() as connection:
            return store.rules_of_groups(connection)

    return site.cache.get(CACHED, read)


def _short(rule: ApprovalRule) -> str:
    return f"{rule.approvals} approvals{', one of another authority' if rule.other_authority else ''}"
