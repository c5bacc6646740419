"""Two people in one page know of each other. Only who may edit a page is named, and only to people who may edit it."""

from extranet.pages.drafts import Editor
from extranet.pages.store import editors


def show_up(site, actor, page, is_heard: bool) -> list[Editor]:
    """The actor has this page open in the editor; everybody else who has. The caller came through the door for editing.

    `is_heard`: by the form's script, which says it again every 20 seconds; else by opening the form.
    """
    now = site.clock.now()
    with site.db.noting() as tx:
        editors.see(tx, page.id, actor.id, Editor(actor.name, actor.authority, now, now, is_heard))
        return editors.others(tx, page.id, actor.id, now)


def leave(site, actor, page) -> None:
    """The actor closed the form."""
    with site.db.noting() as tx:
        editors.leave(tx, page.id, actor.id)
