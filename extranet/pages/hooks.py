"""The hooks of the wiki: what a plugin can show on a page, on a group's home and on the desk, and what it is told."""

from extranet.hooks import collect, first, notify, pipe, together


@collect
def page_panels(site, page, actor):
    """A Panel shown beside a page the actor may already read, in plugin order. `actor` is None for a visitor.

    Used by the wiki itself for the attachments of a page.
    """


@collect
def page_actions(site, page, actor):
    """A PageAction, or a list of them: what this person may do with the page, in its heading after Edit and History."""


@collect
def page_banners(site, page, actor):
    """A Panel drawn above the answer, without its title: what a reader must know first. Short; None nearly always."""


@collect
def page_endings(site, page, actor):
    """A Panel drawn under the text, with its title as a heading: whether it helped, what people say about it."""


@first
def group_home(site, group, actor):
    """A GroupHome for the working group of this slug, drawn above its pages; None for groups that are not the plugin's."""


@collect
def dashboard_cards(site, actor):
    """A Card for the desk of a signed-in person; lower `order` stands first.

    Used by the wiki itself for what changed and for pages that wait for a review.
    """


@collect
def markdown_blocks(site):
    """A MarkdownBlock, or a list of them: `::: name words` … `:::` in a page's text becomes what its `show` gives when the page is read."""


@pipe
def page_html(site, html, page, actor):
    """The safe HTML (Markup) of a page's body, after local text and facts are in it; return it changed, or as it was.

    Used by the wiki itself to say, above a text that could not be rendered, why it is shown as it was typed.
    """


@notify
def page_published(site, page, actor):
    """A page was created or saved, after the commit. `page` is the page as it now stands."""


@notify
def page_removed(site, page, actor):
    """A page was put into the bin, after the commit."""


@notify
def page_restored(site, page, actor):
    """A page was taken out of the bin, after the commit. A restored revision is announced as page_published."""


@collect
def page_faults(site, slug, draft):
    """Further faults (standard.Fault, or a list of them) in what somebody wants a page to say, beside what the standard finds.

    `draft` is the PageDraft as it would be kept. An error stops the save of a live page; a warning stands among the remarks.
    """


@together
def page_written(site, tx, page_id, slug, draft, was, actor):
    """A page is being created or saved: write here what must be true together with it, and nothing slow.

    `draft` is the PageDraft as it is kept, `was` the Page before (None when it is new). What fails here undoes the save.
    """


@collect
def save_buttons(site, actor, page, type):
    """A SaveButton, or a list of them, that stands beside Save in the edit form.

    `page` is None for a new page, `type` the standard's ContentType. Used by the wiki itself for "Save as draft".
    """


@first
def save_instead(site, do, actor, page, slug, draft, base_number, token):
    """Take what was typed, when the button `do` is yours: the address to go on to, which is not a save of the page.

    Answer None for a button that is not yours. `page` is the Page as it stands, None for a new one, whose wanted address
    is then `slug`; `draft` the PageDraft as it was typed, `base_number` the revision it was begun from, `token` the form's own, the same when
    the form is sent twice. Whether the actor may do it is yours to decide. BadInput, EditConflict and FaultyPage are
    shown in the form as for a save. Used by the wiki itself for "Save as draft".
    """
