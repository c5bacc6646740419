"""Attached files: names, kinds, versions, and where the bytes go."""

import io
import os
from stat import S_ISDIR

import pytest
from attached_files import pdf, photograph, picture, pixel_flood, word
from pages_drafts import question

from extranet import search
from extranet.actor import Actor
from extranet.errors import BadInput
from extranet.pages import (
    FileTooLarge,
    NoSuchPage,
    PageDraft,
    attach_file,
    attachment_versions,
    attachments_of,
    create_page,
    open_attachment,
    read_page,
    remove_attachment,
    stored_files,
)
from extranet.pages.actions.attaching import checked_name, open_preview, read_waiting, readings_of
from extranet.pages.extracting import FileRefused
from extranet.pages.store import attachments, files


def test_a_file_is_kept_under_its_own_hash_and_read_back(site, author, missed_bin):
    attach_file(site, author, "missed-bin", "plan.pdf", io.BytesIO(b"%PDF-1.7 text"))
    kept, path = open_attachment(site, author, "missed-bin", "plan.pdf")
    assert path.read_bytes() == b"%PDF-1.7 text"
    assert path.name == kept.sha256
    assert path.parent.name == kept.sha256[:2]
    assert kept.media_type == "application/pdf"
    assert read_page(site, author, "missed-bin").attachment_count == 1


def test_a_file_of_the_same_name_is_its_next_version(site, author, missed_bin):
    for text in (b"one", b"two"):
        attach_file(site, author, "missed-bin", "notes.txt", io.BytesIO(text))
    assert [one.version for one in attachment_versions(site, author, "missed-bin", "notes.txt")] == [2, 1]
    assert open_attachment(site, author, "missed-bin", "notes.txt")[1].read_bytes() == b"two"
    remove_attachment(site, author, "missed-bin", "notes.txt")
    with pytest.raises(NoSuchPage):
        open_attachment(site, author, "missed-bin", "notes.txt")


def test_what_is_too_large_leaves_nothing_on_the_disk(site, tmp_path):
    with pytest.raises(FileTooLarge, match="over 1 MB"), files.coming(tmp_path, io.BytesIO(b"x" * (1024 * 1024 + 1)), 1):
        pass
    assert [path for path in files.folder(tmp_path).rglob("*") if path.is_file()] == []


def test_the_bytes_are_synced_before_and_the_folder_after_the_rename(tmp_path, monkeypatch):
    done = []
    real_sync, real_replace = os.fsync, type(tmp_path).replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("folder" if S_ISDIR(os.fstat(handle).st_mode) else "file"), real_sync(handle)))
    monkeypatch.setattr(type(tmp_path), "replace", lambda path, other: (done.append("rename"), real_replace(path, other))[1])
    with files.coming(tmp_path, io.BytesIO(b"text"), 1) as coming:
        assert files.keep(tmp_path, coming.path).size_bytes == 4
    assert done[:3] == ["file", "rename", "folder"]


def test_a_picture_is_kept_without_what_the_camera_wrote_and_has_a_thumbnail(site, author, reader, missed_bin):
    kept = attach_file(site, author, "missed-bin", "depot.jpg", io.BytesIO(photograph()))
    path = open_attachment(site, reader, "missed-bin", "depot.jpg")[1]
    assert b"Oakley" not in path.read_bytes()
    assert kept.size_bytes == path.stat().st_size
    preview = open_preview(site, reader, "missed-bin", "depot.jpg")
    assert preview.read_bytes()[8:12] == b"WEBP"
    assert stored_files(site) == {path: kept.size_bytes, preview: preview.stat().st_size}


@pytest.fixture
def reader():
    return Actor(4, "Rae Reader", "woking")


@pytest.mark.parametrize(("name", "content", "said"), [
    ("plan.pdf", picture(), "plan.pdf is not a PDF"), ("run.exe", b"MZ\x90\0", "is a program"), ("bin.png", picture()[:60], "damaged or cut short"),
    ("flood.png", pixel_flood(), "too many pixels"), ("empty.txt", b"", "empty.txt is empty"),
])  # fmt: skip
def test_a_file_that_is_refused_leaves_neither_bytes_nor_a_row(site, author, missed_bin, name, content, said):
    with pytest.raises(FileRefused, match=said) as refused:
        attach_file(site, author, "missed-bin", name, io.BytesIO(content))
    assert refused.value.status == 422
    assert [path for path in files.folder(site.settings.data_dir).rglob("*") if path.is_file()] == []
    assert attachments_of(site, read_page(site, author, "missed-bin")) == []


def read_all(site):
    while read_waiting(site):
        pass
    while search.drain(site):
        pass


def test_the_text_of_a_file_is_found_with_the_page_that_carries_it(site, author, reader, missed_bin):
    attach_file(site, author, "missed-bin", "plan.docx", io.BytesIO(word()))
    read_all(site)
    [hit] = search.find(site, reader, search.Query("fortnightly")).groups
    assert hit.document.url == "/wiki/missed-bin"
    [passage] = hit.passages
    assert passage.heading == "In the attachment plan.docx, Garden waste"
    [kept] = attachments_of(site, read_page(site, author, "missed-bin"))
    assert passage.url == f"/wiki/missed-bin#attached:{kept.id}"
    assert search.find(site, None, search.Query("fortnightly")).total == 0


def test_the_text_of_a_file_that_was_taken_off_or_replaced_is_not_found_any_more(site, author, missed_bin):
    attach_file(site, author, "missed-bin", "plan.docx", io.BytesIO(word()))
    read_all(site)
    attach_file(site, author, "missed-bin", "plan.docx", io.BytesIO(word("<w:document xmlns:w='w'><w:p><w:t>hedgehogs</w:t></w:p></w:document>")))
    read_all(site)
    assert search.find(site, author, search.Query("fortnightly")).total == 0
    assert search.find(site, author, search.Query("hedgehogs")).total == 1
    remove_attachment(site, author, "missed-bin", "plan.docx")
    read_all(site)
    assert search.find(site, author, search.Query("hedgehogs")).total == 0


def test_the_text_of_a_file_is_as_closed_as_its_page(site, author, reader):
    create_page(site, author, PageDraft(question(audience="team"), "Words."), "inside")
    attach_file(site, author, "inside", "plan.txt", io.BytesIO(b"heronsgate"))
    read_all(site)
    assert search.find(site, author, search.Query("heronsgate")).total == 1
    assert search.find(site, reader, search.Query("heronsgate")).total == 0


def test_a_long_file_does_not_drown_what_its_page_is_called(site, author, missed_bin):
    create_page(site, author, PageDraft(question(title="A second page, on bins"), "Words."), "second-page")
    attach_file(site, author, "missed-bin", "report.txt", io.BytesIO(b"drains and culverts of the county. " * 5_000))
    read_all(site)
    assert search.find(site, author, search.Query("missed bin collection")).groups[0].document.url == "/wiki/missed-bin"


def test_a_file_that_cannot_be_read_says_why_and_is_kept_all_the_same(site, author, missed_bin):
    kept = attach_file(site, author, "missed-bin", "plan.pdf", io.BytesIO(pdf("secret", password="hush")))
    read_all(site)
    assert readings_of(site, [kept])[kept.sha256].why_not == "It is locked by a password, so its text cannot be searched."
    assert open_attachment(site, author, "missed-bin", "plan.pdf")[1].is_file()
    assert not read_waiting(site)


def test_a_picture_from_before_files_were_looked_into_gets_its_thumbnail(site, author, missed_bin):
    kept = attach_file(site, author, "missed-bin", "bin.png", io.BytesIO(picture()))
    with site.db.writing() as tx:
        attachments.change_reading(tx, kept.sha256, state=attachments.WAITING, preview="", preview_bytes=0)
    with pytest.raises(NoSuchPage):
        open_preview(site, author, "missed-bin", "bin.png")
    read_all(site)
    assert open_preview(site, author, "missed-bin", "bin.png").is_file()


@pytest.mark.parametrize(("given", "kept"), [
    ("../../etc/passwd", "passwd"), ("C:\\Users\\a\\plan.pdf", "plan.pdf"), ('a"b\r\n.txt', "ab.txt"), (".htaccess", "htaccess"), ("résumé.pdf", "résumé.pdf"),
])  # fmt: skip
def test_a_file_name_is_made_safe(given, kept):
    assert checked_name(given) == kept


@pytest.mark.parametrize("name", ["", "...", "/", "a/"])
def test_a_name_without_letters_is_refused(name):
    with pytest.raises(BadInput):
        checked_name(name)


def test_a_very_long_name_keeps_its_ending():
    assert checked_name("x" * 400 + ".pdf").endswith("x.pdf")
    assert len(checked_name("x" * 400 + ".pdf")) <= 150
