"""Real directories for every test in this folder."""

from tests.slapd.fixtures import rig

__all__ = ["rig"]
