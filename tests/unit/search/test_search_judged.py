"""The judged queries: what they are, how they are counted, and what the ranking must reach on them."""

import pytest

from extranet.settings import Settings
from tests.bench import judged
from tests.bench.judged import Need, needs, quality


def test_there_are_at_least_150_queries_about_pages_that_exist_a_third_of_them_held_out():
    known = {path.stem for path in (Settings().content_dir / "pages").glob("*.md")}
    found = needs()
    assert sum(len(one.asks) for one in found) >= 150
    assert {slug for one in found for slug in one.pages} <= known
    assert len(found) // 3 == sum(one.is_held_out for one in found)


def test_an_answer_at_the_top_counts_all_and_one_that_is_missing_nothing():
    need = Need({"pothole": 3, "whose-road": 1}, ("hole",), False)
    assert quality([need], lambda text: ["pothole", "whose-road"]).ndcg == 1.0
    second = quality([need], lambda text: ["whose-road", "pothole"])
    assert (second.mrr, second.first, second.misses) == (0.5, 0.0, (("hole", ("whose-road", "pothole")),))
    assert quality([need], lambda text: []).ndcg == 0.0


@pytest.mark.parametrize("text", ["pothole", "pothole=4", "pothole=x"])
def test_a_line_that_is_no_grade_is_named(tmp_path, text):
    (tmp_path / "judged.txt").write_text(f"{text}\n    hole\n")
    with pytest.raises(ValueError, match=text):
        needs(tmp_path / "judged.txt")


def test_the_ranking_keeps_what_it_has_reached(tmp_path):
    """A little under what was measured, so that only a real loss fails."""
    site = judged.content_site(tmp_path)
    try:
        [_plain_and, plain_or, ours] = judged.rows(site, needs())
    finally:
        site.close()
    assert ours[1].ndcg >= 0.88
    assert ours[2].ndcg >= 0.82
    assert ours[2].ndcg > plain_or[2].ndcg
