"""Checks of single content types. Source: content-standard 5.2."""

import re
from collections.abc import Iterator
from datetime import date

from extranet.standard.checks.model import Check, Finding, Subject, is_given
from extranet.standard.model import ERROR, WARNING

STEP_SENTENCES = 3
NOTICE_DAYS = 30
NOT_A_VERB = frozenset([
    "the", "a", "an", "this", "that", "these", "those", "it", "they", "you", "your", "our", "we", "i", "customer", "customers", "if", "when",
])
MOBILE = re.compile(r"^(?:\+44\s*|0)7\d")
PERSON = re.compile(r"^[a-z]{2,}\.[a-z]{2,}\d*@", re.IGNORECASE)
SPEC = "content-standard 5.2"


def _sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?=\s+[A-Z\"'“(]|\s*\Z)", text.strip()))


def steps(subject: Subject) -> Iterator[Finding]:
    for place, row in enumerate(subject.rows("steps")):
        instruction = str(row.get("instruction") or "")
        path = f"steps.{place}.instruction"
        if _sentences(instruction) > STEP_SENTENCES:
            yield Finding(path, f"Step {place + 1} has more than {STEP_SENTENCES} sentences. Split it into two steps.")
        if instruction.split(" ")[0].lower().strip(",.:") in NOT_A_VERB - {"if", "when"}:
            yield Finding(path, f"Step {place + 1} starts with {instruction.split(' ')[0]!r}. Start with what to do, such as Ask or Check.", WARNING)


def action_labels(subject: Subject) -> Iterator[Finding]:
    for place, row in enumerate(subject.rows("actions")):
        start = str(row.get("label") or "").split(" ")[0]
        if start.lower() in NOT_A_VERB:
            yield Finding(f"actions.{place}.label", f"The action starts with {start!r}. Start with a verb, such as Report or Pay.")


def action_authorities(subject: Subject) -> Iterator[Finding]:
    for place, row in enumerate(subject.rows("actions")):
        for slug in row.get("urls") if isinstance(row.get("urls"), dict) else ():
            if slug != "all" and slug not in subject.vocabularies.authorities and slug not in subject.vocabularies.clusters:
                yield Finding(f"actions.{place}.urls", f"{slug} is not an authority. Use its short name (slug), or all.")


def objective(subject: Subject) -> Iterator[Finding]:
    text = subject.text("objective")
    if text and not text.lower().startswith("after this you can"):
        yield Finding("objective", "The objective starts with: After this you can … Say what the learner can do.")


def transcript(subject: Subject) -> Iterator[Finding]:
    form = subject.metadata.get("format")
    if form in ("audio", "video") and not is_given(subject.metadata.get("transcript")):
        yield Finding("transcript", f"Training in {form} needs a transcript, for people who cannot hear it. Add transcript.")
    if form == "video" and not is_given(subject.metadata.get("captions")):
        yield Finding("captions", "A video needs captions. Attach them and name the file in captions.")


def notice_dates(subject: Subject) -> Iterator[Finding]:
    first, last = subject.metadata.get("starts"), subject.metadata.get("ends")
    if not (isinstance(first, date) and isinstance(last, date)):
        return
    if last < first:
        yield Finding("ends", f"The notice ends ({last}) before it starts ({first}). Correct one of them.")
    elif (last - first).days > NOTICE_DAYS:
        yield Finding("ends", f"The notice runs for {(last - first).days} days; {NOTICE_DAYS} are the most. It can be renewed.")


def ways_to_reach(subject: Subject) -> Iterator[Finding]:
    ways = ("phones", "email", "form_url", "post_address", "out_of_hours")
    if not any(is_given(subject.metadata.get(way)) for way in ways):
        yield Finding("phones", f"The card gives no way to reach them. Add one of {', '.join(ways)}.")


def no_person(subject: Subject) -> Iterator[Finding]:
    if subject.metadata.get("public_ok") in (False, "no"):
        return
    for place, row in enumerate(subject.rows("phones")):
        if MOBILE.match(str(row.get("number") or "")):
            yield Finding(f"phones.{place}.number", "A mobile number may be one person's. Give a team's number, or set public_ok to no.")
    if PERSON.match(subject.text("email")):
        yield Finding("email", "The address looks like one person's. Give the address of a role or team.", WARNING)


def explained(subject: Subject) -> Iterator[Finding]:
    if not is_given(subject.metadata.get("parts")) and subject.body is not None and not subject.body.strip():
        yield Finding("parts", "Guidance needs text: write the body, or add parts.")


CHECKS = (
    Check("PROC-1", ERROR, SPEC, "A step starts with what to do and has at most 3 sentences.", steps, ("procedure",),
          fails={"steps": ["Ask. Then look. Then say. Then wait. ", "Check the date.", "Close the contact."]}),
    Check("SERV-1", WARNING, SPEC, "The label of an action starts with a verb.", action_labels, ("service",),
          fails={"actions": [{"label": "The form for bins"}]}),
    Check("SERV-2", ERROR, SPEC, "An action's addresses belong to authorities that exist.", action_authorities, ("service",),
          fails={"actions": [{"label": "Report it", "urls": {"atlantis": "https://example.org"}}]}),
    Check("TRAIN-1", WARNING, SPEC, "An objective starts with: After this you can …", objective, ("training",),
          fails={"objective": "Learn about bins."}),
    Check("TRAIN-2", ERROR, "content-standard 5.2; WCAG 1.2", "Audio and video have a transcript, video has captions.", transcript,
          ("training",), fails={"format": "video"}),
    Check("NOTICE-1", ERROR, SPEC, "A notice ends after it starts, at most 30 days later.", notice_dates, ("notice",),
          fails={"starts": date(2026, 11, 1), "ends": date(2027, 2, 1)}),
    Check("CONT-1", ERROR, SPEC, "A contact card gives at least one way to reach them.", ways_to_reach, ("contact",), fails={"phones": None}),
    Check("CONT-2", ERROR, SPEC, "A public contact card names no personal mobile and no person's address.", no_person, ("contact",),
          passes={"public_ok": False, "phones": [{"title": "Duty officer", "number": "07700 900123"}]},
          fails={"phones": [{"title": "Duty officer", "number": "07700 900123"}]}),
    Check("GUID-1", ERROR, SPEC, "Guidance has text.", explained, ("guidance",)),
)
