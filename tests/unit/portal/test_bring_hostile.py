"""Hostile and broken sources: refused as a whole or page by page, in a sentence, in bounded time; a killed run goes on to the same pages."""
# ruff: noqa: E501  (documents are written out as their tools write them)

import io
import os
import signal
import stat
import subprocess
import sys
import time
import zipfile

import pytest
from sqlalchemy import select

from extranet.pages import PageFilters, attachments_of, list_pages, read_page
from extranet.portal.bringing import IMPORTED, REFUSED, UNCHANGED, Chosen, SourceRefused, bring_source
from extranet.portal.bringing.model import ItemRefused
from extranet.portal.bringing.store import brought
from extranet.portal.bringing.supervisor import Reader
from extranet.portal.importing import house_actor

HOUSE = house_actor()
LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)) + "]>"


@pytest.fixture
def bring(site):
    return lambda path, dry=False, **chosen: bring_source(
        site, HOUSE, path, Chosen(**{"name": "hostile", "group": "front-line-forum", "owner": "woking"} | chosen), dry
    )


def pages_of(site):
    return sorted(one.slug for one in list_pages(site, HOUSE, PageFilters(only_shown=False)))


def archive(path, *files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in files:
            held.writestr(name, content)
    return path


def link(name, target):
    one = zipfile.ZipInfo(name)
    one.create_system, one.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return one, target


GOOD = ("good.md", "# Good\n\nText.\n")


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ((GOOD, ("../../evil.md", "x")), "outside itself"),
        ((GOOD, ("/etc/evil.md", "x")), "outside itself"),
        ((GOOD, ("a\\..\\..\\evil.md", "x")), "outside itself"),
        ((GOOD, ("C:/evil.md", "x")), "outside itself"),
        ((GOOD, link("passwd.md", "/etc/passwd")), "a link in place of a file"),
        ((GOOD, ("Good.md", "# Other\n\nx\n")), "two files of one name"),
        ((GOOD, ("bomb.md", b"0" * 130_000_000)), "made to fill a disk"),
        (tuple((f"{n}.md", "x") for n in range(20_001)), "at most 20,000"),
    ],
)
def test_a_bad_archive_is_refused_whole_in_a_sentence(site, bring, tmp_path, files, sentence):
    with pytest.raises(SourceRefused, match=sentence):
        bring(archive(tmp_path / "bad.zip", *files))
    assert pages_of(site) == []
    assert not (tmp_path / "evil.md").exists()
    assert list((site.settings.data_dir / "bringing").iterdir()) == []


def test_an_archive_that_was_cut_short_is_refused_whole(site, bring, tmp_path):
    whole = archive(tmp_path / "whole.zip", GOOD, ("b.md", os.urandom(5000).hex())).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceRefused, match="damaged or cut short"):
        bring(tmp_path / "cut.zip")
    (tmp_path / "no.zip").write_bytes(b"plain words")
    with pytest.raises(SourceRefused, match="is no zip"):
        bring(tmp_path / "no.zip")
    assert pages_of(site) == []


@pytest.mark.parametrize(
    ("xml", "sentence"),
    [
        (f"<?xml version='1.0'?>{LAUGHS}<mediawiki>&i;</mediawiki>", "declares a document type"),
        ("<mediawiki><page><title>A</title><id>1</id><revision><text>words</text></revision></page><page><title>B", "cut short"),
        ("<mediawiki>" + "<a>" * 5000 + "</a>" * 5000 + "</mediawiki>", "nested deeper"),
        ("<mediawiki></mediawiki>", "No page was found"),
    ],
)
def test_a_bad_export_is_refused_whole_in_a_sentence(site, bring, tmp_path, xml, sentence):
    (tmp_path / "dump.xml").write_text(xml)
    with pytest.raises(SourceRefused, match=sentence):
        bring(tmp_path / "dump.xml", kind="mediawiki")
    assert pages_of(site) == []


def test_a_hostile_document_is_refused_and_its_neighbours_come_in(site, bring, tmp_path):
    (tmp_path / "good.md").write_text("# Good\n\nText.\n")
    archive(tmp_path / "laughs.odt", ("content.xml", f"{LAUGHS}<x>&i;</x>"))
    archive(tmp_path / "laughs.docx", ("word/document.xml", f"{LAUGHS}<x>&i;</x>"))
    archive(tmp_path / "bomb.docx", ("word/document.xml", b" " * 40_000_000))
    (tmp_path / "cut.odt").write_bytes((tmp_path / "laughs.odt").read_bytes()[:60])
    (tmp_path / "deep.html").write_text("<div>" * 200_000 + "x")
    (tmp_path / "huge.md").write_text("# Huge\n\n" + "words and words\n" * 700_000)
    (tmp_path / "bytes.md").write_bytes(b"\0\1\2\xff" * 100)
    (tmp_path / "outside.md").symlink_to("/etc/passwd")
    (tmp_path / "reach.md").write_text("# Reach\n\n![x](../../../../../../etc/passwd) [y](/etc/passwd)\n")
    report = {line.key: line for line in bring(tmp_path).lines}
    assert report.pop("good.md").outcome == IMPORTED
    assert report.pop("reach.md").outcome == IMPORTED
    assert "outside.md" not in report
    assert {line.outcome for line in report.values()} == {REFUSED}, report
    assert all(line.reasons and line.reasons[0][-1] in ".)" for line in report.values())
    assert "10." in report["huge.md"].reasons[0]
    assert "MB" in report["huge.md"].reasons[0]
    assert pages_of(site) == ["good", "reach"]
    assert attachments_of(site, read_page(site, HOUSE, "reach")) == []


def test_what_acts_stays_outside(site, bring, tmp_path):
    (tmp_path / "a.md").write_text(
        "# Alpha\n\n<script>alert(1)</script><img src=x onerror=alert(1)> [go](javascript:alert(1)) [on](data:text/html,x) <!-- hidden -->\n\n```\n<script>kept as code</script>\n```\n"
    )
    (tmp_path / "b.html").write_text(
        "<h1>Beta</h1><p>{{fact:waste.price}} [[secret]] ::: <iframe src=x></iframe></p><p>::: for woking</p><svg onload=x><text>y</text></svg>"
    )
    assert {line.outcome for line in bring(tmp_path).lines} == {IMPORTED}
    a, b = read_page(site, HOUSE, "alpha"), read_page(site, HOUSE, "beta")
    assert a.body.count("<script") == 1
    assert "onerror" not in a.body
    assert "javascript" not in a.body
    assert "alert" not in a.body
    assert "[[secret]]" not in b.body
    assert "\n::: for" not in b.body
    assert b.rendered.get("links", []) == []
    assert not b.rendered.get("facts")


def test_a_page_with_a_damaged_picture_does_not_come_in_without_it(site, bring, tmp_path):
    (tmp_path / "a.md").write_text("# A\n\n![A bin](bin.png)\n")
    (tmp_path / "bin.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"cut")
    for dry in (True, False):
        report = bring(tmp_path, dry)
        assert report.lines[0].outcome == REFUSED
        assert "bin.png cannot be read as a picture" in report.lines[0].reasons[0]
    assert pages_of(site) == []


def test_a_document_that_takes_too_long_is_ended_and_the_next_one_read(tmp_path):
    (tmp_path / "slow.html").write_text("<p>x</p>" * 400_000)
    (tmp_path / "next.md").write_text("# Next\n\nText.\n")
    (tmp_path / "out").mkdir()
    with Reader({"convert": 1.5}) as reader:
        began = time.monotonic()
        with pytest.raises(ItemRefused, match="too long or too much memory"):
            reader.ask("convert", tmp_path / "slow.html", tmp_path / "out", form="html")
        assert time.monotonic() - began < 6
        assert reader.ask("convert", tmp_path / "next.md", tmp_path / "out", form="markdown")["title"] == "Next"


BRING = """
import sys
from pathlib import Path
from extranet.app import build_site
from extranet.portal.bringing import Chosen, bring_source
from extranet.portal.importing import house_actor
from extranet.settings import Settings
site = build_site(Settings(data=Path(sys.argv[1]), secret_key="for tests only", log_level="ERROR"))
told = lambda what, done, total: print(what, done, flush=True)
bring_source(site, house_actor(), Path(sys.argv[2]), Chosen(name="killed", group="front-line-forum", owner="woking"), False, told)
"""


def test_killed_in_the_middle_and_run_again_there_are_exactly_the_same_pages(site, bring, tmp_path):
    """Twice: once killed after the third page was written, then to its end; each page once, with its picture, linked to its neighbour."""
    if not site.db.is_sqlite:
        pytest.skip("the child opens the SQLite file by itself")
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "p.png").write_bytes(picture.getvalue())
    for number in range(12):
        (folder / f"{number:02}.md").write_text(f"# Same title\n\nNumber {number}, after [the other]({(number + 1) % 12:02}.md). ![P](p.png)\n")
    command = [sys.executable, "-c", BRING, str(site.settings.data_dir), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout:
            if line.startswith("Writing 3"):
                os.kill(child.pid, signal.SIGKILL)
                break
    half = pages_of(site)
    assert 3 <= len(half) < 12
    again = bring(folder, name="killed")
    assert again.count(UNCHANGED) == len(half)
    assert again.count(IMPORTED) == 12 - len(half)
    slugs = ["same-title", *(f"same-title-{number}" for number in range(2, 13))]
    assert pages_of(site) == sorted(slugs)
    for number, slug in enumerate(slugs):
        page = read_page(site, HOUSE, slug)
        assert page.number == 1
        assert page.body == f"Number {number}, after [[{slugs[(number + 1) % 12]}|the other]]. ![P](<attachment:p.png>)\n"
        assert [(one.name, one.version) for one in attachments_of(site, page)] == [("p.png", 1)]
    with site.db.reading() as connection:
        assert len(connection.execute(select(brought.c.item)).all()) == 12
    assert bring(folder, name="killed").count(UNCHANGED) == 12
