"""The Whoosh schema: one weighted field, one field of facets, two numbers for each document. Nothing stored."""

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema

from extranet.search.engine import Indexed
from extranet.search.weighing import facet_terms, weighed_terms
from extranet.search.whoosh_engine.codec import MarkFormat, PlacesFormat

TEXT = "text"
FACET = "facet"
NUMBER_COLUMN = NumericColumn("I")
MARK_COLUMN = NumericColumn("q")


class WeightedField(FieldType):
    """Takes WeighedTerms; gives Whoosh (term, count, worth, places)."""

    def __init__(self):
        super().__init__(PlacesFormat(), None)

    def index(self, value, **kwargs):
        return ((one.term.encode(), 1, one.worth, one.places.tobytes()) for one in value)


class FacetField(FieldType):
    """Takes 'facet=value' strings."""

    def __init__(self):
        super().__init__(MarkFormat(), None)

    def index(self, value, **kwargs):
        return ((term.encode(), 1, 1.0, b"") for term in value)


def make_schema() -> Schema:
    return Schema(text=WeightedField(), facet=FacetField(), number=COLUMN(NUMBER_COLUMN), mark=COLUMN(MARK_COLUMN))


def fields_of(indexed: Indexed) -> dict:
    """The values of one document as Whoosh's writer takes them."""
    return {
        TEXT: weighed_terms(indexed.document),
        FACET: facet_terms(indexed.document),
        "number": indexed.number,
        "mark": indexed.mark,
    }
