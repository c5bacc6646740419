"""What each working group asks before readers see a change."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, NotFound
from extranet.review.approval_rules import rule_of, rules_of_groups, set_rule
from extranet.review.model import ApprovalRule, checked_rule
from extranet.review.views.blueprint import bp
from extranet.rights import may
from extranet.standard import vocabularies
from extranet.web import Page, add_notice, current_site, render, require


@dataclass(frozen=True)
class RuleLine:
    rule: ApprovalRule
    name: str
    may_set: bool


@dataclass(frozen=True)
class ApprovalRulesPage(Page):
    """Every group's rule."""

    template: ClassVar[str] = "review/approval_rules.html"
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True)
class ApprovalRulePage(Page):
    """The form of one group's rule."""

    template: ClassVar[str] = "review/approval_rule.html"
    rule: ApprovalRule
    name: str
    errors: tuple[tuple[str, str], ...]


@bp.get("/approval-rules")
def show_approval_rules():
    actor, site = require("review.read"), current_site()
    known = vocabularies(site).groups
    lines = [RuleLine(one, known[one.group].name, bool(may(site, actor, "review.approval_rule", one.group))) for one in rules_of_groups(site)]
    return render(ApprovalRulesPage(tuple(lines)))


@bp.get("/approval-rules/<group>")
def ask_approval_rule(group):
    return _form(group)


@bp.post("/approval-rules/<group>")
def change_approval_rule(group):
    actor, site = require("review.approval_rule", group), current_site()
    _known(group)
    try:
        kept = set_rule(site, actor, checked_rule(group, request.form.get("approvals", ""), request.form.get("other_authority") == "on"))
    except BadInput as why:
        return _form(group, why)
    add_notice(f"{_known(group)}: {kept.words}")
    return redirect(url_for("review.show_approval_rules"), code=303)


def _form(group: str, why: BadInput | None = None):
    require("review.approval_rule", group)
    errors = ((why.field or "", why.sentence),) if why else ()
    return render(ApprovalRulePage(rule_of(current_site(), group), _known(group), errors), status=why.status if why else 200)


def _known(group: str) -> str:
    """The group's name. NotFound when the vocabulary has no such group."""
    found = vocabularies(current_site()).groups.get(group)
    if found is None:
        raise NotFound("There is no working group of this name.")
    return found.name
