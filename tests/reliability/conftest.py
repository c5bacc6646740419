"""Tests that end processes; leave them out with `-m "not reliability"`."""


def pytest_configure(config):
    config.addinivalue_line("markers", "reliability: starts a whole site and kills its processes; takes a minute")
