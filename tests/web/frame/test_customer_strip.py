"""The customer strip: a place sets the council or asks; a postcode is forgotten with the request."""

import pytest

from extranet.search import suggest


@pytest.fixture
def reader(client, person, sign_in):
    return sign_in(client, person(authority="woking"))


def strip(client):
    text = client.get("/").text
    return " ".join(text.split('class="customer-now">')[1].split("</span>")[0].replace("<b>", "").replace("</b>", "").split())


def type_place(client, typed, going="/"):
    return client.post("/-/customer", data={"place": typed, "authority": "woking", "next": going})


def test_the_strip_names_the_pair_of_councils(reader):
    assert strip(reader) == "Customer: Woking + Surrey County Council"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("gu1 1aa", "GU1, Guildford + Surrey County Council"),
        ("Camberley", "Camberley, Surrey Heath + Surrey County Council"),
        ("Elmbridge", "Elmbridge + Surrey County Council"),
    ],
)
def test_a_place_that_is_sure_is_set_at_once(reader, typed, shown):
    answer = type_place(reader, typed, "/wiki/x?for=woking")
    assert answer.status_code == 303
    assert "for=" in answer.headers["Location"]
    assert strip(reader) == f"Customer: {shown}"


def test_a_divided_postcode_asks_and_the_choice_is_set_with_its_district(reader):
    answer = type_place(reader, "GU24 0AA")
    assert answer.status_code == 200
    assert "Guildford + Surrey County Council" in answer.text
    assert strip(reader) == "Customer: Woking + Surrey County Council"
    reader.post("/-/customer", data={"authority": "guildford", "area": "GU24", "next": "/"})
    assert strip(reader) == "Customer: GU24, Guildford + Surrey County Council"


def test_a_whole_postcode_stays_nowhere(reader):
    for typed in ("GU24 0AA", "GU1 1AA", "SW1A 1AA", "12 Road, GU22 7AB"):
        answer = type_place(reader, typed)
        unit = typed[-2:]
        assert f"{typed[-3:]}" not in answer.text, typed
        assert unit not in answer.headers.get("Location", "")
    reader.post("/-/customer", data={"authority": "guildford", "area": "GU24 0AA", "next": "/"})
    with reader.session_transaction() as session:
        assert session["customer_area"] == "GU24"
        assert "0AA" not in str(dict(session))


def test_a_place_outside_is_said_kindly_and_sets_nothing(reader):
    answer = type_place(reader, "SW1A 1AA")
    assert "outside the area of these councils" in answer.text
    assert strip(reader) == "Customer: Woking + Surrey County Council"


def test_nonsense_is_answered_with_a_sentence_and_what_was_typed(reader):
    answer = type_place(reader, "<b>qqq")
    assert answer.status_code == 422
    assert "no postcode, town or council" in answer.text
    assert "&lt;b&gt;qqq" in answer.text


def test_choosing_from_the_list_forgets_where_the_last_customer_lived(reader):
    type_place(reader, "GU1 1AA")
    reader.post("/-/customer", data={"place": "", "authority": "guildford", "next": "/"})
    assert strip(reader) == "Customer: Guildford + Surrey County Council"


def test_another_authority_in_the_address_is_shown_without_the_place(reader):
    type_place(reader, "GU1 1AA")
    assert "GU1," not in reader.get("/?for=tandridge").text


def test_an_address_can_ask_but_never_sets(reader):
    assert "Guildford + Surrey County Council" in reader.get("/-/customer?place=GU24+0").text
    assert reader.get("/-/customer?place=nowhere").status_code == 200
    assert "data-focus" in reader.get("/-/customer?for=guildford&area=GU1").text
    assert strip(reader) == "Customer: Woking + Surrey County Council"


def test_searching_for_a_postcode_shows_its_councils_first(reader):
    shown = reader.get("/-/search?q=gu24+0aa", follow_redirects=True).text
    assert "Guildford + Surrey County Council" in shown.split("<main")[1]
    assert "Outside the area" in reader.get("/-/search?q=SW1A+1AA", follow_redirects=True).text
    assert 'id="place"' not in reader.get("/-/search?q=missed+bin").text


def test_a_place_is_suggested_without_the_whole_postcode(site, reader):
    found = [one for one in suggest(site, None, "gu11aa") if one.kind == "place"]
    assert [(one.label, one.url) for one in found] == [("GU1 1: Guildford + Surrey County Council", "/-/customer?for=guildford&area=GU1")]
    found = [one for one in suggest(site, None, "GU24 0AA") if one.kind == "place"]
    assert [(one.label, one.url) for one in found] == [("GU24 0", "/-/customer?place=GU24+0")]


def test_after_the_districts_ended_the_strip_sets_the_new_council(client, clock):
    clock.move(days=200)
    assert type_place(client, "GU24 0AA").status_code == 303
    assert strip(client) == "Customer: GU24, West Surrey Council"
