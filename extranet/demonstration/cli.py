"""`extranet demo`: the whole house with made-up people; `extranet demo-directories`: their directories alone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click

from extranet.authorities import current_authorities
from extranet.demonstration.directories import RunningDirectories, start_directories
from extranet.demonstration.people import people_of, people_to_print
from extranet.demonstration.settings_file import write_settings
from extranet.hooks import answers_only


@click.command()
@click.option("--bind", default=None, help="Address and port to serve on; the setting 'bind' otherwise.")
@click.pass_obj
def demo(the_site, bind):
    """Serve the extranet with starting content and made-up people of every authority."""
    if os.environ.get("EXTRANET_SETTINGS"):
        raise click.UsageError("EXTRANET_SETTINGS is set; the demonstration brings its own settings. Unset it first.")
    if bind:
        os.environ["EXTRANET_PUBLIC_URL"] = f"http://{bind}"
    os.environ.setdefault("EXTRANET_LOG_LEVEL", "WARNING")  # so that the people printed below stay in sight
    site = the_site()
    is_new = not (site.settings.data_dir / "extranet.sqlite").exists()
    _extranet("init")
    running = _start(site)
    try:
        os.environ["EXTRANET_SETTINGS"] = str(_written(site, running).absolute())
        if is_new:
            _extranet("import", str(site.settings.content_dir))
            _load_demonstration(site)
        _introduce(site)
        raise SystemExit(_serve(bind))
    finally:
        running.stop()


@click.command("demo-directories")
@click.option("--settings", "path", type=click.Path(dir_okay=False, path_type=Path), help="Write their settings to this TOML file.")
@click.pass_obj
def demo_directories(the_site, path):
    """Serve the made-up people's directories on loopback until stopped; print who there is."""
    site = the_site()
    running = _start(site)
    try:
        write_settings(path or _settings_path(site), running.tables())
        click.echo(f"EXTRANET_SETTINGS={(path or _settings_path(site)).absolute()}")
        _print_people(site)
        while running.process.poll() is None:
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        running.stop()


commands = [demo, demo_directories]


def _start(site) -> RunningDirectories:
    try:
        return start_directories(_slugs(site))
    except RuntimeError as fault:
        raise click.ClickException(str(fault)) from fault


def _slugs(site) -> list[str]:
    return [one.slug for one in current_authorities(site)]


def _settings_path(site) -> Path:
    return site.settings.data_dir / "demonstration.toml"


def _written(site, running: RunningDirectories) -> Path:
    write_settings(_settings_path(site), running.tables())
    return _settings_path(site)


def _extranet(*words: str) -> None:
    """Another command of the house, in a process of its own; its fault ends this one."""
    ended = subprocess.run([sys.executable, "-m", "extranet", *words], check=False)
    if ended.returncode:
        raise SystemExit(ended.returncode)


def _serve(bind: str | None) -> int:
    """`extranet run` until it ends; a signal to us is a signal to it."""
    running = subprocess.Popen([sys.executable, "-m", "extranet", "run", *(["--bind", bind] if bind else [])])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: running.terminate())
    return running.wait()


def _load_demonstration(site) -> None:
    """What plugins bring for people to try; one that fails is logged and the others still load."""
    site.cache.forget()
    for lines in answers_only(site.hooks.load_demonstration()):
        for line in lines:
            click.echo(line)


def _introduce(site) -> None:
    click.echo(f"\nOpen {site.settings.public_url} and sign in: choose the authority first, then name and password.\n")
    _print_people(site)
    click.echo("\nThese people are made up. Stop with Ctrl-C.\n")


def _print_people(site) -> None:
    names = {one.slug: one.name for one in current_authorities(site)}
    shown = people_to_print(people_of(names))
    widths = [max(len(row[column]) for row in _rows(shown, names)) for column in range(4)]
    for row in _rows(shown, names):
        click.echo("  " + "  ".join(word.ljust(width) for word, width in zip(row, widths, strict=False)) + f"  {row[-1]}")


def _rows(shown, names) -> list[tuple[str, ...]]:
    rows = [(names[one.authority], one.login, one.password, one.name, one.what) for one in shown]
    return [("authority", "name to type", "password", "person", "who can"), *rows]
