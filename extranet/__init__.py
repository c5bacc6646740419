"""Extranet: the shared answer book of a partnership of councils.

The floors of the house, and what may import what, are described in
docs/architecture.md and enforced by tests/test_architecture.py.
"""

__version__ = "0.1.0"
