"""The standard's checks of metadata, as data: each with an id, a severity, a source, a sentence and a function.

`model` says what a check is; `fields` holds what follows from the description of the fields; `metadata` the common fields;
`types` single content types; `decision_guide` the graph. `run` asks them all.
"""

from extranet.standard.checks.model import Check, Finding, Subject
from extranet.standard.checks.run import CHECKS, METADATA_CHECKS, STYLE_CHECKS, VERSION, check_metadata, run_checks

__all__ = ["CHECKS", "METADATA_CHECKS", "STYLE_CHECKS", "VERSION", "Check", "Finding", "Subject", "check_metadata", "run_checks"]
