"""Discussion: what people say about a page, as a whole or about a passage of it.

model.py      threads, comments, what they are about
mentions.py   @names in a text, and who they are
store.py      discussion_thread, discussion_comment
rules.py      who may write, edit, remove and settle
actions.py    begin, reply, edit, remove, settle, reopen
reading.py    the threads of a page; the short form under it, from memory
answers.py    the end of a page, its kinds of news, rules
views.py      /-/discussion/…
"""

from extranet.discussion.actions import begin_thread, reply
from extranet.discussion.reading import threads_of

__all__ = ["begin_thread", "reply", "threads_of"]
