"""What people can do with pages, one function each.

reading.py     the door to a page, its history, lists and counts
drafting.py    a draft made ready: rights, the standard's checks, rendering, the rows it becomes
saving.py      create, save, restore a revision
keeping_drafts.py  what was typed and not saved yet
presence.py    who else has a page open in the editor
merging.py     a save over somebody else's put together with theirs
blaming.py     who wrote which passage
looking_back.py  words in old revisions, and the whole history to take away
merging.py     a save over somebody else's put together with theirs
blaming.py     who wrote which passage
looking_back.py  words in old revisions, and the whole history to take away
moving.py      rename, the bin
joining.py     two pages made one
mapping.py     wanted pages, pages nobody leads to, pages that say nearly the same
attaching.py   files
facts.py       facts and their values
notices.py     notices in force
loading.py     many pages at once
rerendering.py current texts rendered again
"""
