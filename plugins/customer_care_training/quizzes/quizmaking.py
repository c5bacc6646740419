"""Making a quiz and changing its rules; a change of rules is a new version and touches no attempt."""

from collections.abc import Mapping
from fractions import Fraction

from extranet.errors import BadInput, NotFound
from extranet.identity import record
from extranet.pages import slug_from
from extranet_plugins.customer_care_training.quizzes import store
from extranet_plugins.customer_care_training.quizzes.model import AFTER, BEST, EACH, FIRST, LAST, Draw, Quiz, QuizRules
from extranet_plugins.customer_care_training.quizzes.rules import CHANGE, require

COUNTING = {BEST: "The best attempt counts", LAST: "The last attempt counts", FIRST: "The first attempt counts"}
FEEDBACK = {AFTER: "After the quiz is handed in", EACH: "After each answer"}


def quizzes(site, actor) -> list[Quiz]:
    """Quizzes the actor may see: open ones, and all of them for trainers."""
    is_trainer = actor.has_role("trainer") or actor.is_partnership_administrator
    with site.db.reading() as connection:
        return store.quizzes(connection, only_open=not is_trainer)


def quiz_named(site, slug: str) -> Quiz:
    with site.db.reading() as connection:
        found = store.quiz_by_slug(connection, slug)
    if found is None:
        raise NotFound("There is no such quiz.")
    return found


def keep_quiz(site, actor, slug: str | None, values: Mapping[str, str]) -> str:
    """Make a quiz (slug None) or change one; its slug. BadInput names the field."""
    require(site, actor, CHANGE)
    title = " ".join(values.get("title", "").split())
    if not 3 <= len(title) <= 120:
        raise BadInput("Give the quiz a title of 3 to 120 letters.", "title")
    rules = read_rules(values)
    with site.db.writing() as tx:
        known = store.quiz_by_slug(tx, slug) if slug else None
        if slug and known is None:
            raise NotFound("There is no such quiz.")
        kept = known.slug if known else slug_from(title)[:60]
        if known is None and store.quiz_by_slug(tx, kept) is not None:
            raise BadInput("There is a quiz with this title already.", "title")
        _check_draws(tx, rules)
        columns = {"slug": kept, "title": title, "authority_id": known.authority_id if known else actor.authority, "is_open": values.get("is_open") == "on"}
        store.keep_quiz(tx, known, columns, rules, actor.id, site.clock.now())
        record(tx, site, actor, "quiz.kept", kept)
    return kept


def read_rules(values: Mapping[str, str]) -> QuizRules:
    """Rules from the fields of a form. BadInput names the field."""
    return QuizRules(
        draws=_draws(values.get("draws", "")),
        pass_mark=Fraction(_whole(values, "pass_percent", 0, 100), 100),
        attempts_max=_whole(values, "attempts_max", 1, 100),
        cooldown_hours=_whole(values, "cooldown_hours", 0, 24 * 60),
        minutes=_whole(values, "minutes", 1, 24 * 60) if values.get("minutes", "").strip() else None,
        shuffles=values.get("shuffles") == "on",
        feedback=_one_of(values, "feedback", FEEDBACK),
        counting=_one_of(values, "counting", COUNTING),
    )


def _whole(values: Mapping[str, str], name: str, least: int, most: int) -> int:
    written = values.get(name, "").strip()
    if not written.isascii() or not written.isdigit() or not least <= int(written) <= most:
        raise BadInput(f"Give a whole number from {least} to {most}.", name)
    return int(written)


def _one_of(values: Mapping[str, str], name: str, known: Mapping[str, str]) -> str:
    if values.get(name) not in known:
        raise BadInput("Choose one of the list.", name)
    return values[name]


def _draws(written: str) -> tuple[Draw, ...]:
    """Lines of `4 from customer care/first words`, or `all from …`."""
    found = []
    for line in written.splitlines():
        if not line.strip():
            continue
        count, word, bank = line.strip().partition(" from ")
        if not word or not (count.strip() == "all" or (count.strip().isdigit() and 0 < int(count) <= 200)):
            raise BadInput(f"“{line.strip()}” is not a line such as “4 from customer care”.", "draws")
        found.append(Draw(bank.strip(), 0 if count.strip() == "all" else int(count)))
    if not found:
        raise BadInput("Say from which banks the questions are drawn, a line for each.", "draws")
    return tuple(found)


def _check_draws(tx, rules: QuizRules) -> None:
    for one in rules.draws:
        there = len(store.pool_ids(tx, one.bank))
        if there < max(one.count, 1):
            raise BadInput(f"The bank “{one.bank}” has {there} questions, fewer than asked for.", "draws")
