"""The rig as a fixture, for every suite that signs in against real servers."""

import os
from collections.abc import Iterator

import pytest

from tests.slapd.rig import SHAPES, SLAPD, Rig


def need_slapd() -> None:
    """Skip by name at home; in CI a missing slapd is a failure."""
    if SLAPD:
        return
    why = "slapd is not installed (Debian's package slapd); sign-in against real directories is not tested"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def rig() -> Iterator[Rig]:
    """One real slapd for each shape of directory."""
    need_slapd()
    made = Rig(SHAPES)
    yield made
    made.close()
