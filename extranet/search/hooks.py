"""Hooks of search: who knows the documents, and what else to suggest."""

from extranet.hooks import collect, first


@first
def search_documents(site, kind, item_ids):
    """Documents (extranet.search.Document) for these items of this kind, as they are now.

    Answer None for a kind that is not yours. An id without a Document is taken
    as deleted and will not be found any more. Called in the jobs process, at
    most 200 ids at once.
    """


@collect
def search_item_ids(site):
    """(kind, iterable of item ids) for everything of a kind that should be found.

    Asked when the whole index is made anew or compared with the database.
    """


@collect
def suggestions(site, text, actor):
    """More Suggestions (a list) for what is being typed, such as places.

    `text` is at least two letters. Give only what the actor (or a visitor,
    None) may know of, and answer from memory: somebody is typing.
    """


@collect
def facet_labels(site):
    """Words for the values of facets: {'type': {'qa': 'Question and answer'}, 'group': {...}}. A value without one is shown as it is."""


@collect
def same_words(site):
    """The Markdown of a list of words that mean the same: a bullet for each meaning, commas between the words, `>` where it holds one way only.

    Kept per process; whoever changes such a list calls `search.words_changed(tx, site)` in the same transaction.
    """
