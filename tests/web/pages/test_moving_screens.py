"""Renaming, the bin, files, facts."""

import base64
import io

import pytest

from extranet.pages import read_page

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==")


@pytest.fixture
def editor(client, sign_in, author):
    return sign_in(client, author)


def test_a_renamed_page_is_found_at_both_addresses(editor, missed_bin):
    assert editor.post("/-/pages/missed-bin/rename", data={"slug": "bin-not-emptied"}).location == "/wiki/bin-not-emptied"
    assert editor.get("/wiki/missed-bin").location == "/wiki/bin-not-emptied"


def test_an_address_that_was_once_anothers_is_refused(editor, missed_bin, make_page):
    make_page("second-page", title="Second page")
    editor.post("/-/pages/missed-bin/rename", data={"slug": "bin-not-emptied"})
    answer = editor.post("/-/pages/second-page/rename", data={"slug": "missed-bin"})
    assert answer.status_code == 422
    assert "Addresses are never given to a second page" in answer.text


def test_a_page_goes_into_the_bin_and_comes_out_with_its_history(editor, site, author, missed_bin):
    assert "Put it in the bin" in editor.get("/-/pages/missed-bin/delete").text
    assert editor.post("/-/pages/missed-bin/delete").location == "/-/bin"
    assert editor.get("/wiki/missed-bin").status_code == 404
    assert "Missed bin collection" in editor.get("/-/bin").text
    assert editor.post("/-/bin/missed-bin").location == "/wiki/missed-bin"
    assert read_page(site, author, "missed-bin").number == 1


def test_the_bin_shows_nobody_what_they_could_not_change(app, client, sign_in, author, person, missed_bin):
    sign_in(client, author).post("/-/pages/missed-bin/delete")
    other = sign_in(app.test_client(), person("Olu Other", "elmbridge", ("author", "group", "gis-users-group")))
    assert "Missed bin" not in other.get("/-/bin").text
    assert other.post("/-/bin/missed-bin").status_code == 403


def test_a_file_is_fetched_as_a_download_that_nothing_can_run_in(editor, missed_bin):
    page = io.BytesIO(b"<script>alert(1)</script>")
    assert editor.post("/-/pages/missed-bin/attachments", data={"file": (page, "../evil.html")}).status_code == 303
    with editor.get("/-/pages/missed-bin/attachments/evil.html") as answer:
        assert answer.data == b"<script>alert(1)</script>"
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "evil.html" in editor.get("/wiki/missed-bin").text


def test_a_raster_picture_may_stand_in_the_page(editor, missed_bin):
    editor.post("/-/pages/missed-bin/attachments", data={"file": (io.BytesIO(PNG), "bin.png")})
    with editor.get("/-/pages/missed-bin/attachments/bin.png") as answer:
        assert (answer.mimetype, answer.data) == ("image/png", PNG)
    assert not answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_over_the_limit_is_refused_with_the_limit(editor, site, missed_bin):
    head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\n\r\n'
    body = head + b"x" * (site.settings.attachment_megabytes * 1024 * 1024 + 1) + b"\r\n--cut--\r\n"
    answer = editor.post("/-/pages/missed-bin/attachments", data=body, content_type="multipart/form-data; boundary=cut")
    assert answer.status_code == 413
    assert "20 MB" in answer.text
    assert not [path for path in (site.settings.data_dir / "files").rglob("*") if path.is_file()]


def test_a_file_is_as_closed_as_its_page(app, client, sign_in, author, reader, make_page):
    make_page("inside", audience="team")
    sign_in(client, author).post("/-/pages/inside/attachments", data={"file": (io.BytesIO(PNG), "plan.png")})
    assert sign_in(app.test_client(), reader).get("/-/pages/inside/attachments/plan.png").status_code == 404
    assert app.test_client().get("/-/pages/inside/attachments/plan.png").status_code == 404


def test_an_authority_changes_its_own_value_of_a_fact_and_every_page_shows_it(client, sign_in, person, missed_bin):
    woking = sign_in(client, person("Wil Woking", "woking", ("author", "authority", "woking")))
    typed = {"value": "4 working days", "source_url": "https://www.woking.gov.uk/bins", "last_confirmed": "2026-11-20"}
    assert woking.post("/-/facts/waste.missed.window/woking", data=typed).location == "/-/facts/waste.missed.window"
    assert "4 working days" in woking.get("/wiki/missed-bin?for=woking").text
    assert "Missed bin collection" in woking.get("/-/facts/waste.missed.window").text


def test_no_authority_changes_anothers_value(client, sign_in, person, missed_bin):
    woking = sign_in(client, person("Wil Woking", "woking", ("author", "authority", "woking")))
    typed = {"value": "1 day", "source_url": "https://example.gov.uk"}
    assert woking.get("/-/facts/waste.missed.window/guildford").status_code == 403
    assert woking.post("/-/facts/waste.missed.window/guildford", data=typed).status_code == 403


def test_a_value_without_a_source_is_refused_and_kept_in_the_form(client, sign_in, person, missed_bin):
    woking = sign_in(client, person("Wil Woking", "woking", ("author", "authority", "woking")))
    answer = woking.post("/-/facts/waste.missed.window/woking", data={"value": "9 days", "source_url": "somebody said"})
    assert answer.status_code == 422
    assert "9 days" in answer.text
    assert "https://" in answer.text


def test_many_files_are_attached_at_once_and_those_that_are_refused_are_named(editor, missed_bin):
    files = [(io.BytesIO(PNG), "bin.png"), (io.BytesIO(b"MZ\x90\0"), "run.exe"), (io.BytesIO(b"words"), "list.txt")]
    answer = editor.post("/-/pages/missed-bin/attachments", data={"file": files})
    assert answer.status_code == 422
    assert "run.exe is a program" in answer.text
    assert "2 files are attached." in answer.text
    assert 'href="/-/pages/missed-bin/attachments/list.txt"' in answer.text
    good = [(io.BytesIO(PNG), "one.png"), (io.BytesIO(b"words"), "two.txt")]
    assert editor.post("/-/pages/missed-bin/attachments", data={"file": good}).status_code == 303


def test_a_file_sent_with_progress_is_answered_as_json(editor, missed_bin):
    wanted = {"Accept": "application/json"}
    kept = editor.post("/-/pages/missed-bin/attachments", data={"file": (io.BytesIO(PNG), "bin.png")}, headers=wanted)
    assert (kept.status_code, kept.get_json()) == (201, {"attached": [{"name": "bin.png", "version": 1}], "refused": []})
    refused = editor.post("/-/pages/missed-bin/attachments", data={"file": (io.BytesIO(b"MZ"), "run.exe")}, headers=wanted)
    assert refused.status_code == 422
    assert refused.get_json()["refused"][0].startswith("run.exe is a program")


def test_a_thumbnail_and_earlier_versions_are_offered_and_no_others(editor, missed_bin):
    address = "/-/pages/missed-bin/attachments/list.txt"
    for text in (b"first", b"second"):
        editor.post("/-/pages/missed-bin/attachments", data={"file": (io.BytesIO(text), "list.txt")})
    editor.post("/-/pages/missed-bin/attachments", data={"file": (io.BytesIO(PNG), "bin.png")})
    page = editor.get("/-/pages/missed-bin/attachments").text
    assert "list.txt?version=1" in page
    assert "bin.png?preview=1" in page
    with editor.get(f"{address}?version=1") as old, editor.get(address) as new:
        assert (old.data, new.data, new.mimetype) == (b"first", b"second", "application/octet-stream")
    with editor.get("/-/pages/missed-bin/attachments/bin.png?preview=1") as small:
        assert small.mimetype == "image/webp"
        assert "sandbox" in small.headers["Content-Security-Policy"]
    assert editor.get(f"{address}?version=3").status_code == 404
    assert editor.get(f"{address}?preview=1").status_code == 404
