"""Taking texts and queries apart, and marking what was found."""

import random

import pytest

from extranet.search.exact import exact_terms
from extranet.search.marking import Marker, mark, stretch
from extranet.search.parsing import MOST_WORDS, Phrase, parse
from extranet.search.weighing import worth
from extranet.search.words import slots, stem, terms_of

FORMS = [("collected", "collection"), ("organise", "organizing"), ("parties", "party"), ("Café", "cafe"), ("council’s", "councils")]


@pytest.mark.parametrize(("one", "other"), FORMS)
def test_forms_of_one_word_are_one_term(one, other):
    assert terms_of(one) == terms_of(other)


def test_small_words_are_left_out_and_keep_their_place():
    assert terms_of("The bin of the council") == ["bin", "council"]
    assert parse('"bin of the council"').phrases == (Phrase(((0, "bin"), (3, "council"))),)


def test_words_of_asking_are_left_out_of_a_question_unless_they_are_all_there_is():
    assert [word.text for word in parse("How do I get a blue badge?").words] == ["blue", "badge"]
    assert [word.text for word in parse("how").words] == ["how"]


def test_numbers_and_words_with_digits_are_not_stemmed():
    assert stem("b12s") == "b12s"
    assert slots("e-mail") == (("e", "email"), ("mail",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to GU21 4XX now", ["gu214xx"]),
        ("gu214xx", ["gu214xx"]),
        ("ring 01483 755855 or +44 (0)1932 838383", ["01483755855", "01932838383"]),
        ("reference 24/P/00123 and PCN-44821", ["24/p/00123", "pcn-44821"]),
        ("open 24/7 at well-known places", ["24/7"]),
        ("council tax", []),
    ],
)
def test_exact_things_are_recognised(text, found):
    assert exact_terms(text) == found


def test_a_query_without_end_is_cut():
    parsed = parse(" ".join(f"word{n}" for n in range(500)))
    assert len(parsed.words) <= MOST_WORDS


def test_parsing_never_raises():
    chance = random.Random(3)
    letters = "ab \"'-:*()[]{}/\\.@&_\x00\u200b垃\u0939\u093fé’“”+0123456789"
    for _ in range(3_000):
        parsed = parse("".join(chance.choices(letters, k=chance.randint(0, 40))))
        assert parsed.terms is not None


def found_in(pieces):
    return [piece.text for piece in pieces if piece.is_found]


def test_the_pieces_of_a_marked_text_are_the_text():
    text = "The bins, the BIN and binmen – the council’s bins."
    pieces = mark(text, Marker(parse("bin").terms))
    assert "".join(piece.text for piece in pieces) == text
    assert found_in(pieces) == ["bins", "BIN", "bins"]


@pytest.mark.parametrize("text", ["Dying", "die", "lying", "skies", "Sky", "council’s", "e-mails", "Organization", "a", "x"])
def test_every_form_that_is_found_is_marked(text):
    assert found_in(mark(f"before {text} after", Marker(terms_of(text)))) == ([text] if terms_of(text) else [])


def test_exact_things_are_marked_whole():
    assert found_in(mark("Ring 01483 755 855 or write to GU21 4XX.", Marker(parse("01483755855 gu214xx").terms))) == ["01483 755 855", "GU21 4XX"]


def test_of_a_long_text_the_stretch_with_most_words_is_shown():
    text = "bin " + "filler words here " * 60 + "a missed bin collection is reported " + "more filler here " * 60
    pieces = stretch(text, Marker(parse("missed bin collection").terms))
    assert found_in(pieces) == ["missed", "bin", "collection"]
    assert pieces[0].text == "… "
    assert pieces[-1].text == " …"
    assert len("".join(piece.text for piece in pieces)) < 320


def test_a_text_without_spaces_is_cut_all_the_same():
    assert len("".join(piece.text for piece in stretch("x" * 5000, Marker({"y"})))) < 320


def test_a_word_is_worth_more_in_a_short_text_and_never_without_end():
    assert worth(1, 50) > worth(1, 500)
    assert worth(1_000, 50) < 2.21
