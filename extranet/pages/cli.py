"""`extranet render`: current texts rendered again."""

import json
import sys

import click

from extranet.pages.actions.rerendering import render_again


@click.command()
@click.option("--only-plain", is_flag=True, help="Only texts that could not be rendered and are shown as they were typed.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_obj
def render(obj, only_plain, as_json):
    """Render every page's current text anew, as after an upgrade. Texts and history stay as they are."""
    with click.progressbar(length=1, label="Rendering", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        changed = render_again(obj(), only_plain, progress)
    click.echo(json.dumps({"changed": changed}) if as_json else f"{changed} pages came out different.")


commands = [render]
