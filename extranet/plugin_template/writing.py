"""Writes a new plugin: a package of its own that can be installed beside Extranet."""

import re
from pathlib import Path

from extranet.errors import BadInput

FILES = Path(__file__).parent / "templates" / "plugin"
ENDING = ".txt"  # so that no tool takes a template for Python or HTML of our own


def write_plugin(folder: Path, name: str, title: str = "", group: str = "") -> list[Path]:
    """Write the files of a new plugin into `folder`/`name`; the files written, in order.

    `name` is small letters, digits and _; `title` is how people call it; `group` the slug of its working group, or "".
    BadInput when the name is not usable or something of that name is already there; nothing is written then.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{2,39}", name):
        raise BadInput(f"A plugin's name is 3 to 40 small letters, digits and _, starting with a letter; {name!r} is not.", "name")
    if group and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", group):
        raise BadInput(f"A group's short name is small letters and dashes, such as gis-users-group; {group!r} is not.", "group")
    title = " ".join(title.split()) or name.replace("_", " ").capitalize()
    if set(title) & set('"\\<>{}'):
        raise BadInput("A title is plain words, without quotes, brackets or backslashes.", "title")
    target = folder / name
    if target.exists():
        raise BadInput(f"{target} is already there. Choose another name, or move it away.", "name")
    words = {"NAME": name, "TITLE": title, "PACKAGE": f"extranet_{name}", "GROUP": f'"{group}"' if group else "None", "ADDRESS": name.replace("_", "-")}
    return [_write(source, target, words) for source in sorted(FILES.rglob("*" + ENDING))]


def _write(source: Path, target: Path, words: dict[str, str]) -> Path:
    parts = [part.removesuffix(ENDING) for part in source.relative_to(FILES).parts]
    parts = [words["PACKAGE"] if part == "package" else part.replace("NAME", words["NAME"]) for part in parts]
    path = target.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_filled(source.read_text(encoding="utf-8"), words), encoding="utf-8")
    return path


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"@([A-Z]+)@", lambda match: words[match.group(1)], text)
