"""Renaming, the bin, files, facts."""

import io

import pytest

from extranet.pages import read_page

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


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
