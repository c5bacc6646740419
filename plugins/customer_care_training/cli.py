"""`extranet training audit|load-demonstration`."""

import json
import sys

import click

from extranet_plugins.customer_care_training import cli_assessment, demonstration, starting_content
from extranet_plugins.customer_care_training.audit import checks


@click.group()
def training():
    """Shared training: prove its rules on live data, load the demonstration."""


@training.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def audit(obj, as_json):
    """Ask every invariant of the live rows. Exit code 0: all hold; 2: one does not. Nothing is changed."""
    findings = checks.run(obj())
    for one in findings:
        click.echo(_as_json(one) if as_json else _as_words(one))
    if any(one.violations for one in findings):
        sys.exit(2)


def _as_json(finding) -> str:
    return json.dumps({"id": finding.check.id, "sentence": finding.check.sentence, "violations": list(finding.violations)})


def _as_words(finding) -> str:
    head = f"{finding.check.id:4} {'holds ' if not finding.violations else 'BROKEN'}  {finding.check.sentence}"
    return "\n".join([head, *(f"       - {one}" for one in finding.violations)])


@training.command("load-demonstration")
@click.pass_obj
def load_demonstration(obj):
    """Load the shared course with its quizzes, and two sessions with made-up rooms. Safe to run again."""
    for line in (*starting_content.load(obj()), *demonstration.load(obj())):
        click.echo(line)


for command in cli_assessment.COMMANDS:
    training.add_command(command)
