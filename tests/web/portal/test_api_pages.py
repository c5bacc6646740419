"""Pages by the API: what a script can do, and that it can do no more than its person."""

import io

import pytest

from extranet.pages import page_count, read_page


def test_a_page_is_read_with_its_revision_as_its_etag(api_of, reader, page):
    answer = api_of(reader)("GET", "/pages/bags-beside-bin")
    assert answer.headers["ETag"] == '"1"'
    found = answer.get_json()
    assert (found["title"], found["revision"], found["metadata"]["review_by"]) == ("Bags beside the bin", 1, "2027-05-01")
    assert found["body"] == "## Bags\n\nThey stay.\n"
    assert "html" not in found


def test_the_html_of_a_page_is_given_when_asked_for(api_of, reader, page):
    assert "<p>They stay.</p>" in api_of(reader)("GET", "/pages/bags-beside-bin?html=1").get_json()["html"]


def test_a_page_for_another_authority_is_not_there(api_of, author, reader, draft):
    api_of(author)("POST", "/pages", json=draft(audience="authority", title="Woking alone") | {"slug": "woking-alone"})
    assert api_of(author)("GET", "/pages/woking-alone").status_code == 200
    assert api_of(reader)("GET", "/pages/woking-alone").status_code == 404
    assert api_of(reader)("GET", "/pages").get_json()["items"] == []


def test_a_page_is_made_and_its_address_is_given(api_of, author, draft):
    answer = api_of(author)("POST", "/pages", json=draft())
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert answer.headers["Location"].endswith("/api/v1/pages/bags-beside-bin")


def test_an_address_that_is_taken_is_refused(api_of, author, page, draft):
    answer = api_of(author)("POST", "/pages", json=draft() | {"slug": "bags-beside-bin"})
    assert answer.status_code == 409
    assert "belongs to another page" in answer.get_json()["detail"]


def test_a_reader_makes_no_page(site, api_of, reader, draft):
    assert api_of(reader)("POST", "/pages", json=draft()).status_code == 403
    assert page_count(site, reader) == 0


def test_every_fault_of_a_page_is_told_with_its_field(api_of, author, draft):
    answer = api_of(author)("POST", "/pages", json=draft(owner_authority="nowhere", summary=""))
    assert answer.status_code == 422
    assert {one["field"] for one in answer.get_json()["faults"]} >= {"owner_authority", "summary"}


def test_a_field_that_the_api_does_not_know_is_refused(api_of, author, draft):
    answer = api_of(author)("POST", "/pages", json=draft() | {"author": "somebody else"})
    assert answer.status_code == 422
    assert answer.get_json()["detail"] == "author is not known here."


def test_a_page_is_changed_from_the_revision_that_was_read(site, api_of, author, page, draft):
    answer = api_of(author)("PUT", "/pages/bags-beside-bin", json=draft(), headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert read_page(site, author, "bags-beside-bin").body == "## Bags\n\nTwo go.\n"


def test_a_change_without_its_revision_is_refused(site, api_of, author, page, draft):
    assert api_of(author)("PUT", "/pages/bags-beside-bin", json=draft()).status_code == 428
    assert read_page(site, author, "bags-beside-bin").number == 1


@pytest.mark.parametrize("given", ["1", "*", '"one"', 'W/"1"', '"1", "2"', '"' + "9" * 40 + '"'])
def test_a_revision_that_is_none_is_refused(api_of, author, page, draft, given):
    assert api_of(author)("PUT", "/pages/bags-beside-bin", json=draft(), headers={"If-Match": given}).status_code == 422


def test_a_stale_change_is_told_both_revisions_and_loses_nothing(site, api_of, author, page, draft):
    api = api_of(author)
    api("PUT", "/pages/bags-beside-bin", json=draft("## Bags\n\nTheirs.\n"), headers={"If-Match": '"1"'})
    answer = api("PUT", "/pages/bags-beside-bin", json=draft("## Bags\n\nMine.\n"), headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.headers["ETag"]) == (412, '"2"')
    found = answer.get_json()
    assert (found["your_revision"], found["current_revision"], found["current"]["body"]) == (1, 2, "## Bags\n\nTheirs.\n")
    assert read_page(site, author, "bags-beside-bin").body == "## Bags\n\nTheirs.\n"


def test_the_same_save_sent_twice_makes_one_revision(site, api_of, author, page, draft):
    api, headers = api_of(author), {"If-Match": '"1"', "Idempotency-Key": "evening-run-7"}
    first = api("PUT", "/pages/bags-beside-bin", json=draft(), headers=headers)
    second = api("PUT", "/pages/bags-beside-bin", json=draft(), headers=headers)
    assert first.get_json() == second.get_json()
    assert read_page(site, author, "bags-beside-bin").number == 2


def test_two_people_may_use_the_same_word_for_a_save(api_of, author, person, page, draft):
    other = person("Joan Field", "woking", ("author", "group", "front-line-forum"))
    api_of(author)("PUT", "/pages/bags-beside-bin", json=draft(), headers={"If-Match": '"1"', "Idempotency-Key": "1"})
    answer = api_of(other)("PUT", "/pages/bags-beside-bin", json=draft("## Bags\n\nNone.\n"), headers={"If-Match": '"2"', "Idempotency-Key": "1"})
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"3"')


def test_a_reader_changes_and_deletes_nothing(site, api_of, reader, author, page, draft):
    assert api_of(reader)("PUT", "/pages/bags-beside-bin", json=draft(), headers={"If-Match": '"1"'}).status_code == 403
    assert api_of(reader)("DELETE", "/pages/bags-beside-bin").status_code == 403
    assert read_page(site, author, "bags-beside-bin").number == 1


def test_a_deleted_page_is_not_there_any_more(api_of, author, page):
    assert api_of(author)("DELETE", "/pages/bags-beside-bin").status_code == 204
    assert api_of(author)("GET", "/pages/bags-beside-bin").status_code == 404


def test_pages_come_in_parts_with_a_cursor(api_of, author, draft):
    api = api_of(author)
    pages = [draft(title=f"Bags {number}") | {"slug": f"bags-{number}"} for number in range(5)]
    api("POST", "/pages:batch", json={"pages": pages})
    found, cursor = [], ""
    while cursor is not None:
        part = api("GET", f"/pages?limit=2&cursor={cursor}").get_json()
        found += [one["slug"] for one in part["items"]]
        cursor = part["next"]
    assert found == [f"bags-{number}" for number in range(5)]


@pytest.mark.parametrize(
    ("query", "count"),
    [("type=guidance", 1), ("type=qa", 0), ("group=front-line-forum", 1), ("authority=guildford", 0), ("area=guildford", 1), ("service=524", 1),
     ("status=draft", 0), ("status=any", 1), ("order=updated", 1)],
)
def test_pages_are_filtered(api_of, author, page, query, count):
    assert len(api_of(author)("GET", f"/pages?{query}").get_json()["items"]) == count


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=many", "cursor=-1", "cursor=x", "order=chance"])
def test_a_list_asked_for_wrongly_is_refused(api_of, author, query):
    assert api_of(author)("GET", f"/pages?{query}").status_code == 422


def test_a_batch_tells_what_became_of_each_page(api_of, author, page, draft):
    given = [
        draft() | {"slug": "bags-beside-bin"},
        draft(title="Bags in snow") | {"slug": "bags-in-snow"},
        draft(title="Bags in flood", owner_authority="nowhere") | {"slug": "bags-in-flood"},
        draft() | {"slug": "bags-beside-bin"},
    ]
    api = api_of(author)
    found = api("POST", "/pages:batch", json={"pages": given}).get_json()["items"]
    assert [(one["slug"], one["result"]) for one in found] == [
        ("bags-beside-bin", "changed"), ("bags-in-snow", "created"), ("bags-in-flood", "refused"), ("bags-beside-bin", "refused"),
    ]
    assert "twice" in found[3]["sentences"][0]
    assert [one["result"] for one in api("POST", "/pages:batch", json={"pages": given[:2]}).get_json()["items"]] == ["unchanged"] * 2


def test_a_batch_changes_no_page_that_its_sender_may_not_change(site, api_of, author, person, page, draft):
    other = person("Joan Field", "guildford", ("author", "group", "information-managers-group"))
    found = api_of(other)("POST", "/pages:batch", json={"pages": [draft() | {"slug": "bags-beside-bin"}]}).get_json()["items"]
    assert found[0]["result"] == "refused"
    assert "front-line-forum" in found[0]["sentences"][0]
    assert read_page(site, author, "bags-beside-bin").number == 1


def test_a_batch_has_an_upper_end(api_of, author, draft):
    answer = api_of(author)("POST", "/pages:batch", json={"pages": [draft() | {"slug": f"bags-{number}"} for number in range(201)]})
    assert answer.status_code == 422
    assert "at most 200" in answer.get_json()["detail"]


def test_revisions_are_listed_and_read(api_of, author, reader, page, draft):
    api_of(author)("PUT", "/pages/bags-beside-bin", json=draft(change_note="Crews take two bags from today."), headers={"If-Match": '"1"'})
    api = api_of(reader)
    lines = api("GET", "/pages/bags-beside-bin/revisions").get_json()["items"]
    assert [(one["number"], one["author"]) for one in lines] == [(2, "Ann Oakley"), (1, "Ann Oakley")]
    assert lines[0]["change_note"] == "Crews take two bags from today."
    assert api("GET", "/pages/bags-beside-bin/revisions/1").get_json()["body"] == "## Bags\n\nThey stay.\n"
    assert api("GET", "/pages/bags-beside-bin/revisions/3").status_code == 404


def test_a_file_is_attached_listed_and_fetched_but_never_opened(api_of, author, reader, page):
    content = b"<script>alert(1)</script>"
    made = api_of(author)("POST", "/pages/bags-beside-bin/attachments?name=plan.html", data=io.BytesIO(content), content_type="application/octet-stream")
    assert (made.status_code, made.get_json()["version"], made.get_json()["size_bytes"]) == (201, 1, len(content))
    api = api_of(reader)
    assert [one["name"] for one in api("GET", "/pages/bags-beside-bin/attachments").get_json()["items"]] == ["plan.html"]
    fetched = api("GET", "/pages/bags-beside-bin/attachments/plan.html")
    assert fetched.data == content
    assert fetched.mimetype == "application/octet-stream"
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in fetched.headers["Content-Security-Policy"]
    assert api("GET", "/pages/bags-beside-bin/attachments/other.html").status_code == 404


def test_a_file_needs_a_name_and_the_right(api_of, author, reader, page):
    path = "/pages/bags-beside-bin/attachments"
    assert api_of(author)("POST", path, data=b"x", content_type="application/octet-stream").status_code == 422
    assert api_of(reader)("POST", path + "?name=x.txt", data=b"x", content_type="application/octet-stream").status_code == 403


def test_a_file_that_is_too_large_is_refused_with_the_limit(site, api_of, author, page):
    megabytes = site.settings.attachment_megabytes
    content = b"x" * (megabytes * 1024 * 1024 + 1)
    answer = api_of(author)("POST", "/pages/bags-beside-bin/attachments?name=x.bin", data=content, content_type="application/octet-stream")
    assert answer.status_code == 413
    assert f"{megabytes} MB" in answer.get_json()["detail"]
