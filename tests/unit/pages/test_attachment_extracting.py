"""What attached files hold: their text found, hostile ones survived, pictures drawn anew."""

import io
import time

import pytest
from attached_files import (
    BILLION_LAUGHS,
    moving_picture,
    open_document,
    pdf,
    photograph,
    picture,
    pixel_flood,
    talkative_png,
    word,
    zip_bomb,
    zipped,
)
from PIL import Image

from extranet.pages import extracting
from extranet.pages.extracting import FileRefused, fault_of_name, kind_of
from extranet.pages.extracting.words import LONGEST_PASSAGE, MOST_LETTERS, passages

LOCKED = "It is locked by a password, so its text cannot be searched."
DAMAGED = "It is damaged or made in an unusual way, so its text cannot be searched."


@pytest.fixture
def read(tmp_path):
    """read("plan.pdf", bytes) gives what extract finds."""

    def look(name, content, **more):
        path = tmp_path / "held"
        path.write_bytes(content)
        return extracting.extract(path, kind_of(name, content[:4096]).media_type, tmp_path / "work", **more)

    return look


@pytest.fixture
def redrawn(tmp_path):
    """redrawn("bin.png", bytes) gives the bytes of the new picture and of its thumbnail."""

    def look(name, content):
        path = tmp_path / "held"
        path.write_bytes(content)
        with extracting.redraw(path, kind_of(name, content[:4096]).basis, name, tmp_path / "work") as drawn:
            return drawn.picture.read_bytes(), drawn.thumbnail.read_bytes()

    return look


def test_the_text_of_a_word_file_is_found_under_its_headings_without_what_was_deleted(read):
    assert read("plan.docx", word()).passages == (("Garden waste", "Brown bins are emptied fortnightly.\nSticker"),)


def test_the_text_of_an_open_document_is_found_under_its_headings_without_what_was_deleted(read):
    assert read("plan.odt", open_document()).passages == (("Parking", "Permits cost fifty pounds."),)


def test_the_text_of_a_pdf_is_found_page_by_page(read):
    assert read("plan.pdf", pdf("Bulky waste", "Fridges cost more")).passages == (("page 1", "Bulky waste"), ("page 2", "Fridges cost more"))


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_in_the_codes_that_people_use(read, code):
    assert read("list.txt", "Bücher und Ämter".encode(code)).passages == (("", "Bücher und Ämter"),)


def test_a_file_without_text_is_no_fault(read):
    found = read("empty.docx", word("<w:document xmlns:w='w'/>"))
    assert (found.passages, found.why_not) == ((), "")


def test_a_long_text_is_cut_into_passages_and_ends_somewhere():
    found = passages([("", "Some words of a sentence. " * 40_000)])
    assert max(len(text) for _, text in found) <= LONGEST_PASSAGE
    assert MOST_LETTERS <= sum(len(text) for _, text in found) < MOST_LETTERS + LONGEST_PASSAGE


HOSTILE = {
    "zip bomb": ("plan.docx", zip_bomb, ""),
    "billion laughs": ("plan.docx", lambda: word(BILLION_LAUGHS), DAMAGED),
    "a file of ours by name": (
        "plan.odt", lambda: open_document('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x xmlns:t="t"><t:p>&e;</t:p></x>'), DAMAGED,
    ),
    "truncated zip": ("plan.docx", lambda: word()[:200], DAMAGED),
    "no such part": ("plan.docx", lambda: zipped(other="x"), DAMAGED),
    "broken xml": ("plan.odt", lambda: open_document("<a><b></a>"), DAMAGED),
    "a thousand parts": ("plan.docx", lambda: zipped(**{f"n{number}": "" for number in range(6_000)}), DAMAGED),
    "encrypted open document": ("plan.odt", lambda: open_document(META_INF="", **{"META-INF__manifest_dot_xml": "<m:encryption-data/>"}), LOCKED),
    "encrypted pdf": ("plan.pdf", lambda: pdf("secret", password="hush"), LOCKED),
    "truncated pdf": ("plan.pdf", lambda: pdf("Bulky waste")[:150], DAMAGED),
    "rubbish pdf": ("plan.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 200, DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_or_broken_file_gives_no_text_and_a_sentence(read, what):
    name, make, sentence = HOSTILE[what]
    found = read(name, make())
    assert (found.passages, found.why_not) == ((), sentence)


def test_deeply_nested_xml_ends_the_child_and_not_us(read):
    found = read("plan.docx", word("<w:p>" * 2_000_000 + "</w:p>" * 2_000_000))
    assert found.passages == ()


def test_a_file_that_takes_too_long_is_given_up(read, monkeypatch):
    slow = "import time, sys\nwhile True: pass\n"
    monkeypatch.setattr("extranet.pages.extracting.supervisor._START", slow)
    began = time.monotonic()
    found = read("plan.docx", word(), seconds=-1.5)
    assert found.why_not == "It is too large or too complicated for its text to be searched."
    assert time.monotonic() - began < 5


def test_the_child_sees_no_secret_and_leaves_nothing_behind(read, tmp_path, monkeypatch):
    monkeypatch.setenv("EXTRANET_SECRET_KEY", "hush")
    spying = "import os, json, sys\nopen(sys.argv[-3] + '/result.json', 'w').write(json.dumps({'passages': [['', str(dict(os.environ))]]}))"
    monkeypatch.setattr("extranet.pages.extracting.supervisor._START", spying)
    assert "hush" not in read("plan.docx", word()).passages[0][1]
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize(("name", "content"), [
    ("a.png", picture("PNG")), ("a.jpg", picture("JPEG")), ("a.gif", picture("GIF")), ("a.webp", picture("WEBP")), ("a.gif", moving_picture()),
    ("talk.png", talkative_png()), ("photo.jpg", photograph()),
])  # fmt: skip
def test_a_picture_drawn_anew_is_the_same_picture_and_drawing_it_again_changes_nothing(redrawn, name, content):
    once, thumbnail = redrawn(name, content)
    with Image.open(io.BytesIO(once)) as new, Image.open(io.BytesIO(content)) as old, Image.open(io.BytesIO(thumbnail)) as small:
        assert new.format == old.format
        assert sorted(new.size) == sorted(old.size)
        assert getattr(new, "n_frames", 1) == getattr(old, "n_frames", 1)
        assert small.format == "WEBP"
    assert redrawn(name, once)[0] == once


def test_what_a_camera_or_a_prankster_wrote_into_a_picture_is_gone(redrawn):
    for name, content, secret in (("p.jpg", photograph(), b"Oakley"), ("p.png", talkative_png(), b"<script>"), ("p.gif", moving_picture(), b"secret")):
        assert secret in content
        assert secret not in redrawn(name, content)[0]


def test_a_picture_is_turned_as_the_camera_was_held(redrawn):
    with Image.open(io.BytesIO(redrawn("p.jpg", photograph())[0])) as upright:
        assert upright.size == (30, 40)
        assert not upright.getexif()


def test_a_flood_of_pixels_is_refused_before_it_is_unpacked(redrawn):
    began = time.monotonic()
    with pytest.raises(FileRefused, match="flood.png has too many pixels: a picture may have 40 million"):
        redrawn("flood.png", pixel_flood())
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("content", [picture("PNG")[:60], picture("JPEG")[:300], b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"GIF89a", picture("WEBP")[:40]])
def test_a_picture_that_is_cut_short_is_refused_with_what_to_do(redrawn, content):
    with pytest.raises(FileRefused, match="damaged or cut short. Save it again as PNG or JPEG"):
        redrawn("bin.png", content)


@pytest.mark.parametrize(("name", "head", "media_type"), [
    ("a.docx", word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("a.odt", open_document(), "application/vnd.oasis.opendocument.text"),
    ("a.zip", word(), "application/zip"), ("a.txt", b"words", "text/plain"), ("a.svg", b"<svg xmlns=", "application/octet-stream"),
    ("a.html", b" <!DOCTYPE html>", "application/octet-stream"), ("a.txt", b"words <script>", "application/octet-stream"),
    ("a.bin", b"\0\1\2", "application/octet-stream"), ("a", b"RIFF\0\0\0\0WEBP", "image/webp"), ("a.pdf", b"%PDF-1.7", "application/pdf"),
])  # fmt: skip
def test_the_kind_of_a_file_is_what_its_bytes_say(name, head, media_type):
    assert kind_of(name, head).media_type == media_type


@pytest.mark.parametrize(("name", "head", "said"), [
    ("plan.pdf", b"MZ\x90\0", "plan.pdf is a program."), ("run.sh", b"#!/bin/sh", "run.sh is a program."), ("x", b"\x7fELF", "x is a program."),
    ("plan.pdf", picture(), "plan.pdf is not a PDF, although its name ends like one."), ("bin.png", b"%PDF-1.7", "bin.png is not a picture"),
    ("plan.docx", b"<html>", "plan.docx is not an Office document"), ("plan.odt", b"%PDF-", "plan.odt is not an OpenDocument file"),
    ("list.txt", b"\0\1\2", "list.txt is not plain text"), ("bin.png", b"<svg xmlns=", "bin.png is not a picture"),
])  # fmt: skip
def test_a_name_that_lies_and_a_program_are_refused_with_a_sentence(name, head, said):
    assert fault_of_name(name, kind_of(name, head)).startswith(said)


@pytest.mark.parametrize(("name", "head"), [
    ("bin.jpeg", picture()), ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("old.doc", b"\xdb\xa5\0"), ("other.xyz", b"%PDF-"),
])  # fmt: skip
def test_a_name_that_fits_is_no_fault(name, head):
    assert fault_of_name(name, kind_of(name, head)) is None
