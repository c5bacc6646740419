"""The block `::: services episode=moving-home`: a list of services in the text of a page."""

from extranet.plugin import MarkdownBlock, Panel
from extranet.standard import vocabularies

HELP = "A list of services: `::: services episode=moving-home`, `::: services function=38`, each with tier=county or tier=district if wanted."
NAMES = ("episode", "function", "tier")


def services_block() -> MarkdownBlock:
    return MarkdownBlock("services", HELP, show_services)


def show_services(site, actor, arguments: str, inner: str) -> Panel:
    """The services asked for; a sentence instead when the words after `services` are not understood."""
    asked = dict(word.partition("=")[::2] for word in arguments.split())
    known = vocabularies(site)
    problem = _problem_with(asked, known)
    services = [] if problem else _chosen(asked, known)
    return Panel("Services", "information_managers_group/services_block.html", {"services": services, "inner": inner, "problem": problem})


def _problem_with(asked: dict, known) -> str:
    unknown = next((name for name in asked if name not in NAMES), None)
    if unknown is not None:
        return f"The services block does not know “{unknown}”. Use episode=, function= or tier=."
    if "episode" in asked and asked["episode"] not in known.life_episodes:
        return f"There is no life episode “{asked['episode']}”."
    if "function" in asked and not (asked["function"].isdecimal() and int(asked["function"]) in known.functions):
        return f"There is no function “{asked['function']}”."
    return "" if "episode" in asked or "function" in asked else "Say which services: episode= or function=."


def _chosen(asked: dict, known) -> list:
    found = list(known.services.values())
    if "episode" in asked:
        found = [one for one in found if asked["episode"] in one.life_episodes]
    if "function" in asked:
        found = [one for one in found if int(asked["function"]) in one.functions]
    if "tier" in asked:
        found = [one for one in found if one.tier in (asked["tier"], "both")]
    return sorted(found, key=lambda one: one.name.lower())
