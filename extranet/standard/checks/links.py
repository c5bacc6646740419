"""Links: L1 to L7. L8, whether they lead anywhere, is asked where the other pages are known. Source: content-standard 1.6."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from extranet.standard.checks.model import Check, Finding, Limit, Subject
from extranet.standard.model import ADVICE, ERROR, WARNING, Vocabularies
from extranet.standard.text import Link, links_of, syllables
from extranet.standard.text.inline import opens_new_tab

GOVUK, BOTH = "GOV.UK guidance", "GOV.UK guidance; WCAG 2.4.4"
EMPTY_WORDS = frozenset(["click here", "here", "more", "read more", "find out more", "this page", "link", "download", "website", "this", "see here", ""])
FILE = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|odt|ods|odp|csv|zip|rtf)(?:[?#]|$)", re.IGNORECASE)
FORMAT_AND_SIZE = re.compile(r"\((?:PDF|Word|Excel|PowerPoint|OpenDocument|ODT|ODS|ODP|CSV|ZIP|RTF|DOCX?|XLSX?|PPTX?)[^)]{0,60}\d\s?(?:KB|MB)\)", re.IGNORECASE)
WORDS_LONGEST = Limit("L3", "characters", 100)
NOT_NAMES = frozenset(["www", "gov", "com", "org", "net", "uk", "nhs", "http", "https"])
SAYS_TAB = re.compile(r"new (?:tab|window)", re.IGNORECASE)


class Stood(NamedTuple):
    """A link with where it stands; `around` is the text it stands in."""

    field: str
    line: int
    link: Link
    around: str
    local: str

    def finding(self, sentence: str) -> Finding:
        return Finding(self.field, sentence, None, self.line, f"{self.link.words} {self.link.target}")


def links(subject: Subject) -> tuple[Stood, ...]:
    """Every link of the page; looked for once."""
    return subject.once("links", lambda: tuple(_links(subject)))


def _links(subject: Subject) -> Iterator[Stood]:
    for passage in subject.passages:
        for block in passage.blocks:
            if block.kind == "list":
                parts = [(item.text, item.line) for item in block.items]
            elif block.kind == "table":
                parts = [(" | ".join(row), block.line + place + bool(place)) for place, row in enumerate(block.rows)]
            elif block.kind == "code":
                continue
            else:
                parts = [(block.text, block.line)]
            for text, line in parts:
                yield from (Stood(passage.field, line, one, text, block.local) for one in links_of(text))


def links_of_page(body: str) -> list[tuple[int, str]]:
    """(line, address) for every other page that a text names."""
    subject = Subject(Vocabularies(), {}, body)
    return [(one.line, one.link.target) for one in links(subject) if one.link.is_page]


def told(subject: Subject) -> Iterator[Finding]:
    for one in links(subject):
        if one.link.is_bare:
            yield one.finding(f"The address {one.link.target[:80]} stands bare. Give it words that say where it leads: [words](address).")
        elif one.link.words is not None and one.link.words.casefold().strip(" .") in EMPTY_WORDS:
            yield one.finding(f"The link to {one.link.target[:80]} says “{one.link.words}”. Say where it leads; people hear links without the text around.")


def one_target(subject: Subject) -> Iterator[Finding]:
    """Local texts of different councils are never read together, so each is compared with itself and with what everybody reads."""
    seen: dict[tuple[str, str], str] = {}
    for one in links(subject):
        if not one.link.words or one.link.is_bare:
            continue
        words = one.link.words.casefold()
        before = seen.get((one.local, words)) or seen.get(("", words))
        if before and before != one.link.target:
            yield one.finding(f"Two links say “{one.link.words[:60]}” and lead to different places. Say in each where it leads.")
        seen.setdefault((one.local, words), one.link.target)


def worded(subject: Subject) -> Iterator[Finding]:
    for one in links(subject):
        words = one.link.words
        if words is None or one.link.is_bare or words.casefold() in EMPTY_WORDS or "@" in words:
            continue
        if " " not in words and len(words) > 1 and words.isalpha() and not words.isupper() and syllables(words) < 3:
            yield one.finding(f"The link “{words}” is one short word, hard to hit and to understand. Add a word or two.")
        elif len(words) > subject.limit(WORDS_LONGEST):
            yield one.finding(f"A link has {len(words)} characters; keep to {subject.limit(WORDS_LONGEST):g}. Link the words that say where it leads.")


def files(subject: Subject) -> Iterator[Finding]:
    for one in links(subject):
        found = FILE.search(one.link.target)
        if found and not one.link.is_page and not FORMAT_AND_SIZE.search(one.link.words or ""):
            yield one.finding(f"The link “{(one.link.words or '')[:60]}” opens a file. Give its format and size, such as ({found[1].upper()}, 19KB).")


def other_sites(subject: Subject) -> Iterator[Finding]:
    for one in links(subject):
        if one.link.is_page or one.link.is_bare or not one.link.target.lower().startswith(("http://", "https://")):
            continue
        names = _names_of_site(one.link.target)
        around = re.sub(r"[^a-z0-9]", "", re.sub(r"\]\([^)]*\)", "]", one.around).lower())
        if names and not any(name in around for name in names):
            yield one.finding(f"The link “{(one.link.words or '')[:60]}” leads to another site without naming it. Say whose it is.")
    for passage, block in subject.blocks("paragraph", "html"):
        if opens_new_tab(block.text) and not SAYS_TAB.search(block.text):
            yield Finding(passage.field, "A link opens a new tab without saying so. Leave the choice to the reader.", None, block.line, block.text)


def _names_of_site(address: str) -> list[str]:
    """Words by which the site may be named: woking.gov.uk gives woking and wokinggovuk."""
    try:
        host = (urlsplit(address).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return []
    parts = [part for part in re.split(r"[.-]", host) if part not in NOT_NAMES and len(part) > 2]
    return [re.sub(r"(?:cc|bc|dc)\Z", "", part) or part for part in parts] + [re.sub(r"[^a-z0-9]", "", host)] if host else []


def mail(subject: Subject) -> Iterator[Finding]:
    for one in links(subject):
        if one.link.target.lower().startswith("mailto:"):
            address = one.link.target[7:].partition("?")[0]
            if one.link.words != address.lower():
                yield one.finding(f"The link to {address[:80]} says “{(one.link.words or '')[:60]}”. Show the address itself, in small letters.")


def same_page(subject: Subject) -> Iterator[Finding]:
    for one in links(subject):
        if one.link.target.startswith("#"):
            yield one.finding(f"The link “{(one.link.words or '')[:60]}” leads to a place on the same page. A shorter page needs none.")


CHECKS = (
    Check("L1", ERROR, BOTH, "The words of a link say where it leads; no address stands bare.", told, passes={"body": "See [how to report a bin](report-bin)."},
          fails={"body": "To report a bin [click here](report-bin)."}, since="2"),
    Check("L2", ERROR, BOTH, "Links with the same words lead to the same place.", one_target,
          passes={"body": "[Report a bin](report-bin) or [report a road](report-road)."},
          fails={"body": "[Report the problem](report-bin) or [report the problem](report-road)."}, since="2"),
    Check("L3", WARNING, GOVUK, "A link is longer than one short word and shorter than 100 characters.", worded, passes={"body": "[Report a bin](report-bin)."},
          fails={"body": "See [bins](report-bin)."}, since="2", limits=(WORDS_LONGEST,)),
    Check("L4", WARNING, GOVUK, "A link to a file gives its format and size.", files, passes={"body": "[Bin form (PDF, 19KB)](attachment:bin.pdf)"},
          fails={"body": "[The bin form](attachment:bin.pdf)"}, since="2"),
    Check("L5", WARNING, GOVUK, "A link to another site names the site, and opens no new tab unannounced.", other_sites,
          passes={"body": "[Report it on the Woking website](https://www.woking.gov.uk/bins)"}, fails={"body": "[Report the bin](https://www.woking.gov.uk/bins)"},
          since="2"),
    Check("L6", WARNING, GOVUK, "A link to a mail address shows the address, in small letters.", mail,
          passes={"body": "[bins@woking.gov.uk](mailto:bins@woking.gov.uk)"}, fails={"body": "[Write to the bin team](mailto:bins@woking.gov.uk)"}, since="2"),
    Check("L7", ADVICE, GOVUK, "A page is short enough to need no links within itself.", same_page, passes={"body": "See [what to ask](report-bin#ask)."},
          fails={"body": "See [what to ask](#ask)."}, since="2"),
)
