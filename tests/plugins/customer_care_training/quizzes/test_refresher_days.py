"""When a question comes back."""

from datetime import date, timedelta

from extranet_plugins.customer_care_training.quizzes.refreshing import STEPS, next_due

START = date(2026, 11, 21)


def test_right_answers_lead_from_one_day_to_a_hundred_and_eighty():
    for number, days in enumerate((*STEPS, 180, 180), start=1):
        assert next_due([(START, True)] * number) == START + timedelta(days=days)


def test_a_wrong_answer_leads_back_to_one_day():
    assert next_due([(START, True)] * 4 + [(START, False)]) == START + timedelta(days=1)
    assert next_due([(START, False), (START, True), (START, True)]) == START + timedelta(days=3)
