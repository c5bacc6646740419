"""A renderer kept for all tests of this folder, and a short way to the HTML of a text."""

import pytest

from extranet.pages.rendering import RenderSource, ViewContext, assemble
from extranet.pages.rendering.page import Renderer


@pytest.fixture(scope="session")
def renderer():
    return Renderer()


@pytest.fixture
def render(renderer):
    """text -> Rendered."""
    return lambda text: renderer.render(RenderSource(text))


@pytest.fixture
def html(render):
    """(text, view details) -> the markup a reader gets; every page exists, titled by its slug in capitals."""

    def assembled(text, **details):
        details.setdefault("pages", lambda slugs: {slug: slug.upper() for slug in slugs})
        return str(assemble(render(text).body, ViewContext(**details)))

    return assembled
