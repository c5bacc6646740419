"""What every engine must do, held against the real one and a plain one in memory.

tests/postgres holds the PostgreSQL engine to the same: it takes these tests over and gives them its own `new_engine`.
"""

import random
from datetime import UTC, datetime

import pytest

from extranet.search.engine import Ask, Indexed
from extranet.search.model import Document, Passage
from extranet.search.parsing import parse
from extranet.search.whoosh_engine import WhooshEngine

from .reference import ReferenceEngine

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ALL = frozenset({"*"})
READER = frozenset({"public", "all", "authority:woking"})
TEXT = "bin missed collection waste garden council tax band rent arrears parking permit school place library fine grit road light"
WORDS = TEXT.split()
KEYS = ("public", "all", "authority:woking", "authority:guildford", "group:gis-users")


def note(number, title, text="", key="all", mark=None, **more):
    passages = (Passage("", "", text),) if text else ()
    return Indexed(number, mark or number, Document("note", number, f"/{number}", title, key, NOW, passages=passages, **more))


def generated(chance, number):
    passages = tuple(Passage(f"h{at}", " ".join(chance.choices(WORDS, k=2)), " ".join(chance.choices(WORDS, k=30))) for at in range(chance.randint(1, 4)))
    document = Document(
        "note",
        number,
        f"/{number}",
        " ".join(chance.choices(WORDS, k=3)),
        chance.choice(KEYS),
        NOW,
        asked_as=(" ".join(chance.choices(WORDS, k=3)),),
        passages=passages,
        authority=chance.choice(("woking", "guildford")),
        type=chance.choice(("qa", "policy", "contact")),
        areas=tuple(chance.sample(("woking", "guildford", "surrey"), k=chance.randint(0, 3))),
    )
    return Indexed(number, chance.getrandbits(60) | 1, document)


@pytest.fixture
def new_engine(tmp_path):
    """new_engine("own") makes a real engine with an empty index, each name another."""

    def make(name="search"):
        made = WhooshEngine(tmp_path / name)
        made.build().finish()
        return made

    return make


@pytest.fixture(params=["real", "reference"])
def engine(request, new_engine):
    made = new_engine() if request.param == "real" else ReferenceEngine()
    made.build().finish()
    return made


def numbers(engine, text, keys=ALL, **more):
    return [hit.number for hit in engine.search(Ask(parse(text), keys, **more)).hits]


def test_what_is_applied_is_found_and_what_is_removed_is_not(engine):
    engine.apply([note(1, "Missed bin"), note(2, "Lost badge")])
    assert numbers(engine, "bin") == [1]
    engine.apply([], [1])
    assert numbers(engine, "bin badge") == [2]


def test_a_number_given_again_replaces_what_it_was(engine):
    engine.apply([note(1, "Missed bin")])
    engine.apply([note(1, "Lost badge", mark=9)])
    assert numbers(engine, "bin") == []
    assert engine.search(Ask(parse("badge"), ALL)).total == 1


def test_applying_twice_is_applying_once(engine):
    for _ in range(2):
        engine.apply([note(1, "Missed bin"), note(1, "Missed bin")], [7])
    assert engine.search(Ask(parse("bin"), ALL)).total == 1


def test_every_change_moves_the_generation(engine):
    seen = {engine.generation()}
    for number in (1, 2, 3):
        engine.apply([note(number, "Missed bin")])
        seen.add(engine.generation())
    assert len(seen) == 4


def test_the_same_question_is_answered_anew_after_a_change_and_for_each_asker(engine):
    engine.apply([note(1, "Missed bin"), note(2, "Second bin", key="group:gis-users")])
    for _ in range(2):
        assert numbers(engine, "bin") == [1, 2]
        assert numbers(engine, "bin", READER) == [1]
        assert numbers(engine, "bin", filters={"type": ("qa",)}) == []
    engine.apply([note(3, "Third bin", type="qa")], [1])
    assert numbers(engine, "bin") == [2, 3]
    assert numbers(engine, "bin", READER) == [3]
    assert numbers(engine, "bin", filters={"type": ("qa",)}) == [3]


@pytest.mark.parametrize("keys", [frozenset(), frozenset({"group:nobody"})])
def test_an_asker_whose_keys_open_nothing_gets_nothing(engine, keys):
    engine.apply([note(number, "Missed bin") for number in range(1, 11)])
    answer = engine.search(Ask(parse("bin"), keys, facets=("authority",)))
    assert (answer.total, answer.hits) == (0, ())
    assert engine.near_terms("bims", keys) == []
    assert engine.readable_with("bin", keys, 10) == []


def test_an_empty_choice_of_values_is_no_filter_and_an_unknown_value_lets_nothing_through(engine):
    engine.apply([note(1, "Missed bin", type="qa"), note(2, "Missed bin", type="policy")])
    assert len(numbers(engine, "bin", filters={"type": ()})) == 2
    assert numbers(engine, "bin", filters={"type": ("nosuch",)}) == []
    assert numbers(engine, "bin", filters={"type": ("policy", "nosuch")}) == [2]


def test_the_total_counts_only_what_is_readable_and_fits(engine):
    engine.apply([note(number, "Missed bin", key="all" if number % 2 else "group:gis-users") for number in range(1, 201)])
    answer = engine.search(Ask(parse("bin"), READER))
    assert (answer.total, len(answer.hits)) == (100, 10)


def test_facets_are_counted_after_rights_and_without_their_own_choice(engine):
    engine.apply([note(1, "Bin", type="qa"), note(2, "Bin", type="policy"), note(3, "Bin", type="policy", key="group:gis-users")])
    answer = engine.search(Ask(parse("bin"), READER, {"type": ("qa",)}, ("type",)))
    assert answer.facets == {"type": {"qa": 1, "policy": 1}}


def test_the_passages_that_answer_are_named_best_first(engine):
    passages = (Passage("a", "", "about paper"), Passage("b", "", "missed bin here"), Passage("c", "", "a bin"))
    engine.apply([Indexed(1, 1, Document("note", 1, "/1", "Waste", "all", NOW, passages=passages))])
    [hit] = engine.search(Ask(parse("missed bin"), ALL)).hits
    assert hit.passages == (1, 2)


def test_words_side_by_side_come_before_words_far_apart(engine):
    filler = "other words about nothing in particular " * 3
    engine.apply([note(1, "One", f"parking {filler} permit"), note(2, "Two", f"{filler} parking permit")])
    assert numbers(engine, "parking permit") == [2, 1]


def test_a_phrase_of_one_term_twice_and_a_phrase_across_passages(engine):
    passages = (Passage("", "", "the end is council"), Passage("x", "", "tax begins"))
    engine.apply([Indexed(1, 1, Document("note", 1, "/1", "Title", "all", NOW, passages=passages)), note(2, "New new homes")])
    assert numbers(engine, '"council tax"') == []
    assert numbers(engine, '"new new"') == [2]


def test_a_near_term_must_stand_in_something_readable(engine):
    engine.apply([note(1, "Library"), note(2, "Librarian", key="group:gis-users")])
    assert engine.near_terms("libary", READER) == [("librari", 1)]
    assert engine.near_terms("libraryan", READER) != [("librarian", 1)]


def test_the_check_names_what_is_missing_stale_and_left_over(engine):
    engine.apply([note(1, "One"), note(2, "Two"), note(3, "Three")])
    found = engine.check({1: 1, 2: 99, 4: 4})
    assert (found.missing, found.stale, found.left_over, found.damaged) == ((4,), (2,), (3,), ())


def test_a_building_answers_only_once_it_is_finished_and_an_abandoned_one_never(engine):
    engine.apply([note(1, "Missed bin")])
    building = engine.build()
    building.add([note(2, "Second bin"), note(3, "Third bin")])
    building.remove([3])
    assert numbers(engine, "bin") == [1]
    building.finish()
    assert numbers(engine, "bin") == [2]
    other = engine.build()
    other.add([note(4, "Fourth bin")])
    other.abandon()
    assert numbers(engine, "bin") == [2]


def test_a_build_that_was_stopped_is_gone_on_with_unless_a_new_one_is_asked_for(engine):
    engine.apply([note(1, "Missed bin")])
    stopped = engine.build()
    stopped.add([note(number, f"Second bin {number}", mark=number) for number in range(2, 2_004)])
    stopped.pause()
    assert numbers(engine, "bin") == [1]
    again = engine.build()
    assert len(again.taken) >= 2_000
    assert all(number == mark for number, mark in again.taken.items())
    again.pause()
    afresh = engine.build(is_afresh=True)
    assert afresh.taken == {}
    afresh.abandon()


def test_a_build_gone_on_with_ends_like_one_in_a_single_piece(engine):
    stopped = engine.build()
    stopped.add([note(number, "Old bin") for number in range(1, 2_001)])
    stopped.pause()
    again = engine.build()
    again.add([note(1, "New bag", mark=7_000), note(3_000, "Last bin")])
    again.remove([2])
    again.finish()
    assert engine.search(Ask(parse("bin"), ALL)).total == 1_999
    assert numbers(engine, "bag") == [1]
    assert engine.build().taken == {}


QUERIES = ["bin", "missed bin collection", "council tax rent", '"garden waste"', "tax -council", "title:bin", "pe*", "school place type:qa", "grit nosuchword"]


@pytest.mark.parametrize("seed", range(3))
def test_the_real_engine_answers_as_the_plain_one(new_engine, seed):
    chance = random.Random(seed)
    real, plain = new_engine(), ReferenceEngine()
    for batch in range(6):
        documents = [generated(chance, chance.randint(1, 60)) for _ in range(15)]
        removed = [] if batch % 2 else [chance.randint(1, 60)]
        newest = list({one.number: one for one in documents if one.number not in removed}.values())
        for engine in (real, plain):
            engine.apply(newest, removed)
        real.tidy()
    for text in QUERIES:
        for keys in (ALL, READER, frozenset({"public"})):
            for filters in ({}, {"authority": ("woking",)}):
                ask = Ask(parse(text), keys, filters, ("authority", "type"), "woking", limit=100)
                compare(real.search(ask), plain.search(ask))


def compare(real, plain):
    assert (real.total, real.facets, real.unknown) == (plain.total, plain.facets, plain.unknown)
    assert [hit.score for hit in real.hits] == pytest.approx([hit.score for hit in plain.hits], rel=1e-4)
    close = {hit.number: hit for hit in plain.hits}
    for hit in real.hits:
        assert (hit.passages, hit.is_for_area) == (close[hit.number].passages, close[hit.number].is_for_area)


def test_an_answer_is_the_same_as_if_nothing_unreadable_existed(new_engine):
    chance = random.Random(5)
    documents = [generated(chance, number) for number in range(1, 120)]
    everything, own = new_engine("everything"), new_engine("own")
    for engine, held in ((everything, documents), (own, [one for one in documents if one.document.reading_key in READER])):
        building = engine.build()
        building.add(held)
        building.finish()
    for text in QUERIES:
        ask = Ask(parse(text), READER, facets=("authority", "type"), limit=50)
        assert everything.search(ask) == own.search(ask)
        assert everything.near_terms(text, READER) == own.near_terms(text, READER)


def test_many_threads_on_one_engine_while_it_is_written(new_engine):
    from concurrent.futures import ThreadPoolExecutor

    engine = new_engine()
    engine.apply([note(number, "Missed bin", "text " * number) for number in range(1, 40)])

    def ask(_):
        return engine.search(Ask(parse("missed bin"), ALL)).total

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask, at) for at in range(300)]
        for number in range(40, 60):
            engine.apply([note(number, "Other")])
            engine.tidy()
        assert {one.result() for one in asked} == {39}


def test_whooshs_own_tools_can_open_the_index(tmp_path):
    from whoosh import index, query

    engine = WhooshEngine(tmp_path / "search")
    engine.build().finish()
    engine.apply([note(1, "Missed bin"), note(2, "Lost badge")])
    [folder] = (tmp_path / "search").glob("index-*")
    with index.open_dir(str(folder)).searcher() as searcher:
        assert list(searcher.docs_for_query(query.Term("text", "bin"))) == [0]
