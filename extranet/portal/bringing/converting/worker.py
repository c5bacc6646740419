"""The child that reads foreign documents: one request a line, one answer a line, until its input ends or it is killed.

It opens no socket, has no secret in its environment and little memory; supervisor.py ends it when one request takes too long.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from .limits import MOST_ENTRY, Refused, words_of

TANGLED = "It is made in a way that is too large or too tangled to be read. Simplify it, or divide it."


def main(arguments: list[str]) -> None:
    memory = int(arguments[0]) << 20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_ENTRY, MOST_ENTRY))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = sys.stdout
    sys.stdout = sys.stderr  # whatever a library prints is no answer
    for line in sys.stdin:
        answers.write(json.dumps(_answer(json.loads(line))) + "\n")
        answers.flush()


def _answer(request: dict) -> dict:
    try:
        return _do(**request)
    except Refused as why:
        return {"refused": str(why)}
    except (MemoryError, RecursionError):
        return {"refused": TANGLED}
    except Exception as fault:  # a library may fail on hostile input in any way; the next document is not its concern
        return {"refused": f"{TANGLED} ({type(fault).__name__})"}


def _do(task: str, path: str, out: str, form: str = "", key: str = "", name: str = "") -> dict:
    if task == "unpack":
        from .archives import unpack

        return {"files": unpack(Path(path), Path(out))}
    if task == "split":
        from .dumps import split

        return {"items": split(form, Path(path), Path(out))}
    return asdict(_converted(form, Path(path), Path(out), key, name))


def _converted(form: str, path: Path, out: Path, key: str, name: str):
    match form:
        case "markdown":
            from .plain import write_markdown

            return write_markdown(words_of(path.read_bytes(), "It"), name)
        case "html":
            from .pages import read_page, write_html

            return read_page(path, out) if path.suffix != ".text" else write_html(words_of(path.read_bytes(), "It"), name)
        case "docx":
            from .word import read_word

            return read_word(path, out)
        case "odt":
            from .open_document import read_open_document

            return read_open_document(path, out)
        case "mediawiki":
            from .mediawiki import write_wikitext

            return write_wikitext(words_of(path.read_bytes(), "It"), name)
    from .dokuwiki import write_dokuwiki

    return write_dokuwiki(words_of(path.read_bytes(), "It"), key)
