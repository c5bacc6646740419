"""Backups of a data folder: whole or not at all, and nothing put in place unchecked."""

import gzip
import hashlib
import io
import sqlite3
import tarfile
import threading
from contextlib import closing
from datetime import UTC, datetime

import pytest

from extranet.portal.archive import ArchiveFault, files_to_keep, holds_a_site, read_backup, restore_backup, write_backup

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.fixture
def house(tmp_path):
    """A data folder with a database in WAL mode, an attached file, a key, and things that can be made again."""
    folder = tmp_path / "house"
    (folder / "search").mkdir(parents=True)
    (folder / "search" / "index").write_text("can be made again")
    (folder / "secret_key").write_text("a key")
    attach(folder, b"a floor plan")
    with closing(sqlite3.connect(folder / "extranet.sqlite")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE page (slug TEXT, number INTEGER)")
        database.execute("INSERT INTO page VALUES ('bins', 3)")
        database.commit()
    return folder


def attach(folder, content):
    name = hashlib.sha256(content).hexdigest()
    path = folder / "files" / name[:2] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def back_up(house):
    target = house.parent / "house.tar.gz"
    return target, write_backup(house, house / "extranet.sqlite", target, NOW)


def pages(folder):
    with closing(sqlite3.connect(folder / "extranet.sqlite")) as database:
        return database.execute("SELECT slug, number FROM page ORDER BY slug").fetchall()


def test_a_restored_backup_holds_the_pages_and_the_files(house, tmp_path):
    target, report = back_up(house)
    fresh = tmp_path / "fresh"
    assert restore_backup(target, fresh, fresh / "extranet.sqlite") == report
    assert pages(fresh) == [("bins", 3)]
    assert (fresh / "secret_key").read_text() == "a key"
    assert [path.read_bytes() for path in (fresh / "files").rglob("*") if path.is_file()] == [b"a floor plan"]


def test_what_can_be_made_again_is_left_out(house):
    kept = {path.name for path in files_to_keep(house, house / "extranet.sqlite")}
    assert "index" not in kept
    assert "extranet.sqlite" not in kept
    assert "secret_key" in kept


def test_a_backup_made_while_others_save_holds_one_moment(house, tmp_path):
    stop = threading.Event()
    writer = threading.Thread(target=save_pairs, args=(house / "extranet.sqlite", stop))
    writer.start()
    try:
        archives = [tmp_path / f"{number}.tar.gz" for number in range(5)]
        for archive in archives:
            write_backup(house, house / "extranet.sqlite", archive, NOW)
    finally:
        stop.set()
        writer.join()
    for number, archive in enumerate(archives):
        fresh = tmp_path / f"fresh{number}"
        restore_backup(archive, fresh, fresh / "extranet.sqlite")
        slugs = [slug for slug, _ in pages(fresh) if slug != "bins"]
        assert slugs.count("left") == slugs.count("right")


def save_pairs(path, stop):
    with closing(sqlite3.connect(path, timeout=15)) as database:
        number = 0
        while not stop.is_set():
            number += 1
            with database:
                database.execute("INSERT INTO page VALUES ('left', ?)", [number])
                database.execute("INSERT INTO page VALUES ('right', ?)", [number])


def test_only_its_owner_may_read_a_backup(house):
    target, _ = back_up(house)
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_damaged_attached_file_is_named_and_no_backup_is_made(house):
    attach(house, b"good").write_bytes(b"bad")
    with pytest.raises(ArchiveFault, match="is damaged. No backup was made"):
        back_up(house)
    assert not (house.parent / "house.tar.gz").exists()
    assert not (house.parent / "house.tar.gz.part").exists()


def test_a_folder_that_holds_a_site_is_not_overwritten(house):
    target, _ = back_up(house)
    with pytest.raises(ArchiveFault, match="already holds a site"):
        restore_backup(target, house, house / "extranet.sqlite")
    assert pages(house) == [("bins", 3)]


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty"])
def test_a_spoilt_backup_is_refused_and_nothing_is_put_in_place(house, tmp_path, spoil):
    target, _ = back_up(house)
    content = target.read_bytes()
    middle = len(content) // 2
    spoilt = {"cut": content[:middle], "flip": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :], "empty": b""}
    target.write_bytes(spoilt[spoil])
    fresh = tmp_path / "fresh"
    with pytest.raises(ArchiveFault, match="not a whole backup"):
        restore_backup(target, fresh, fresh / "extranet.sqlite")
    assert not holds_a_site(fresh / "extranet.sqlite")
    assert not list(fresh.iterdir())


def packed(path, *members):
    with gzip.open(path, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
        for entry, content in members:
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return path


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "files/../../outside", "other/file"])
def test_a_member_that_leads_elsewhere_is_refused(tmp_path, name):
    archive = packed(tmp_path / "hostile.tar.gz", (tarfile.TarInfo(name), b"x"))
    with pytest.raises(ArchiveFault, match="which no backup has"):
        read_backup(archive)


def test_a_link_in_a_backup_is_refused(tmp_path):
    link = tarfile.TarInfo("files/key")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with pytest.raises(ArchiveFault, match="which no backup has"):
        read_backup(packed(tmp_path / "hostile.tar.gz", (link, b"")))


def test_a_file_added_to_a_backup_is_noticed(house, tmp_path):
    target, _ = back_up(house)
    with gzip.open(target) as file, tarfile.open(fileobj=io.BytesIO(file.read())) as tar:
        members = [(entry, tar.extractfile(entry).read()) for entry in tar]
    members.insert(1, (tarfile.TarInfo("files/added"), b"x"))
    with pytest.raises(ArchiveFault, match="files/added is missing or was changed"):
        read_backup(packed(target, *members))
