"""Attached files: names, kinds, versions, and where the bytes go."""

import io
import os
from stat import S_ISDIR

import pytest

from extranet.errors import BadInput
from extranet.pages import FileTooLarge, NoSuchPage, attach_file, attachment_versions, open_attachment, read_page, remove_attachment
from extranet.pages.actions.attaching import checked_name
from extranet.pages.store import files


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


def test_what_is_too_large_leaves_nothing_on_the_disk(site, author, missed_bin, monkeypatch):
    with pytest.raises(FileTooLarge, match="over 1 MB"):
        files.keep(site.settings.data_dir, io.BytesIO(b"x" * (1024 * 1024 + 1)), 1)
    assert [path for path in files.folder(site.settings.data_dir).rglob("*") if path.is_file()] == []


def test_the_bytes_are_synced_before_and_the_folder_after_the_rename(tmp_path, monkeypatch):
    done = []
    real_sync, real_replace = os.fsync, type(tmp_path).replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("folder" if S_ISDIR(os.fstat(handle).st_mode) else "file"), real_sync(handle)))
    monkeypatch.setattr(type(tmp_path), "replace", lambda path, other: (done.append("rename"), real_replace(path, other))[1])
    files.keep(tmp_path, io.BytesIO(b"text"), 1)
    assert done[:3] == ["file", "rename", "folder"]


@pytest.mark.parametrize(("head", "media_type"), [
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"GIF89a", "image/gif"), (b"RIFF\0\0\0\0WEBP", "image/webp"),
    (b"<svg xmlns=", "application/octet-stream"), (b"<html>", "application/octet-stream"), (b"", "application/octet-stream"),
])  # fmt: skip
def test_the_kind_of_a_file_is_what_its_bytes_say(head, media_type):
    assert files.sniff(head) == media_type


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
