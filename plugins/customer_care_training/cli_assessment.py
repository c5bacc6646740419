"""`extranet training questions|statements|award-key|verify|load-content`: commands of the second half, added to the group in cli.py."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from extranet_plugins.customer_care_training import starting_content
from extranet_plugins.customer_care_training.awards import keys
from extranet_plugins.customer_care_training.awards.verifying import verify
from extranet_plugins.customer_care_training.question_files import importing
from extranet_plugins.customer_care_training.quizzes import store as quizzes
from extranet_plugins.customer_care_training.statements import xapi


@click.command("questions")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "written", type=click.Choice(list(importing.FORMATS)), default=importing.GIFT, show_default=True)
def questions(file, written):
    """Read a file of questions and report every one of them. Nothing is stored. Exit code 2 when one cannot be taken."""
    lines = importing.read_questions(file.read_bytes(), written, "imported")
    for one in lines:
        click.echo(f"{one.line:5}  {'read' if one.is_read else 'NOT READ'}  {one.name}  {' '.join(one.reasons)}".rstrip())
    if not all(one.is_read for one in lines):
        sys.exit(2)


@click.command("export-questions")
@click.option("--format", "written", type=click.Choice([importing.GIFT, importing.MOODLE]), default=importing.GIFT, show_default=True)
@click.option("--bank", help="Only questions of this bank.")
@click.pass_obj
def export_questions(obj, written, bank):
    """Write the bank of questions to standard output."""
    site = obj()
    with site.db.reading() as connection:
        found = [one for _id, _number, one in quizzes.questions(connection, bank)]
    content = importing.write_moodle_xml(found) if written == importing.MOODLE else importing.write_gift(found).encode()
    click.get_binary_stream("stdout").write(content)


@click.command("statements")
@click.option("--since", type=click.DateTime(), help="Only what happened from this moment on (UTC).")
@click.pass_obj
def statements(obj, since):
    """Write xAPI statements to standard output, one JSON object a line."""
    for one in xapi.statements(obj(), since.replace(tzinfo=UTC) if since else None):
        click.echo(json.dumps(one, ensure_ascii=False))


@click.command("award-key")
@click.pass_obj
def award_key(obj):
    """Retire the key that signs awards and make a new one. Awards already given still verify."""
    click.echo(f"Awards are now signed with {keys.rotate(obj(), None)}.")


@click.command("verify")
@click.argument("credential", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("did", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--status", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The issuer's signed status list.")
def verify_file(credential, did, status):
    """Check a credential against an issuer's did.json, without network or database. Exit code 0 when it holds, else 2."""
    read = [json.loads(path.read_text(encoding="utf-8")) if path else None for path in (credential, did, status)]
    found = verify(read[0], read[1], datetime.now(UTC), read[2])
    click.echo(found.code if found.holds else f"{found.code}: {found.reason}")
    sys.exit(0 if found.holds else 2)


@click.command("load-content")
@click.pass_obj
def load_content(obj):
    """Load the starting questions, quizzes, skills and the draft of the qualification. Safe to run again."""
    for line in starting_content.load(obj()):
        click.echo(line)


COMMANDS = (questions, export_questions, statements, award_key, verify_file, load_content)
