"""A document as canonical RDF (RDFC-1.0), refusing everything that would silently go unsigned."""

from collections.abc import Mapping
from typing import Any

from pyld import jsonld

from extranet_plugins.customer_care_training.awards.contexts import CONTEXTS, TYPES


class NotCanonical(ValueError):
    """The document holds something that a signature would not cover; the sentence says what."""


def canonical_rdf(document: Mapping[str, Any], contexts: Mapping[str, Any] = CONTEXTS, types: frozenset[str] = TYPES) -> bytes:
    """The document's N-Quads in canonical order (URDNA2015 is the older name of RDFC-1.0). NotCanonical for an unknown context, word or type.

    Traps (training.md 9): a word that no context knows is dropped by JSON-LD, and so unsigned; an unknown type becomes
    a relative address. Nothing is ever fetched.
    """
    _check_types(document, types)
    dropped: list[str] = []

    def load(url, _options=None):
        if url not in contexts:
            raise NotCanonical(f"The context {url} is not one of those known here.")
        return {"contextUrl": None, "documentUrl": url, "document": contexts[url]}

    options = {"documentLoader": load, "base": ""}
    try:
        expanded = jsonld.expand(dict(document), options, on_property_dropped=lambda word: dropped.append(str(word)))
        if dropped:
            raise NotCanonical(f"No context knows the word “{dropped[0]}”, so a signature would not cover it.")
        written = jsonld.normalize(expanded, {**options, "algorithm": "URDNA2015", "format": "application/n-quads"})
    except jsonld.JsonLdError as fault:
        if isinstance(fault.__cause__, NotCanonical):
            raise fault.__cause__ from None
        raise NotCanonical(f"It is not a document that can be signed: {str(fault).splitlines()[0]}") from fault
    return written.encode()


def _check_types(part: Any, types: frozenset[str]) -> None:
    if isinstance(part, Mapping):
        written = part.get("type", part.get("@type", ()))
        unknown = [one for one in ([written] if isinstance(written, str) else written) if one not in types]
        if unknown:
            raise NotCanonical(f"The type “{unknown[0]}” is not one of those known here.")
        for inner in part.values():
            _check_types(inner, types)
    elif isinstance(part, list):
        for inner in part:
            _check_types(inner, types)
