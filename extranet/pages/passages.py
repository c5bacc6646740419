"""Where in a page a line stands, in words: under which heading, in whose local text."""

import re

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*$")
_BLOCK = re.compile(r":{3,}\s*(\S.*)?$")


def whereabouts(lines: list[str]) -> list[str]:
    """For each line of a Markdown text where it stands, such as 'What to do, local text for woking'; '' before any heading."""
    heading, blocks, found = "", [], []
    for line in lines:
        if made := _HEADING.match(line):
            heading = made[1]
        opened = _BLOCK.match(line.strip())
        if opened and opened[1]:
            blocks.append(_block_words(opened[1]))
        found.append(", ".join(part for part in (heading, *blocks) if part))
        if opened and not opened[1] and blocks:
            blocks.pop()
    return found


def _block_words(name: str) -> str:
    """'for woking guildford' is local text; another block goes by its name."""
    first, _, rest = name.partition(" ")
    if first == "for":
        return f"local text for {', '.join(rest.split())}"
    return "local text for everybody else" if first == "otherwise" else first
