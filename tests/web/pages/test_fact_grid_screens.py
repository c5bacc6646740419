"""Facts in a grid: one's own column, all or nothing, a pasted column seen before it is kept, and a history of values."""

import pytest

from extranet.pages import facts

KEY = "waste.missed.window"


@pytest.fixture
def woking_author(person):
    return person("Will Woking", "woking", ("author", "authority", "woking"))


def value(site, authority="woking", key=KEY):
    held = facts(site).value(key, authority, site.clock.today())
    return held.value if held else None


def grid(client, **changes):
    data = {f"v:{KEY}:woking": "4 working days", f"w:{KEY}:woking": "2 working days", "checked": "2026-11-20", "source_url": ""}
    return client.post("/-/facts/grid", data=data | {name.replace("__", ":"): one for name, one in changes.items()})


def test_the_grid_holds_ones_own_column_alone(client, sign_in, woking_author, missed_bin):
    sign_in(client, woking_author)
    shown = client.get("/-/facts/grid?prefix=waste").text
    assert f'name="v:{KEY}:woking"' in shown
    assert "guildford" not in shown.split("<main")[1].split("</main")[0]


def test_a_changed_value_is_kept_with_its_source_and_the_day_it_was_checked(site, client, sign_in, woking_author, missed_bin):
    sign_in(client, woking_author)
    assert grid(client).status_code == 303
    held = facts(site).value(KEY, "woking", site.clock.today())
    assert (held.value, held.source_url, str(held.last_confirmed), held.set_by) == ("4 working days", "https://www.woking.gov.uk", "2026-11-20", "Will Woking")
    shown = client.get(f"/-/facts/{KEY}").text
    assert "Every value it was given (3)" in shown
    assert "2 working days" in shown


def test_another_councils_value_is_refused_however_the_form_is_forged(site, client, sign_in, woking_author, missed_bin):
    sign_in(client, woking_author)
    forged = {f"v:{KEY}:guildford": "99 days", f"w:{KEY}:guildford": "3 working days"}
    assert client.post("/-/facts/grid", data=forged | {"checked": ""}).status_code == 403
    assert client.post("/-/facts/grid", data={"v:x": "1", "v::": "2", f"v:{KEY}:nowhere": "3", "checked": ""}).status_code == 422
    assert value(site, "guildford") == "3 working days"


def test_one_wrong_value_keeps_all_of_them_back_and_what_was_typed_stays(site, client, sign_in, woking_author, missed_bin):
    sign_in(client, woking_author)
    answer = client.post("/-/facts/grid", data={f"v:{KEY}:woking": "x" * 501, f"w:{KEY}:woking": "2 working days", "checked": ""})
    assert answer.status_code == 422
    assert "at most 500" in answer.text
    assert "x" * 501 in answer.text
    assert value(site) == "2 working days"


def test_a_value_changed_meanwhile_is_not_overwritten(site, client, sign_in, woking_author, missed_bin):
    sign_in(client, woking_author)
    grid(client)
    answer = grid(client, **{f"v__{KEY}__woking": "5 working days"})
    assert answer.status_code == 422
    assert "Will Woking changed it to “4 working days” meanwhile" in answer.text
    assert value(site) == "4 working days"


def test_a_tick_says_that_a_value_was_checked_as_it_stands(site, client, sign_in, woking_author, missed_bin):
    sign_in(client, woking_author)
    assert grid(client, **{f"v__{KEY}__woking": "2 working days", f"c__{KEY}": "on"}).status_code == 303
    assert str(facts(site).value(KEY, "woking", site.clock.today()).last_confirmed) == "2026-11-20"


def test_a_pasted_column_is_seen_before_it_is_kept(site, client, sign_in, woking_author, missed_bin):
    sign_in(client, woking_author)
    shown = grid(client, do="paste", paste_for="woking", pasted=f"{KEY}\t7 working days\r\n", **{f"v__{KEY}__woking": "2 working days"})
    assert shown.status_code == 200
    assert 'value="7 working days"' in shown.text
    assert "was “2 working days”" in shown.text
    assert value(site) == "2 working days"
    wrong = grid(client, do="paste", paste_for="woking", pasted="waste.nothing\t7 days")
    assert wrong.status_code == 422
    assert "is no fact of this sheet" in wrong.text


@pytest.mark.parametrize("day", ["soon", "2026-13-01"])
def test_a_day_that_is_none_is_said(client, sign_in, woking_author, missed_bin, day):
    sign_in(client, woking_author)
    answer = grid(client, checked=day)
    assert answer.status_code == 422
    assert "such as 2027-04-01" in answer.text


def test_a_reader_has_no_grid(client, sign_in, reader, missed_bin):
    sign_in(client, reader)
    assert client.get("/-/facts/grid").status_code == 403
    assert "Change in a grid" not in client.get("/-/facts").text
