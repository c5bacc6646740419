"""Checks of a decision guide's graph. Source: content-standard 5.2, 9."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extranet.standard.checks.fields import SLUG
from extranet.standard.checks.model import Check, Finding, Subject
from extranet.standard.model import ERROR, WARNING

DEPTH_LIMIT = 10
FEWEST_OPTIONS, MOST_OPTIONS = 2, 7
SPEC = "content-standard 5.2, 9"
GUIDE = ("decision",)


@dataclass(frozen=True)
class Graph:
    """The nodes by slug, the place of each in the file, and where each question leads. The first node is the start."""

    nodes: dict[str, dict]
    places: dict[str, int]
    start: str | None

    def leads_to(self, slug: str) -> list[str]:
        return [str(option.get("next_node")) for option in options_of(self.nodes[slug]) if str(option.get("next_node")) in self.nodes]

    def reached(self) -> set[str]:
        seen: set[str] = set()
        waiting = [self.start] if self.start is not None else []
        while waiting:
            slug = waiting.pop()
            if slug not in seen:
                seen.add(slug)
                waiting += self.leads_to(slug)
        return seen


def graph_of(subject: Subject) -> Graph:
    rows = subject.rows("nodes")
    nodes = {str(row["slug"]): row for row in reversed(rows) if row.get("slug")}
    places = {str(row["slug"]): place for place, row in reversed(list(enumerate(rows))) if row.get("slug")}
    start = next((str(row["slug"]) for row in rows if row.get("slug")), None)
    return Graph(nodes, places, start)


def options_of(node: dict) -> list[dict]:
    options = node.get("options")
    return [option for option in options if isinstance(option, dict)] if isinstance(options, list) else []


def is_question(node: dict) -> bool:
    return node.get("kind") == "question"


def slugs(subject: Subject) -> Iterator[Finding]:
    rows = subject.rows("nodes")
    counted = Counter(str(row.get("slug")) for row in rows if row.get("slug"))
    for place, row in enumerate(rows):
        slug = str(row.get("slug") or "")
        if slug and counted[slug] > 1:
            yield Finding(f"nodes.{place}.slug", f"{slug} names more than one node. Give each its own address.")
        if slug and not SLUG.match(slug):
            yield Finding(f"nodes.{place}.slug", f"{slug!r} must be lower-case words with single dashes between them.")


def next_nodes(subject: Subject) -> Iterator[Finding]:
    graph = graph_of(subject)
    for place, row in enumerate(subject.rows("nodes")):
        for number, option in enumerate(options_of(row)):
            target = option.get("next_node")
            if target is not None and str(target) not in graph.nodes:
                yield Finding(f"nodes.{place}.options.{number}.next_node", f"The answer {option.get('label')!r} goes to {target}, which is no node.")


def reachable(subject: Subject) -> Iterator[Finding]:
    graph = graph_of(subject)
    for slug in graph.nodes.keys() - graph.reached():
        yield Finding(f"nodes.{graph.places[slug]}", f"No answer leads to {slug}. Link it, or take it out.")


def no_cycles(subject: Subject) -> Iterator[Finding]:
    slug = _first_on_a_cycle(graph_of(subject))
    if slug is not None:
        yield Finding("nodes", f"The answers after {slug} lead back to it, so a call could go round for ever. Break the circle.")


def _first_on_a_cycle(graph: Graph) -> str | None:
    """A node that can be reached from itself, by a walk that colours nodes as it enters and leaves them."""
    entered: set[str] = set()
    left: set[str] = set()
    for first in graph.nodes:
        path = [(first, iter(graph.leads_to(first)))] if first not in left else []
        entered.add(first)
        while path:
            slug, rest = path[-1]
            step = next(rest, None)
            if step is None:
                left.add(slug)
                path.pop()
            elif step in left:
                continue
            elif step in entered:
                return step
            else:
                entered.add(step)
                path.append((step, iter(graph.leads_to(step))))
    return None


def ends(subject: Subject) -> Iterator[Finding]:
    for place, row in enumerate(subject.rows("nodes")):
        if is_question(row) and not options_of(row):
            yield Finding(f"nodes.{place}", f"The question {row.get('slug')} has no answers, so the guide stops without an outcome.")
        if row.get("kind") == "outcome" and options_of(row):
            yield Finding(f"nodes.{place}", f"{row.get('slug')} is an outcome and has answers. Make it a question, or take the answers away.")
        if row.get("kind") == "outcome" and not row.get("outcome_type"):
            yield Finding(f"nodes.{place}.outcome_type", f"The outcome {row.get('slug')} needs outcome_type: resolve, refer, signpost or emergency.")


def option_count(subject: Subject) -> Iterator[Finding]:
    for place, row in enumerate(subject.rows("nodes")):
        count = len(options_of(row))
        if is_question(row) and count and not FEWEST_OPTIONS <= count <= MOST_OPTIONS:
            yield Finding(f"nodes.{place}.options", f"{row.get('slug')} has {count} answers; a question has {FEWEST_OPTIONS} to {MOST_OPTIONS}.")


def depth(subject: Subject) -> Iterator[Finding]:
    graph = graph_of(subject)
    if graph.start is None or _first_on_a_cycle(graph) is not None:
        return

    @cache
    def longest(slug: str) -> int:
        return 1 + max((longest(step) for step in graph.leads_to(slug)), default=0)

    questions = longest(graph.start) - 1
    if questions > DEPTH_LIMIT:
        yield Finding("nodes", f"The longest way through asks {questions} questions; {DEPTH_LIMIT} are the most. Split the guide.")


def unsure(subject: Subject) -> Iterator[Finding]:
    for place, row in enumerate(subject.rows("nodes")):
        labels = " ".join(str(option.get("label")) for option in options_of(row)).lower()
        if is_question(row) and labels and not any(word in labels for word in ("not sure", "unsure", "don't know", "does not know", "do not know")):
            yield Finding(f"nodes.{place}.options", f"{row.get('slug')} has no answer for a customer who is not sure. Add one.")


def _guide(*nodes: dict) -> dict:
    return {"nodes": list(nodes)}


def _question(slug: str, **answers: str) -> dict:
    options = [{"label": label.replace("_", " "), "next_node": target} for label, target in answers.items()]
    return {"kind": "question", "slug": slug, "title": f"About {slug}", "options": options}


def _outcome(slug: str) -> dict:
    return {"kind": "outcome", "slug": slug, "title": f"Then {slug}", "outcome_type": "resolve"}


_CHAIN = [_question(f"q{n}", yes=f"q{n + 1}", not_sure="done") for n in range(DEPTH_LIMIT)]

CHECKS = (
    Check("GUIDE-1", ERROR, SPEC, "Every node has an address of its own.", slugs, GUIDE,
          fails=_guide(_question("bins", yes="done", not_sure="done"), _outcome("done"), _outcome("done"))),
    Check("GUIDE-2", ERROR, SPEC, "Every answer leads to a node that exists.", next_nodes, GUIDE,
          fails=_guide(_question("bins", yes="done", not_sure="nowhere"), _outcome("done"))),
    Check("GUIDE-3", ERROR, SPEC, "Every node can be reached from the first.", reachable, GUIDE,
          fails=_guide(_question("bins", yes="done", not_sure="done"), _outcome("done"), _outcome("lost"))),
    Check("GUIDE-4", ERROR, SPEC, "No way through comes back to where it was.", no_cycles, GUIDE,
          fails=_guide(_question("bins", yes="done", not_sure="bins"), _outcome("done"))),
    Check("GUIDE-5", ERROR, SPEC, "Every way through ends in an outcome, and an outcome says what it is.", ends, GUIDE,
          fails=_guide(_question("bins", yes="done", not_sure="stuck"), _outcome("done"), _question("stuck"))),
    Check("GUIDE-6", ERROR, SPEC, "A question has 2 to 7 answers.", option_count, GUIDE,
          fails=_guide(_question("bins", not_sure="done"), _outcome("done"))),
    Check("GUIDE-7", ERROR, SPEC, "No way through asks more than 10 questions.", depth, GUIDE,
          passes=_guide(*_CHAIN[:-1], _question(f"q{DEPTH_LIMIT - 1}", yes="done", not_sure="done"), _outcome("done")),
          fails=_guide(*_CHAIN, _question(f"q{DEPTH_LIMIT}", yes="done", not_sure="done"), _outcome("done"))),
    Check("GUIDE-8", WARNING, SPEC, "Every question has an answer for a customer who is not sure.", unsure, GUIDE,
          fails=_guide(_question("bins", yes="done", no="done"), _outcome("done"))),
)
