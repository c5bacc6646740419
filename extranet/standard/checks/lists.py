"""Lists, pictures and tables: B1, B2, I1, I2. Source: content-standard 1.6; WCAG 1.1.1 and 1.3.1."""

import re
from collections.abc import Iterator

from extranet.standard.checks.model import Check, Finding, Limit, Subject
from extranet.standard.checks.naming import names_of
from extranet.standard.model import ERROR, WARNING
from extranet.standard.text import Block, pictures_of, plain_words, sentences_of

GOVUK = "GOV.UK guidance"
ALT_LONGEST = Limit("I1", "characters", 125)
MOST_COLUMNS = Limit("I2", "columns", 5)
IMAGE_OF = re.compile(r"(?:an? )?(?:image|picture|photo|photograph|screenshot|graphic) (?:of|showing)\b", re.IGNORECASE)
TASK = re.compile(r"\[[ xX]\] ")
CHOICE = re.compile(r"\w+[,;]? (?:and|or)\Z")


def bullets(subject: Subject) -> Iterator[Finding]:
    names = None
    for passage in subject.passages:
        before: Block | None = None
        for block in passage.blocks:
            points = [item for item in block.items if not item.is_numbered]
            if block.kind == "list" and len(points) == len(block.items) and passage.field == "body":
                names = names_of(subject) if names is None else names
                for trouble, line, text in _bullet_trouble(block, before, names):
                    yield Finding(passage.field, trouble, None, line, text)
            before = block


def _bullet_trouble(block: Block, before: Block | None, names: set[str]) -> Iterator[tuple[str, int, str]]:
    first = block.items[0]
    if before is None or before.kind not in ("paragraph", "heading", "list"):
        yield "A list has no line before it that leads into it. Say what the points are.", block.line, first.text
    if len(block.items) < 2:
        yield "A list has one point only. Make it a sentence.", block.line, first.text
    for item in block.items:
        words = plain_words(TASK.sub("", item.text))
        trouble = _point_trouble(words, names)
        if trouble:
            yield f"The point “{words[:50]}” {trouble}", item.line, item.text


def _point_trouble(words: str, names: set[str]) -> str | None:
    start = words.split(" ")[0].strip("“\"'(")
    if start[:1].isupper() and start[1:].islower() and start.rstrip(",:;.").removesuffix("'s") not in names and start != "I":
        return "starts with a capital. Points go on from the line before; start small."
    if len(sentences_of(words)) > 1:
        return "has more than one sentence. Keep one in each point."
    if words.endswith((";", ".")) or CHOICE.search(words):
        return "ends with a mark or with “and” or “or”. Take it away."
    return None


def steps(subject: Subject) -> Iterator[Finding]:
    for passage, block in subject.blocks("list"):
        for place, item in enumerate(block.items):
            words = plain_words(item.text)
            has_more = place + 1 < len(block.items) and block.items[place + 1].depth > item.depth
            if item.is_numbered and words and not words.endswith((".", "?", "!")) and not (has_more and words.endswith(":")):
                yield Finding(
                    passage.field, f"The step “{words[:50]}” does not end with a full stop. Make each step a whole sentence.", None, item.line, item.text
                )


def pictures(subject: Subject) -> Iterator[Finding]:
    for passage in subject.passages:
        for block in passage.blocks:
            for text, line in ((block.text, block.line), *((item.text, item.line) for item in block.items)):
                for one in pictures_of(text) if "!" in text or "<" in text else ():
                    trouble = _picture_trouble(one, text, subject.limit(ALT_LONGEST))
                    if trouble:
                        yield Finding(passage.field, trouble[0], trouble[1], line, f"{one.target} {one.alt}")


def _picture_trouble(one, text: str, longest: float) -> tuple[str, str] | None:
    if one.alt is None or (not one.alt and not plain_words(text)):
        return f"A picture ({one.target[:60]}) has no words for people who do not see it. Write them between the square brackets.", ERROR
    if len(one.alt) > longest:
        return f"The words for a picture have {len(one.alt)} characters; keep to {longest:g}, and say the rest in the text.", WARNING
    if IMAGE_OF.match(one.alt):
        return f"The words for a picture start with “{IMAGE_OF.match(one.alt)[0]}”, which is heard anyway. Say what it shows.", WARNING
    if one.alt and one.alt.casefold() == one.title.casefold():
        return "The words for a picture repeat its caption. Say what the caption does not.", WARNING
    return None


def tables(subject: Subject) -> Iterator[Finding]:
    for passage, block in subject.blocks("table", "html"):
        for sentence, severity in _table_trouble(block, subject.limit(MOST_COLUMNS)):
            yield Finding(passage.field, sentence, severity, block.line, str(block.rows) or block.text)


def _table_trouble(block: Block, most_columns: float) -> Iterator[tuple[str, str]]:
    if block.kind == "html":
        lowered = block.text.lower()
        if "<table" in lowered and "<th" not in lowered:
            yield "A table has no row of headings. Without one nobody hears what a cell means.", ERROR
        if "colspan" in lowered or "rowspan" in lowered:
            yield "A table has merged cells, which cannot be followed by ear. Write every cell.", WARNING
        return
    head = block.rows[0]
    if any(not plain_words(cell) for cell in head):
        yield "A column of a table has no heading. Name it.", ERROR
    if len(head) < 2 or len(block.rows) < 3:
        yield f"A table has {len(head)} columns and {len(block.rows)} rows. Under 2 columns and 3 rows a sentence or a list says it better.", WARNING
    if len(head) > most_columns:
        yield f"A table has {len(head)} columns; keep to {most_columns:g}. Split it, or turn it on its side.", WARNING


CHECKS = (
    Check(
        "B1",
        WARNING,
        GOVUK,
        "Points of a list go on from the line before: 2 or more, each starting small, one sentence, no mark at its end.",
        bullets,
        passes={"body": "Ask for:\n\n- the postcode\n- the day"},
        fails={"body": "Ask for:\n\n- The postcode.\n- the day"},
        since="2",
    ),
    Check(
        "B2",
        WARNING,
        GOVUK,
        "Each numbered step is a whole sentence that ends with a full stop.",
        steps,
        passes={"body": "1. Ask for the postcode.\n2. Look."},
        fails={"body": "1. Ask for the postcode\n2. Look"},
        since="2",
    ),
    Check(
        "I1",
        ERROR,
        "GOV.UK guidance; WCAG 1.1.1",
        "A picture has words for people who do not see it: what it shows, in at most 125 characters.",
        pictures,
        passes={"body": "![A brown bin with a red sticker](attachment:bin.png)"},
        fails={"body": "![](attachment:bin.png)"},
        since="2",
        limits=(ALT_LONGEST,),
    ),
    Check(
        "I2",
        ERROR,
        "GOV.UK guidance; WCAG 1.3.1",
        "A table has headings over all columns, no merged cells, 2 to 5 columns and 3 or more rows.",
        tables,
        passes={"body": "| Council | Days |\n|---|---|\n| Woking | 2 |\n| Guildford | 3 |"},
        fails={"body": "| Council | |\n|---|---|\n| Woking | 2 |\n| Guildford | 3 |"},
        since="2",
        limits=(MOST_COLUMNS,),
    ),
)
