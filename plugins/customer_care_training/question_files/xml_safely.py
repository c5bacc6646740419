"""XML from strangers: no document type, so no entities and no outside files, and not too deep."""

from collections.abc import Iterable
from xml.etree import ElementTree
from xml.parsers import expat

DEEPEST = 100


def read_xml(content: bytes, counted: Iterable[str]) -> tuple[ElementTree.Element, list[int]]:
    """The root element, and the line at which each element of one of these names begins, in order.

    ValueError when it is not XML, or has a document type.
    """
    lines, depth, names = [], [0], frozenset(counted)
    parser = expat.ParserCreate(namespace_separator=None)

    def start(name, _attributes):
        depth[0] += 1
        if depth[0] > DEEPEST:
            raise ValueError(f"Its elements stand more than {DEEPEST} deep.")
        if name.rpartition(":")[2] in names:
            lines.append(parser.CurrentLineNumber)

    def end(_name):
        depth[0] -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)
        return ElementTree.fromstring(content), lines  # noqa: S314  looked through just above
    except expat.ExpatError as fault:
        raise ValueError(f"It is not XML: {fault}.") from fault


def _refuse_doctype(*_given):
    raise ValueError("It has a document type (<!DOCTYPE), which may hide entities; such files are not read.")
