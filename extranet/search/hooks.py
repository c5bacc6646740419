"""Hooks of search: who knows the documents, and what else to suggest."""

from extranet.hooks import collect, first, notify


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


@collect
def focus_suggestions(site, actor, since):
    """Suggestions (a list) for an empty search box: what is useful before anything is typed.

    `since` is when this person was last here, as the browser remembers it (an aware
    time), or None. Give only what the actor may know of.
    """


@collect
def search_actions(site, actor, query):
    """A SearchAction for the page of results, such as watching this search. `query` is the Query as asked; actor is never None."""


@collect
def search_notices(site, actor, services, area):
    """SearchNotices (a list) in force today that touch one of these services (LGSL numbers) and hold for customers of `area` (a slug, or None).

    Only what the actor may read. Asked for every page of results, so answer from memory.
    """


@collect
def hit_actions(site, actor, document):
    """A SearchAction without fields, shown as a link beside a found document, such as referring the contact. Asked for each hit."""


@notify
def search_gap(site, words, group, times):
    """Words that were searched for again and again this week without success; told once, by the nightly job `search.gaps`.

    `words` hold nothing personal; `group` owns what came nearest, or is ''; `times` is how often it failed.
    """
