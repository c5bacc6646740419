"""What the second half of the plugin answers: quizzes, the qualification, awards and skills, gathered for `__init__.py`."""

from extranet.plugin import ScheduledJob
from extranet_plugins.customer_care_training import carrying_assessment
from extranet_plugins.customer_care_training.awards import issuing
from extranet_plugins.customer_care_training.qualification import rules as qualification
from extranet_plugins.customer_care_training.quizzes import attempts
from extranet_plugins.customer_care_training.quizzes import rules as quizzes
from extranet_plugins.customer_care_training.skills import heat

RULES = {**quizzes.RULES, **qualification.RULES}


def data_sets() -> list:
    return carrying_assessment.data_sets()


def scheduled_jobs() -> list[ScheduledJob]:
    return [
        ScheduledJob("customer-care-training-overdue-attempts", attempts.close_overdue, minute="*"),
        ScheduledJob("customer-care-training-awards", issuing.issue_earned, minute="50", hour="2"),
        ScheduledJob("customer-care-training-heat-map", heat.publish, minute="10", hour="3"),
    ]
