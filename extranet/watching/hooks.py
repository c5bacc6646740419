"""Hooks of watching."""

from extranet.hooks import collect


@collect
def news_kinds(site):
    """A NewsKind, or a list of them: which kinds of news a slice or plugin tells people, for them to choose how often each is mailed.

    `extranet.watching.tell` writes the news itself.
    """
