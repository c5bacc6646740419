"""Hooks of what leaves and enters the house by machine."""

from extranet.hooks import collect


@collect
def data_sets(site):
    """A DataSet, or a list of them: rows a plugin gives to `extranet export` and takes back at `extranet import`.

    Used by the wiki's pages themselves through their own files; by plugins for tables of their own.
    """
