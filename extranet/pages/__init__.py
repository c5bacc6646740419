"""Pages: the wiki. Pages with the standard's metadata, revisions, links, facts, files, the bin, and ways to find them.

model.py       pages, drafts, facts, files, and this slice's errors
rules.py       who may do what
store/         tables, queries, and the files on disk
actions/       one function for each thing a person can do
rendering/     Markdown to finished parts; differences.py compares two texts
viewing.py     one reader looking at one page for one customer; shown.py puts fields in their places
documents.py   pages as search wants them
hooks.py       what plugins can add; answers.py what the wiki itself answers
views/         the screens
"""

from extranet.pages.actions.attaching import (
    KeptFile,
    add_kept_file,
    attach_file,
    attachment_versions,
    attachments_of,
    keep_file,
    open_attachment,
    remove_attachment,
    stored_files,
)
from extranet.pages.actions.confirming import next_review, restate_page
from extranet.pages.actions.drafting import faults_of
from extranet.pages.actions.facts import Facts, facts, load_facts, pages_showing, set_fact
from extranet.pages.actions.keeping_drafts import keep_draft
from extranet.pages.actions.loading import load_pages
from extranet.pages.actions.localising import LocalConflict, changed_body, page_for_local, page_with, places_of, save_local
from extranet.pages.actions.moving import binned_pages, delete_page, rename_page, restore_page
from extranet.pages.actions.notices import notices_in_force
from extranet.pages.actions.proposing import differs, draft_of, kept_draft, page_as, page_in, ready_draft
from extranet.pages.actions.reading import (
    all_page_ids,
    history,
    linking_pages,
    list_pages,
    page_by_id,
    page_count,
    page_lines,
    page_titles,
    pages_by_tag,
    read_page,
    read_revision,
    readable_pages,
)
from extranet.pages.actions.rendering import render_text
from extranet.pages.actions.rerendering import render_again
from extranet.pages.actions.saving import add_page, add_revision, create_page, new_token, restore_revision, save_page
from extranet.pages.addresses import attachment_url, page_url
from extranet.pages.counting import addresses_there, counted_pages, drafts_by_id, every_counted_page, lost_links, unlinked_pages
from extranet.pages.differences import Differences
from extranet.pages.fieldtext import field_differences, text_differences
from extranet.pages.localtext import CrookedText, LocalChange, LocalPlace, LocalRow, base_text
from extranet.pages.model import (
    Attachment,
    EditConflict,
    FactKey,
    FactValue,
    FaultyPage,
    FileTooLarge,
    LoadReport,
    LocalEdit,
    NeedsApproval,
    NoSuchPage,
    Notice,
    Page,
    PageDraft,
    PageFilters,
    PageLine,
    Revision,
    RevisionLine,
    SlugTaken,
    Trust,
    checked_slug,
    slug_from,
)
from extranet.pages.rendering import plain_text
from extranet.pages.rules import Keeping, Publishing
from extranet.pages.shown import ShownPage, show_fields
from extranet.pages.viewing import Reading

__all__ = [
    "Attachment", "EditConflict", "FactKey", "FactValue", "Facts", "FaultyPage", "FileTooLarge", "LoadReport", "NoSuchPage", "Notice",
    "Page", "PageDraft", "PageFilters", "PageLine", "Reading", "Revision", "RevisionLine", "SlugTaken", "Trust",
    "all_page_ids", "attach_file", "attachment_url", "attachment_versions", "attachments_of", "binned_pages", "create_page", "delete_page",
    "facts", "history", "linking_pages", "list_pages", "load_facts", "load_pages", "new_token", "notices_in_force", "open_attachment",
    "page_by_id", "page_count", "page_titles", "page_url", "plain_text", "pages_by_tag", "pages_showing", "read_page", "read_revision", "readable_pages",
    "remove_attachment", "rename_page", "render_again", "render_text", "restore_page", "restore_revision", "save_page", "set_fact", "slug_from", "stored_files",
    "CrookedText", "LocalChange", "LocalConflict", "LocalEdit", "LocalPlace", "LocalRow", "base_text", "changed_body", "next_review",
    "page_for_local", "page_lines", "page_with", "places_of", "restate_page", "save_local",
    "Differences", "Keeping", "NeedsApproval", "Publishing", "ShownPage", "add_page", "add_revision", "checked_slug", "differs", "draft_of", "faults_of",
    "field_differences", "keep_draft", "kept_draft", "page_as", "page_in", "ready_draft", "show_fields", "text_differences",
    "KeptFile", "add_kept_file", "keep_file",
    "addresses_there", "counted_pages", "drafts_by_id", "every_counted_page", "lost_links", "unlinked_pages",
]
