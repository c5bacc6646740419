"""Decision guides, walked step by step: a page of the type decision and the answers given so far lead to a question or an outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extranet.authorities import Authority
from extranet.errors import NotFound
from extranet.pages import Page, read_page
from extranet.standard import services_of

DECISION = "decision"
AUTHORITY_QUESTION = "authority"  # answered by the customer's authority, not asked
UNSURE = ("unsure", "not sure", "do not know", "don't know")
DEEPEST = 12


@dataclass(frozen=True)
class Answered:
    """One question of a guide and what was answered; `option` is its slug."""

    question: str
    answer: str
    option: str


@dataclass(frozen=True)
class Walk:
    """Where somebody stands in a guide. `node` is None when the guide leads nowhere: then it has to be referred."""

    page: Page
    answered: tuple[Answered, ...]
    node: Mapping[str, Any] | None

    @property
    def path(self) -> str:
        """The answers as they stand in an address."""
        return ",".join(one.option for one in self.answered)

    @property
    def is_outcome(self) -> bool:
        return self.node is None or self.node.get("kind") == "outcome"

    @property
    def is_unsure_offered(self) -> bool:
        """Whether the question itself has an answer for somebody who does not know."""
        return any(str(option.get("label", "")).lower().startswith(UNSURE) for option in options_of(self.node))

    @property
    def services(self) -> tuple[int, ...]:
        return services_of(dict(self.page.metadata))

    def as_path(self) -> list[dict[str, str]]:
        """The path as it goes with a referral: what was asked and what was answered."""
        steps = [{"asked": one.question, "answer": one.answer} for one in self.answered]
        end = {"asked": "Outcome", "answer": str(self.node.get("title", ""))} if self.node is not None and self.is_outcome else None
        return [{"asked": "Guide", "answer": self.page.title}, *steps, *([end] if end else [])]


def walk(site, actor, slug: str, path: str, customer: Authority | None = None) -> Walk:
    """Go the way of these answers. NotFound when the page is no guide, or an answer is not one of its question's."""
    page = read_page(site, actor, slug)
    nodes = {str(node.get("slug")): node for node in page.metadata.get("nodes") or () if isinstance(node, dict)}
    if page.type != DECISION or not nodes:
        raise NotFound("There is no decision guide at this address.")
    node, answered = next(iter(nodes.values())), []
    node = _past_authority(nodes, node, customer, answered)
    for option_slug in [one for one in path.split(",") if one][:DEEPEST]:
        if any(one.option == option_slug for one in answered) and not _option(node, option_slug):
            continue
        option = _option(node, option_slug)
        if option is None:
            raise NotFound("This guide has changed. Start it again.")
        answered.append(_answered(node, option))
        node = _past_authority(nodes, nodes.get(str(option.get("next_node"))), customer, answered)
    return Walk(page, tuple(answered), node)


def options_of(node: Mapping[str, Any] | None) -> Sequence[Mapping[str, Any]]:
    return [one for one in (node or {}).get("options") or () if isinstance(one, dict)]


def _past_authority(nodes, node, customer: Authority | None, answered: list):
    """The node after questions that the customer's authority answers by itself."""
    while node is not None and node.get("slug") == AUTHORITY_QUESTION and customer is not None:
        names = (customer.slug, *customer.clusters, customer.tier)
        option = next((one for name in names for one in options_of(node) if one.get("slug") == name), None)
        if option is None:
            return node
        answered.append(_answered(node, option))
        node = nodes.get(str(option.get("next_node")))
    return node


def _option(node, slug: str):
    return next((one for one in options_of(node) if str(one.get("slug")) == slug), None)


def _answered(node, option) -> Answered:
    return Answered(str(node.get("title", "")), str(option.get("label", "")), str(option.get("slug", "")))
