"""A flag or a remark holds nothing about one person: what looks like it is refused with a sentence. Source: content-standard 4.5."""

from extranet.errors import BadInput
from extranet.standard import personal_in


def refuse_personal(text: str, field: str) -> None:
    """BadInput naming what it looks like. An office's number or address may be said: it is often what is wrong."""
    found = next(iter(personal_in(text)), None)
    if found:
        raise BadInput(f"This seems to hold {found}. Say what is wrong with the page without anybody's particulars.", field)
