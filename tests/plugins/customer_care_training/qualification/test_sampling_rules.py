"""Which decisions a moderator looks at."""

from datetime import date

from extranet_plugins.customer_care_training.qualification.sampling import HALF_YEAR, NEW_ASSESSOR, RANDOM, Decision, sample_reason

SPRING, AUTUMN = date(2026, 3, 1), date(2026, 9, 1)


def test_the_first_three_decisions_of_an_assessor_are_always_looked_at():
    for before in range(3):
        assert sample_reason([Decision(SPRING, True)] * before, SPRING, "x", 0) == NEW_ASSESSOR
    assert sample_reason([Decision(SPRING, True)] * 3, SPRING, "x", 0) == ""


def test_every_half_year_has_at_least_one():
    assert sample_reason([Decision(SPRING, True)] * 9, AUTUMN, "x", 0) == HALF_YEAR


def test_a_share_is_drawn_at_random_and_can_be_explained_later():
    earlier = [Decision(SPRING, True)] * 3
    drawn = [sample_reason(earlier, SPRING, f"token {number}", 20) for number in range(2000)]
    assert 340 < drawn.count(RANDOM) < 460
    assert drawn == [sample_reason(earlier, SPRING, f"token {number}", 20) for number in range(2000)]
