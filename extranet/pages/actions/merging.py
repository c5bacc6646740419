"""A save over somebody else's put together with theirs, so that neither text is lost: fields by field, the text by lines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extranet.pages.actions.drafting import completed
from extranet.pages.actions.reading import read_revision
from extranet.pages.fieldtext import OF_THE_CHANGE
from extranet.pages.merging import Stretch, lines_of, merge, settled, weave
from extranet.pages.model import NoSuchPage, Page, PageDraft, Revision
from extranet.pages.passages import whereabouts
from extranet.pages.store.values import as_json
from extranet.standard import all_content_types, fields_of

OWN = (*OF_THE_CHANGE, "type")  # what the second save says about itself, and what no save changes


@dataclass(frozen=True)
class FieldClash:
    """A field that both changed. `may_be_both`: it is a list, or text of several lines, which can hold both."""

    name: str
    label: str
    theirs: Any
    yours: Any
    may_be_both: bool


@dataclass(frozen=True)
class TextClash:
    """A place of the text that both changed; `woven` has both changes word by word where they fit together."""

    number: int
    where: str
    stretch: Stretch
    woven: str | None


@dataclass(frozen=True)
class Together:
    """Two changes of a page. `theirs` is the revision that was saved first, `fields` what both agree on, `text` the stretches of the body."""

    theirs: Page | Revision
    yours: PageDraft
    fields: Mapping[str, Any]
    field_clashes: tuple[FieldClash, ...]
    text: tuple[Stretch, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nobody has to choose anything."""
        return not self.field_clashes and not any(one.is_clash for one in self.text)

    @cached_property
    def text_clashes(self) -> tuple[TextClash, ...]:
        lines: list[str] = []
        found = []
        for one in self.text:
            lines += one.theirs if one.is_clash else one.merged
            if one.is_clash:
                places = whereabouts(lines)
                found.append(TextClash(len(found), places[-1] if places else "", one, weave(one)))
        return tuple(found)

    def draft(self, choices: Mapping[str, str]) -> PageDraft:
        """What the two become when clashes are settled as chosen: 'text.0' or 'field.<name>' to theirs, yours, both or woven.

        Where nothing was chosen both texts stand, one after the other; of a single value yours does.
        """
        fields = dict(self.fields)
        for one in self.field_clashes:
            fields[one.name] = _settled_field(one, choices.get(f"field.{one.name}", "both" if one.may_be_both else "yours"))
        lines: list[str] = []
        number = 0
        for one in self.text:
            lines += settled(one, choices.get(f"text.{number}", "both")) if one.is_clash else one.merged
            number += one.is_clash
        return PageDraft({name: value for name, value in fields.items() if value not in (None, "", [], {})}, "\n".join(lines))


def put_together(site, actor, theirs: Page | Revision, yours: PageDraft, slug: str, base_number: int) -> Together:
    """`yours` was begun from revision `base_number` of the page at `slug`; `theirs` was saved since.

    A base that is not there, or that the actor may not read, counts as empty: then everything is asked about.
    """
    types = all_content_types(site)
    whole = completed(yours, types)
    try:
        base = read_revision(site, actor, slug, base_number)
        base_fields, base_body = base.metadata, base.body
    except NoSuchPage:
        base_fields, base_body = {}, ""
    labels = {one.name: one.label for one in fields_of(theirs.metadata.get("type"), types)}
    fields: dict[str, Any] = {}
    clashes = []
    for name in {**theirs.metadata, **whole.metadata}:
        sides = base_fields.get(name), theirs.metadata.get(name), whole.metadata.get(name)
        value, is_clash = (sides[2], False) if name in OWN else _merged_field(*sides)
        fields[name] = value
        if is_clash:
            clashes.append(FieldClash(name, labels.get(name, name), sides[1], sides[2], _may_be_both(*sides[1:])))
    text = merge(lines_of(base_body), lines_of(theirs.body), lines_of(whole.body))
    return Together(theirs, whole, fields, tuple(clashes), tuple(text))


def _merged_field(base: Any, theirs: Any, yours: Any) -> tuple[Any, bool]:
    """(the value of both changes, whether somebody has to choose)."""
    if theirs == yours or yours == base:
        return theirs, False
    if theirs == base:
        return yours, False
    if isinstance(theirs, list) and isinstance(yours, list):
        return _merged_list(base if isinstance(base, list) else [], theirs, yours)
    if isinstance(theirs, Mapping) and isinstance(yours, Mapping):
        was = base if isinstance(base, Mapping) else {}
        parts = {name: _merged_field(was.get(name), theirs.get(name), yours.get(name)) for name in {**theirs, **yours}}
        return {name: value for name, (value, _) in parts.items() if value is not None}, any(is_clash for _, is_clash in parts.values())
    if isinstance(theirs, str) and isinstance(yours, str):
        found = merge(lines_of(base if isinstance(base, str) else ""), lines_of(theirs), lines_of(yours))
        if not any(one.is_clash for one in found):
            return "\n".join(line for one in found for line in one.merged), False
    return yours, True


def _merged_list(base: list, theirs: list, yours: list) -> tuple[list, bool]:
    """Terms: theirs, without what you took out, and what you put in. Rows: where both changed the same row, somebody chooses."""
    if not any(isinstance(one, (Mapping, list)) for one in (*base, *theirs, *yours)):
        kept = [one for one in theirs if one in yours or one not in base]
        return kept + [one for one in yours if one not in base and one not in kept], False
    rows = {key: row for side in (base, theirs, yours) for key, row in zip(_keys(side), side, strict=True)}
    found = merge(_keys(base), _keys(theirs), _keys(yours))
    is_clash = any(one.is_clash for one in found)
    return (yours, True) if is_clash else ([rows[key] for one in found for key in one.merged], False)


def _keys(rows: list) -> list[str]:
    return [json.dumps(as_json(row), sort_keys=True) for row in rows]


def _may_be_both(theirs: Any, yours: Any) -> bool:
    are_lists = isinstance(theirs, list) and isinstance(yours, list)
    return are_lists or (isinstance(theirs, str) and isinstance(yours, str) and "\n" in theirs + yours)


def _settled_field(clash: FieldClash, choice: str) -> Any:
    if choice == "theirs":
        return clash.theirs
    if choice != "both" or not clash.may_be_both:
        return clash.yours
    if isinstance(clash.theirs, list):
        return clash.theirs + [one for one in clash.yours if one not in clash.theirs]
    return f"{clash.theirs}\n{clash.yours}"
