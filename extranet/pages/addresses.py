"""Where things of the wiki are on the web. Everything else asks here, so that no template or document spells an address twice."""

from urllib.parse import quote


def page_url(slug: str) -> str:
    return f"/wiki/{quote(slug)}"


def attachment_url(slug: str, name: str) -> str:
    return f"/-/pages/{quote(slug)}/attachments/{quote(name)}"


def group_url(slug: str) -> str:
    return f"/-/groups/{quote(slug)}"


def place_url(authority: str) -> str:
    return f"/-/places/{quote(authority)}"


def service_url(number: int) -> str:
    return f"/-/services/{number}"


def episode_url(slug: str) -> str:
    return f"/-/episodes/{quote(slug)}"


def function_url(number: int) -> str:
    return f"/-/functions/{number}"


def type_url(name: str) -> str:
    return f"/-/types/{quote(name)}"


def customer_group_url(slug: str) -> str:
    return f"/-/customer-groups/{quote(slug)}"


def tag_url(tag: str) -> str:
    return f"/-/tags/{quote(tag, safe='')}"
