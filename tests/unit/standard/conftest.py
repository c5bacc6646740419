"""The vocabularies of the starting content, read once."""

import pytest
from right_pages import CONTENT

from extranet.standard.store import load_vocabularies


@pytest.fixture(scope="session")
def vocabularies():
    return load_vocabularies(CONTENT / "vocabularies")
