"""People, questions, quizzes and a qualification the tests of the second half speak of."""

from datetime import date
from fractions import Fraction

from plugin_people import person_of

from extranet.actor import Grant
from extranet.authorities import current_authorities
from extranet_plugins.customer_care_training.bookings import store as bookings
from extranet_plugins.customer_care_training.qualification import assessing, candidates, versions
from extranet_plugins.customer_care_training.qualification.assessing import Findings
from extranet_plugins.customer_care_training.quizzes import attempts, bank, store
from extranet_plugins.customer_care_training.quizzes.model import SINGLE, Draw, Option, Question, QuizRules

TRAINER = Grant("trainer", "group", "customer-care-trainers")
ASSESSOR, MODERATOR = Grant("assessor", "group", "customer-care-trainers"), Grant("moderator", "group", "customer-care-trainers")
QUALIFICATION = """
slug: care
title: Care Award
level: Level 2
summary: For tests.
rules: {basis: previous, months: 12, window_months: 3}
units:
  - code: CC1
    title: Knowing
    outcome: Knows.
    requirements:
      - {key: quiz, kind: quiz, title: Pass the quiz, target: care-quiz, skills: [[cc-plain, 2]]}
  - code: CC2
    title: Doing
    outcome: Does.
    requirements:
      - {key: seen, kind: observation, title: Be observed, after: [quiz], criteria: [Listens, Answers]}
      - {key: thought, kind: reflection, title: Reflect}
"""


def question(number=1, right=0, **changes):
    options = tuple(Option(f"Answer {letter} of {number}", Fraction(int(index == right))) for index, letter in enumerate("abcd"))
    usual = {"kind": SINGLE, "name": f"Question {number}", "stem": f"What is {number}?", "options": options, "code": f"q{number}", "bank": "care"}
    return Question(**{**usual, **changes})


class AssessmentWorld:
    def __init__(self, site):
        self.site = site
        self.known = {}
        self.trainer = self.person("Tess Trainer", TRAINER)

    def person(self, name, *grants, authority="woking"):
        """The person of this name, made when they are first spoken of."""
        if (name, authority) not in self.known:
            self.known[name, authority] = person_of(self.site, *grants, name=name, authority=authority)
        return self.known[name, authority]

    def questions(self, count=4, **changes):
        for number in range(1, count + 1):
            bank.keep_question(self.site, self.trainer, question(number, **changes))

    def quiz(self, slug="care-quiz", **rules):
        given = QuizRules(**{"draws": (Draw("care"),), "cooldown_hours": 0, **rules})
        with self.site.db.writing() as tx:
            columns = {"slug": slug, "title": "Care", "authority_id": "surrey", "is_open": True}
            store.keep_quiz(tx, store.quiz_by_slug(tx, slug), columns, given, self.trainer.id, self.site.clock.now())
            return store.quiz_by_slug(tx, slug)

    def take(self, actor, quiz, right=None):
        """An attempt with the first `right` questions answered right and the others wrong, handed in."""
        attempt_id = attempts.start_attempt(self.site, actor, quiz)
        for item in attempts.my_attempt(self.site, actor, attempt_id).items:
            is_right = right is None or item.position <= right
            best = next(index for index, one in enumerate(item.question.options) if (one.weight == 1) == is_right)
            attempts.save_answer(self.site, actor, attempt_id, item.position, [best])
        return attempts.hand_in(self.site, actor, attempt_id)

    def adopted(self, text=QUALIFICATION):
        """The qualification, signed by a majority of today's authorities."""
        held = versions.add_draft(self.site, self.trainer, text)
        versions.propose(self.site, self.trainer, held)
        for one in current_authorities(self.site):
            if not versions.support_of(self.site, held).has_majority:
                held = versions.sign(self.site, self.administrator(one.slug), held)
        return held

    def administrator(self, authority):
        return self.person(f"Admin {authority}", Grant("authority_administrator", "authority", authority), authority=authority)

    def manager(self, person_id, manager_id):
        row = {"person_id": person_id, "authority_id": "woking", "manager_id": manager_id, "set_by": None, "set_at": self.site.clock.now()}
        with self.site.db.writing() as tx:
            bookings.keep_manager(tx, row)

    def candidate(self, name="Cora Candidate"):
        """Somebody who has passed the quiz and reflected, waiting to be observed; (actor, candidacy)."""
        self.questions()
        quiz, version = self.quiz(), self.adopted()
        actor = self.person(name)
        held = candidates.candidacy(self.site, candidates.join(self.site, actor, version))
        self.take(actor, quiz)
        candidates.write_reflection(self.site, actor, held, "thought", "I listened, and said back what I had heard. " * 6)
        return actor, held

    def awarded(self, name="Cora Candidate"):
        """A candidate with every requirement met; (actor, candidacy)."""
        actor, held = self.candidate(name)
        seen = assessing.observe(self.site, self.person("Asa Assessor", ASSESSOR, authority="guildford"), held, "seen", findings())
        assessing.moderate(self.site, self.person("Mo Moderator", MODERATOR, authority="waverley"), seen.id, "agreed", "Clear evidence.")
        return actor, candidates.candidacy(self.site, held.id)


def findings(met=(True, True), vacs=(True, True, True, True), on_date=date(2026, 11, 20)):
    return Findings(on_date, met, ("", ""), vacs, "Calm, clear and kind throughout.")
