"""What a reader makes of a file: one line for each question, taken or not."""

from dataclasses import dataclass, replace

from extranet_plugins.customer_care_training.quizzes.checking import faults_of, remarks_on
from extranet_plugins.customer_care_training.quizzes.model import Question

TAKEN, CHANGED, THERE, REFUSED = "taken", "changed", "already there", "not taken"
MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class FileLine:
    """One question of a file. `line` is where it begins; `question` is None when it could not be read, and `reasons` say why.

    With a question, `reasons` are remarks on what was read otherwise than it may have been meant.
    """

    line: int
    name: str
    question: Question | None
    reasons: tuple[str, ...] = ()
    outcome: str = ""

    @property
    def is_read(self) -> bool:
        return self.question is not None

    def ended(self, outcome: str) -> "FileLine":
        return replace(self, outcome=outcome)


def checked(line: int, question: Question, remarks: tuple[str, ...] = ()) -> FileLine:
    """The line of a question that was read: refused when it has a fault, such as no right answer."""
    faults = faults_of(question)
    if faults:
        return FileLine(line, question.name, None, tuple(faults))
    return FileLine(line, question.name, question, remarks + tuple(remarks_on(question)))


def refused(line: int, name: str, *reasons: str) -> FileLine:
    return FileLine(line, name[:120], None, reasons)
