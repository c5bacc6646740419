"""What stands within one block: links, pictures, emphasis, and the words left when the signs are taken away."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Every repeat has a bound and no two can match the same letters, so that no text makes them slow.
CODE = re.compile(r"`[^`\n]{1,400}`")
WIKI = re.compile(r"\[\[([^\[\]|#\n]{1,120})(#[^\[\]|\n]{0,120})?(?:\|([^\[\]\n]{0,300}))?\]\]")
LINK = re.compile(
    r"(!?)\[([^\[\]]{0,400})\]\([ \t]{0,4}(?:<([^<>\n]{0,600})>|([^()\s]{0,600}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?))"
    r"(?:[ \t]{1,4}\"([^\"]{0,200})\")?[ \t]{0,4}\)"
)
BARE = re.compile(r"(?<![\w\"'(<@/])(?:https?://|www\.)[^\s<>()\[\]\"'`*|]{2,600}", re.IGNORECASE)
ANGLE = re.compile(r"<(https?://[^\s<>]{1,600}|[^\s<>@]{1,100}@[^\s<>]{1,100})>")
HTML_IMAGE = re.compile(r"<img\b([^<>]{0,600})>", re.IGNORECASE)
ALT = re.compile(r"\balt\s{0,3}=\s{0,3}(?:\"([^\"]{0,400})\"|'([^']{0,400})')", re.IGNORECASE)
HTML_LINK = re.compile(r"<a\b([^<>]{0,600})>", re.IGNORECASE)
FACT = re.compile(r"\{\{\s{0,4}[a-z]{1,20}:[^}\n]{0,200}\}\}")
TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>")
EMPHASIS = re.compile(r"\*{1,3}|(?<![A-Za-z0-9])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![A-Za-z0-9])")
NAME = re.compile(r"\{:?[ \t]{0,4}[#.][^}\n]{0,200}\}")


@dataclass(frozen=True, slots=True)
class Link:
    """`words` is what a reader sees, None where the other page's title will stand; `target` an address or slug."""

    words: str | None
    target: str
    is_page: bool = False
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """`alt` is None when the picture has none at all."""

    alt: str | None
    target: str
    title: str = ""


def without_code(text: str) -> str:
    return CODE.sub(" ", text) if "`" in text else text


def links_of(text: str) -> Iterator[Link]:
    """Every link of a block in the order of their kind: other pages, addresses with words, bare addresses."""
    if "[" not in text and "://" not in text and "www." not in text.lower():
        return
    text = without_code(text)
    for found in WIKI.finditer(text):
        yield Link(None if found[3] is None else found[3].strip(), found[1].strip(), is_page=True)
    for found in LINK.finditer(text):
        if not found[1]:
            yield Link(plain_words(found[2]), (found[3] or found[4] or "").strip())
    rest = LINK.sub(" ", WIKI.sub(" ", text))
    for found in BARE.finditer(rest):
        yield Link(found[0], found[0], is_bare=True)
    for found in ANGLE.finditer(rest):
        if "://" in found[1]:
            yield Link(found[1], found[1], is_bare=True)


def pictures_of(text: str) -> Iterator[Picture]:
    if "![" in text:
        for found in LINK.finditer(without_code(text)):
            if found[1]:
                yield Picture(found[2].strip(), (found[3] or found[4] or "").strip(), found[5] or "")
    if "<img" in text.lower():
        for found in HTML_IMAGE.finditer(text):
            alt = ALT.search(found[1])
            yield Picture((alt[1] or alt[2] or "").strip() if alt else None, "")


def opens_new_tab(text: str) -> bool:
    return "_blank" in text and any("_blank" in found[1] for found in HTML_LINK.finditer(text))


def plain_words(text: str) -> str:
    """The block as it is read out: words of links, nothing of pictures, code and addresses; a fact is one word, a title two."""
    if "`" in text:
        text = CODE.sub(" ", text)
    if "{" in text:
        text = NAME.sub(" ", FACT.sub("value", text))
    if "[" in text:
        text = WIKI.sub(lambda found: found[3] if found[3] is not None else "that page", text)
        text = LINK.sub(lambda found: "" if found[1] else found[2], text)
    if "<" in text:
        text = TAG.sub(" ", ANGLE.sub(" ", text))
    if "://" in text or "www." in text:
        text = BARE.sub(" ", text)
    if "*" in text or "_" in text:
        text = EMPHASIS.sub("", text)
    return " ".join(text.split())
