"""The table of requirement kinds. A kind is added by one line here; each subpackage offers its own.

`is_met(site, person_id, requirement)` alone decides; `step` says it to the person. A kind that is not in the table (its part
is missing) is never met and is shown as such.
"""

from extranet_plugins.customer_care_training.courses import lessons
from extranet_plugins.customer_care_training.courses.model import Kind, Requirement, Step
from extranet_plugins.customer_care_training.events import requirement as events
from extranet_plugins.customer_care_training.qualification import requirement as qualification
from extranet_plugins.customer_care_training.quizzes import requirement as quizzes

KINDS: dict[str, Kind] = {kind.name: kind for kind in (lessons.KIND, events.KIND, quizzes.KIND, qualification.KIND)}


def is_met(site, person_id: int, requirement: Requirement) -> bool:
    """Whether the person has met it, by its kind's own rule."""
    kind = KINDS.get(requirement.kind)
    return kind is not None and kind.is_met(site, person_id, requirement)


def step_of(site, actor, requirement: Requirement) -> Step:
    """The requirement as this person meets it."""
    kind = KINDS.get(requirement.kind)
    if kind is None:
        return Step(requirement, "unavailable", "This part is not available here.")
    return kind.step(site, actor, requirement)
