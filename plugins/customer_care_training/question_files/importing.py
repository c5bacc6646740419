"""A file of questions into the bank, and the bank as a file. Every question of the file has a line in the report."""

from extranet.errors import BadInput
from extranet.identity import record
from extranet_plugins.customer_care_training.question_files.gift_reader import read_gift
from extranet_plugins.customer_care_training.question_files.gift_writer import write_gift
from extranet_plugins.customer_care_training.question_files.model import CHANGED, MOST_BYTES, TAKEN, THERE, FileLine
from extranet_plugins.customer_care_training.question_files.moodle_reader import read_moodle_xml
from extranet_plugins.customer_care_training.question_files.moodle_writer import write_moodle_xml
from extranet_plugins.customer_care_training.question_files.qti_reader import read_qti
from extranet_plugins.customer_care_training.quizzes import bank as question_bank
from extranet_plugins.customer_care_training.quizzes import store
from extranet_plugins.customer_care_training.quizzes.rules import CHANGE, require

GIFT, MOODLE, QTI = "gift", "moodle", "qti"
FORMATS = {GIFT: "GIFT", MOODLE: "Moodle XML", QTI: "QTI item"}
OUTCOMES = {question_bank.NEW: TAKEN, question_bank.CHANGED: CHANGED, question_bank.SAME: THERE}


def read_questions(content: bytes, written: str, bank: str) -> list[FileLine]:
    """The lines of a file in one of FORMATS; questions without a bank of their own go to `bank`. BadInput for what is no such file."""
    if len(content) > MOST_BYTES:
        raise BadInput(f"The file is larger than {MOST_BYTES // 1_000_000} megabytes.", "file")
    try:
        found = _read(content, written)
    except ValueError as fault:
        raise BadInput(f"This is not a {FORMATS.get(written, 'known')} file. {fault}", "file") from fault
    if not found:
        raise BadInput("There is no question in this file.", "file")
    return [_in_bank(one, bank) for one in _coded_once(found)]


def _read(content: bytes, written: str) -> list[FileLine]:
    if written == GIFT:
        return read_gift(content.decode("utf-8"))
    return {MOODLE: read_moodle_xml, QTI: read_qti}[written](content)


def _in_bank(line: FileLine, bank: str) -> FileLine:
    if line.question is None or line.question.bank:
        return line
    return FileLine(line.line, line.name, line.question.placed(line.question.code, bank), line.reasons)


def _coded_once(lines: list[FileLine]) -> list[FileLine]:
    """A code that stands twice in one file is refused the second time: otherwise one question would silently replace the other."""
    seen: set[str] = set()
    found = []
    for one in lines:
        code = one.question.code if one.question else ""
        found.append(FileLine(one.line, one.name, None, (f"The code {code} stands twice in this file.",)) if code and code in seen else one)
        seen.add(code)
    return found


def import_questions(site, actor, content: bytes, written: str, bank: str) -> list[FileLine]:
    """Take a file's questions into the bank, in one transaction; the report, a line for every question of the file."""
    require(site, actor, CHANGE)
    if not question_bank.BANK.fullmatch(bank):
        raise BadInput("Name the bank the questions go to.", "bank")
    lines = read_questions(content, written, bank)
    with site.db.writing() as tx:
        found = [_put(tx, site, one, actor.authority, actor.id) for one in lines]
        record(tx, site, actor, "question.imported", FORMATS[written], f"{sum(one.is_read for one in found)} of {len(found)}")
    return found


def load_questions(site, text: str, authority: str, bank: str) -> list[FileLine]:
    """Starting content in GIFT, by nobody in particular."""
    with site.db.writing() as tx:
        return [_put(tx, site, one, authority, None) for one in read_questions(text.encode(), GIFT, bank)]


def _put(tx, site, line: FileLine, authority: str, by: int | None) -> FileLine:
    if line.question is None:
        return line.ended("not taken")
    return line.ended(OUTCOMES[question_bank.put(tx, site, line.question, authority, by)])


def export_questions(site, actor, written: str, bank: str | None = None) -> bytes:
    """The bank, or one of its banks, as a file in GIFT or Moodle XML."""
    require(site, actor, CHANGE)
    with site.db.reading() as connection:
        found = [question for _id, _number, question in store.questions(connection, bank)]
    return write_moodle_xml(found) if written == MOODLE else write_gift(found).encode()
