"""Checks that follow from the description of the fields: META-1 to META-7, LGSL-1, LGIL-1."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from difflib import get_close_matches

from extranet.standard.checks.model import Check, Finding, Placed, Subject, is_given
from extranet.standard.model import ERROR, Field

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
GSS = re.compile(r"[A-Z][0-9]{8}\Z")
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+\Z")
COUNTED_ELSEWHERE = frozenset({"functions", "lgsl_ids"})
OWN_VOCABULARY_CHECK = frozenset({"service", "function", "interaction"})
VOCABULARY_LABELS = {
    "service": "a service of the LGSL list", "function": "a function of the esd tree", "episode": "a life episode",
    "group": "a working group", "authority": "an authority", "cluster": "a cluster", "interaction": "an interaction of the LGIL list",
}


def unknown_fields(subject: Subject) -> Iterator[Finding]:
    """Top-level fields and columns that the type does not have."""
    yield from _unknown_names(subject.metadata, subject.fields, "", _kind_of_page(subject))
    for placed in subject.values:
        rows = placed.value if isinstance(placed.value, list) else [placed.value]
        if placed.field.rendered not in ("rows", "mapping"):
            continue
        for place, row in enumerate(rows):
            if isinstance(row, dict):
                prefix = f"{placed.path}.{place}." if placed.field.rendered == "rows" else f"{placed.path}."
                yield from _unknown_names(row, placed.field.rule.columns, prefix, f"{placed.field.name}")


def _unknown_names(mapping: dict, fields, prefix: str, where: str) -> Iterator[Finding]:
    names = [one.name for one in fields]
    for name in mapping:
        if name not in names:
            near = get_close_matches(str(name), names, 1, 0.6)
            hint = f"Did you mean {near[0]}?" if near else "Remove it, or put it in the text."
            yield Finding(f"{prefix}{name}", f"The field {name} does not exist in {where}. {hint}")


def _kind_of_page(subject: Subject) -> str:
    return f"a page of type {subject.type.name}" if subject.type else "the standard"


def missing_fields(subject: Subject) -> Iterator[Finding]:
    """Required fields that are not there, in rows too."""
    needs = subject.type.needs if subject.type else ()
    for one in subject.fields:
        # an empty list of episodes is a forgotten one: the word none says it was thought about
        if (one.required or one.name in needs) and not is_given(subject.metadata.get(one.name)):
            yield Finding(one.name, f"{one.name} is missing. {_how_to_fill(one)}")
    for placed in subject.values:
        for path, row in _rows_of(placed):
            for column in placed.field.rule.columns:
                if column.required and not is_given(row.get(column.name)):
                    yield Finding(f"{path}.{column.name}", f"{placed.field.name} needs {column.name} in every row. {_how_to_fill(column)}")


def _rows_of(placed: Placed) -> Iterator[tuple[str, dict]]:
    if placed.field.rendered == "mapping" and isinstance(placed.value, dict):
        yield placed.path, placed.value
    if placed.field.rendered == "rows" and isinstance(placed.value, list):
        for place, row in enumerate(placed.value):
            if isinstance(row, dict):
                yield f"{placed.path}.{place}", row


def _how_to_fill(one: Field) -> str:
    if one.help:
        return one.help
    if one.rule.choices:
        return f"Use one of: {_values(one)}."
    return f"Add {one.label[0].lower() + one.label[1:]}."


def _values(one: Field) -> str:
    return ", ".join(choice.value for choice in one.rule.choices)


# --- kinds --------------------------------------------------------------------------------------------------------


def wrong_kinds(subject: Subject) -> Iterator[Finding]:
    """Values of another shape than the field's kind."""
    for placed in subject.values:
        trouble = trouble_with(placed.field, placed.value)
        if trouble:
            yield Finding(placed.path, f"{placed.field.name} {trouble}")


def trouble_with(one: Field, value) -> str | None:
    """What is wrong with the shape, as the rest of a sentence that starts with the field's name; None when nothing is."""
    if value in one.rule.words_allowed if isinstance(value, str) else False:
        return None
    return _SHAPES[one.kind](one, value)


def _is_word(value) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _line(one, value):
    if not _is_word(value):
        return "must be text. Put quotes around it if it looks like a date or a list."
    return "must stand on one line. Shorten it or join its lines." if "\n" in str(value).strip() else None


def _text(one, value):
    return None if _is_word(value) else "must be text. Write it after the colon, or indented under `|`."


def _list_of_text(one, value):
    if not isinstance(value, list):
        return "must be a list. Write each entry on its own line after a dash."
    return None if all(_is_word(part) for part in value) else "must be a list of texts. Put quotes around an entry that holds a colon."


def _date(one, value):
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return None if is_day else f"is {value!r}, which is not a day. Write it as 2027-05-01."


def _datetime(one, value):
    if isinstance(value, date):
        return None
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return f"is {value!r}, which is not a time. Write it as 2027-05-01T09:00:00+00:00."
    return None


def _number(one, value):
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return None if is_number else f"is {value!r}; it must be a number."


def _yes_no(one, value):
    return None if isinstance(value, bool) else f"is {value!r}; write yes or no."


def _enum(one, value):
    return None if isinstance(value, str) else f"is {value!r}; it must be one word of the list: {_values(one)}."


def _ref(one, value):
    wants = int if one.rule.vocabulary in OWN_VOCABULARY_CHECK else str
    if isinstance(value, wants) and not isinstance(value, bool):
        return None
    return f"is {value!r}; it must be one {'number' if wants is int else 'short name (slug)'}."


def _refs(one, value):
    if not isinstance(value, list):
        words = f", or the word {' or '.join(one.rule.words_allowed)}" if one.rule.words_allowed else ""
        return f"must be a list, such as [one, two]{words}."
    return next((trouble for part in value if (trouble := _ref(one, part))), None)


def _url(one, value):
    good = isinstance(value, str) and value.startswith("https://") and not re.search(r"\s", value)
    return None if good else f"is {value!r}; write the whole address, starting with https://."


def _urls(one, value):
    addresses = list(value.values()) if isinstance(value, dict) else [value]
    return next((trouble for address in addresses if (trouble := _url(one, address))), None)


def _email(one, value):
    return None if isinstance(value, str) and EMAIL.match(value) else f"is {value!r}, which is not an email address."


def _rows(one, value):
    if not isinstance(value, list):
        return "must be a list. Start each row with a dash."
    if all(isinstance(row, dict) for row in value):
        return None
    return f"needs fields in every row: {', '.join(one.column_names)}."


def _mapping(one, value):
    return None if isinstance(value, dict) else f"needs fields under it: {', '.join(one.column_names)}."


_SHAPES = {
    "line": _line, "words": _list_of_text, "enum": _enum, "choices": _list_of_text, "number": _number, "date": _date,
    "datetime": _datetime, "yes_no": _yes_no, "ref": _ref, "refs": _refs, "url": _url, "urls": _urls, "email": _email,
    "text": _text, "block": _text, "lines": _list_of_text, "rows": _rows, "steps": _rows, "nodes": _rows, "mapping": _mapping,
}

# --- limits and lists ---------------------------------------------------------------------------------------------


def _well_formed(subject: Subject) -> Iterator[Placed]:
    return (placed for placed in subject.values if trouble_with(placed.field, placed.value) is None)


def bad_choices(subject: Subject) -> Iterator[Finding]:
    for path, one, value in _well_formed(subject):
        for word in value if isinstance(value, list) else [value]:
            allowed = [choice.value for choice in one.rule.choices]
            if allowed and word not in allowed:
                near = get_close_matches(str(word), allowed, 1, 0.6)
                hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(allowed)}."
                yield Finding(path, f"{one.name} is {word!r}, which is not in its list. {hint}")


def too_long(subject: Subject) -> Iterator[Finding]:
    """Texts over the field's characters or words; title and summary have checks of their own."""
    for path, one, value in _well_formed(subject):
        if path in ("title", "summary"):
            continue
        for text in value if isinstance(value, list) else [value]:
            if not isinstance(text, str):
                continue
            if one.rule.max_length and len(text) > one.rule.max_length:
                yield Finding(path, f"{one.name} has {len(text)} characters; {one.rule.max_length} are the most. Shorten it.")
            if one.rule.max_words and len(text.split()) > one.rule.max_words:
                yield Finding(path, f"{one.name} has {len(text.split())} words; {one.rule.max_words} are the most. Shorten it.")


def too_many(subject: Subject) -> Iterator[Finding]:
    """Lists outside the field's limits, and numbers outside theirs."""
    for path, one, value in _well_formed(subject):
        rule = one.rule
        if isinstance(value, list) and path not in COUNTED_ELSEWHERE:
            if rule.max_items and len(value) > rule.max_items:
                yield Finding(path, f"{one.name} has {len(value)} entries; {rule.max_items} are the most. Take some out.")
            if rule.min_items and len(value) < rule.min_items:
                yield Finding(path, f"{one.name} has {len(value)} entries; it needs at least {rule.min_items}.")
        if isinstance(value, (int, float)) and one.kind == "number":
            if rule.lowest is not None and value < rule.lowest:
                yield Finding(path, f"{one.name} is {value}; it cannot be under {rule.lowest}.")
            if rule.highest is not None and value > rule.highest:
                yield Finding(path, f"{one.name} is {value}; it cannot be over {rule.highest}.")


def unknown_terms(subject: Subject, *vocabularies: str) -> Iterator[Finding]:
    """References to terms that the named vocabularies do not hold."""
    for path, one, value in _well_formed(subject):
        if one.rule.vocabulary in vocabularies:
            known = subject.vocabularies.terms(one.rule.vocabulary)
            for term in _terms(one, value):
                if term not in known:
                    yield Finding(path, f"{term} is not {VOCABULARY_LABELS[one.rule.vocabulary]}. {_nearest(term, known)}")


def _terms(one: Field, value) -> list:
    if isinstance(value, list):
        return value
    return [] if value in one.rule.words_allowed else [value]


def _nearest(term, known) -> str:
    near = get_close_matches(str(term), [str(key) for key in known], 1, 0.7) if isinstance(term, str) else []
    return f"Did you mean {near[0]}?" if near else "Look it up under Standard, Vocabularies."


def other_unknown_terms(subject: Subject) -> Iterator[Finding]:
    yield from unknown_terms(subject, "episode", "group", "authority", "cluster")
    for path, one, value in _well_formed(subject):
        for term in _terms(one, value):
            if one.rule.vocabulary == "page" and not SLUG.match(term):
                yield Finding(path, f"{term!r} is not the address of a page. Use its short name, such as missed-bin-collection.")
            if one.rule.vocabulary == "gss" and not GSS.match(term):
                yield Finding(path, f"{term!r} is not a GSS code. It is one capital letter and 8 digits.")


SPEC = "content-standard 5.1, 5.2"

CHECKS = (
    Check("META-1", ERROR, SPEC, "A page has only fields that its type has.", unknown_fields, fails={"titel": "Missed bin"}),
    Check("META-2", ERROR, SPEC, "Every required field is there.", missing_fields, fails={"owner_authority": None}),
    Check("META-3", ERROR, SPEC, "Every value has the shape of its field.", wrong_kinds, fails={"everyday_terms": "missed bin"}),
    Check("META-4", ERROR, SPEC, "Words of a closed list are in that list.", bad_choices, fails={"audience": "everybody"}),
    Check("META-5", ERROR, SPEC, "Texts are within the characters and words of their field.", too_long,
          fails={"short_answer": "word " * 46}, types=()),
    Check("META-6", ERROR, SPEC, "Lists and numbers are within the limits of their field.", too_many, fails={"related": ["a"] * 13}),
    Check("META-7", ERROR, SPEC, "Authorities, groups and life episodes are in the vocabularies, and pages are named by their address.",
          other_unknown_terms, passes={"life_episodes": "none"}, fails={"working_group": "bin-group"}),
    Check("LGSL-1", ERROR, "content-standard 1.1", "Every service number is in the LGSL list.", lambda s: unknown_terms(s, "service"),
          passes={"lgsl_ids": [524]}, fails={"lgsl_ids": [524, 999999]}),
    Check("LGIL-1", ERROR, "content-standard 1.1", "Every interaction code is in the LGIL list.", lambda s: unknown_terms(s, "interaction"),
          passes={"lgil_codes": [8]}, fails={"lgil_codes": [99]}),
)
