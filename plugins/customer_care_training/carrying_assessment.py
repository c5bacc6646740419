"""What leaves with an export of questions, quizzes, the qualification and skills.

Attempts, candidacies, ratings and awards are people's own and never leave this way; a backup of the whole data folder holds them.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from extranet.errors import BadInput
from extranet.plugin import DataSet
from extranet_plugins.customer_care_training.qualification import store as qualifications
from extranet_plugins.customer_care_training.qualification.model import body_of
from extranet_plugins.customer_care_training.quizzes import bank
from extranet_plugins.customer_care_training.quizzes import store as quizzes
from extranet_plugins.customer_care_training.quizzes.checking import faults_of
from extranet_plugins.customer_care_training.quizzes.model import Question, QuizRules
from extranet_plugins.customer_care_training.skills import store as skills
from extranet_plugins.customer_care_training.skills.importing import SkillRow
from extranet_plugins.customer_care_training.tables import NAME

OWNER = "surrey"


def data_sets() -> list[DataSet]:
    return [
        DataSet(NAME, "questions", exported_questions, import_questions),
        DataSet(NAME, "quizzes", exported_quizzes, import_quizzes),
        DataSet(NAME, "qualifications", exported_qualifications, import_qualifications),
        DataSet(NAME, "skills", exported_skills, import_skills),
    ]


def exported_questions(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        for _id, _number, one in quizzes.questions(connection):
            yield {"code": one.code, "bank": one.bank, **one.as_json()}


def import_questions(site, rows: Iterable[Mapping]) -> int:
    """Take questions over by their code; a changed one becomes a new version. BadInput names one that cannot be used."""
    count = 0
    with site.db.writing() as tx:
        for row in rows:
            try:
                one = Question.from_json({name: value for name, value in row.items() if name not in ("code", "bank")}, row["code"], row["bank"])
            except (KeyError, TypeError, ValueError) as fault:
                raise BadInput(f"A question cannot be taken over: {fault} is missing or wrong.") from fault
            if faults_of(one):
                raise BadInput(f"The question {one.code} cannot be taken over. {' '.join(faults_of(one))}")
            bank.put(tx, site, one, OWNER, None)
            count += 1
    return count


def exported_quizzes(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        for one in quizzes.quizzes(connection):
            yield {"slug": one.slug, "title": one.title, "authority": one.authority_id, "is_open": one.is_open, "rules": one.rules.as_json()}


def import_quizzes(site, rows: Iterable[Mapping]) -> int:
    """Take quizzes over by their slug; changed rules become a new version."""
    count = 0
    with site.db.writing() as tx:
        for row in rows:
            columns = {"slug": row["slug"], "title": row["title"], "authority_id": row["authority"], "is_open": row["is_open"]}
            quizzes.keep_quiz(tx, quizzes.quiz_by_slug(tx, row["slug"]), columns, QuizRules.from_json(row["rules"]), None, site.clock.now())
            count += 1
    return count


def exported_qualifications(site) -> Iterator[dict]:
    """Every version, oldest first, with the authorities that signed it and when; not who signed for them."""
    with site.db.reading() as connection:
        for one in reversed(qualifications.versions(connection)):
            signed = [{"authority": row["authority_id"], "at": row["at"].isoformat()} for row in qualifications.sign_offs(connection, one.id)]
            yield {
                "slug": one.slug, "title": one.title, "level": one.level, "summary": one.summary, "number": one.number, "state": one.state,
                "body": body_of(one.units, one.rules), "adopted_at": one.adopted_at.isoformat() if one.adopted_at else None, "signed": signed,
            }  # fmt: skip


def import_qualifications(site, rows: Iterable[Mapping]) -> int:
    """Take versions over; one that is there stays as it is, since a version never changes."""
    count = 0
    with site.db.writing() as tx:
        for row in rows:
            if all(one.number != row["number"] for one in qualifications.versions(tx, row["slug"])):
                _add_version(tx, site, row)
            count += 1
    return count


def _add_version(tx, site, row: Mapping) -> None:
    held = qualifications.keep_qualification(tx, {name: row[name] for name in ("slug", "title", "level", "summary")})
    adopted = datetime.fromisoformat(row["adopted_at"]) if row["adopted_at"] else None
    columns = {"qualification_id": held, "number": row["number"], "state": row["state"], "body": row["body"], "made_by": None, "adopted_at": adopted}
    version_id = qualifications.add_version(tx, {**columns, "made_at": site.clock.now()})
    for one in row["signed"]:
        signed = {"version_id": version_id, "authority_id": one["authority"], "by_id": None, "at": datetime.fromisoformat(one["at"])}
        qualifications.add_sign_off(tx, signed)


def exported_skills(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        targets, every = skills.targets(connection), skills.skills(connection)
        links = skills.offerings_for_skills(connection)
        for one in every:
            wanted = {role: held[one.id] for role, held in targets.items() if one.id in held}
            leads = [[row["offering"], row["from_level"], row["to_level"]] for row in links if row["skill_id"] == one.id]
            levels = [list(level) for level in one.levels]
            yield {"code": one.code, "name": one.name, "parent": one.parent, "levels": levels, "targets": wanted, "offerings": leads}


def import_skills(site, rows: Iterable[Mapping]) -> int:
    """Take the list of skills over by their codes, with the targets of roles and the offerings that lead to them."""
    rows = list(rows)
    with site.db.writing() as tx:
        skills.keep_skills(tx, [SkillRow(row["code"], row["name"], row["parent"], tuple((level, words) for level, words in row["levels"])) for row in rows])
        ids = {one.code: one.id for one in skills.skills(tx)}
        for row in rows:
            for role, target in row["targets"].items():
                skills.keep_target(tx, role, ids[row["code"]], target)
            for offering, low, high in row["offerings"]:
                skills.keep_skill_offering(tx, {"skill_id": ids[row["code"]], "offering": offering, "from_level": low, "to_level": high})
    return len(rows)
