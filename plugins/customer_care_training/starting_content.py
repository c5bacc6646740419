"""Starting content from content/training/: the bank of questions, two quizzes, the list of skills, the qualification as a proposal."""

import csv
from collections.abc import Iterator

from extranet_plugins.customer_care_training.qualification import store as qualifications
from extranet_plugins.customer_care_training.qualification import versions
from extranet_plugins.customer_care_training.qualification.model import PROPOSED
from extranet_plugins.customer_care_training.question_files.importing import load_questions
from extranet_plugins.customer_care_training.quizzes import store as quizzes
from extranet_plugins.customer_care_training.quizzes.model import Draw, QuizRules
from extranet_plugins.customer_care_training.skills.rating import import_skills, set_targets

OWNER = "surrey"
BANK = "customer care"


def load(site) -> Iterator[str]:
    """Bring everything in that is not there yet; a sentence for each part."""
    folder = site.settings.content_dir / "training"
    yield from _questions(site, folder)
    yield from _quizzes(site, folder)
    rows = import_skills(site, None, (folder / "skills.csv").read_text(encoding="utf-8"))
    for role, targets in _targets(folder).items():
        set_targets(site, None, role, targets)
    yield f"Skills loaded: {rows}."
    yield from _qualification(site, folder)


def _questions(site, folder) -> Iterator[str]:
    for path in sorted((folder / "questions").glob("*.gift")):
        lines = load_questions(site, path.read_text(encoding="utf-8"), OWNER, BANK)
        refused = [f"line {one.line}: {' '.join(one.reasons)}" for one in lines if not one.is_read]
        yield f"{path.name}: {len(lines) - len(refused)} of {len(lines)} questions. {' '.join(refused)}".strip()


def _quizzes(site, folder) -> Iterator[str]:
    with (folder / "quizzes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with site.db.writing() as tx:
        for row in rows:
            if quizzes.quiz_by_slug(tx, row["slug"]) is None:
                draws = tuple(Draw(bank, int(count)) for bank, count in (one.split("=") for one in row["draws"].split(";")))
                rules = QuizRules(draws, minutes=int(row["minutes"]))
                columns = {"slug": row["slug"], "title": row["title"], "authority_id": OWNER, "is_open": True}
                quizzes.keep_quiz(tx, None, columns, rules, None, site.clock.now())
                yield f"Quiz loaded: {row['title']}."


def _targets(folder) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    with (folder / "role_targets.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["role"], {})[row["skill"]] = int(row["level"])
    return found


def _qualification(site, folder) -> Iterator[str]:
    text = (folder / "qualification.yaml").read_text(encoding="utf-8")
    if not versions.versions(site):
        made = versions.add_draft(site, None, text)
        with site.db.writing() as tx:
            qualifications.set_version(tx, made.id, state=PROPOSED)
        yield f"Qualification proposed: {made.title}, for the authorities to sign."
