"""A whole source, looked at or brought in."""

import tempfile
from pathlib import Path

from extranet.errors import BadInput
from extranet.portal.bringing import store
from extranet.portal.bringing.mapping import FieldMap, read_map
from extranet.portal.bringing.model import KINDS, REFUSED, Chosen, Line, Report, Source
from extranet.portal.bringing.naming import Names
from extranet.portal.bringing.preparing import Read, Told, addresses, prepared, read_items
from extranet.portal.bringing.reading import files_below, open_source
from extranet.portal.bringing.supervisor import Reader
from extranet.portal.bringing.writing import write_page
from extranet.standard import AUDIENCES, all_content_types, vocabularies

LONGEST_KEY = 400


def check_chosen(site, chosen: Chosen) -> FieldMap:
    """The map, read. BadInput names the field of what cannot be chosen."""
    known = vocabularies(site)
    if chosen.kind not in KINDS:
        raise BadInput(f"The kind is one of {', '.join(KINDS)}, not “{chosen.kind}”.", "kind")
    if not chosen.name.strip() or len(chosen.name) > 120:
        raise BadInput("Give the source a name of at most 120 letters; the same name next time means the same pages.", "name")
    if chosen.group and chosen.group not in known.groups:
        raise BadInput(f"There is no working group “{chosen.group}”.", "group")
    if chosen.owner and chosen.owner not in known.authorities:
        raise BadInput(f"There is no authority “{chosen.owner}”.", "owner")
    if chosen.audience not in {getattr(one, "value", one) for one in AUDIENCES}:
        raise BadInput(f"The audience cannot be “{chosen.audience}”.", "audience")
    if chosen.type not in all_content_types(site):
        raise BadInput(f"There is no type of page “{chosen.type}”.", "type")
    return read_map(chosen.map_text)


def bring_source(site, actor, given: Path, chosen: Chosen, is_preview: bool, told: Told = lambda what, done, total: None) -> Report:
    """Bring every page of the source in, each wholly or not at all; with `is_preview` nothing is written.

    SourceRefused when the source as a whole is no good, BadInput for what was chosen. May be killed at any moment and asked again.
    """
    mapping = check_chosen(site, chosen)
    work_below = site.settings.data_dir / "bringing"
    work_below.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="work-", dir=work_below) as folder, Reader() as reader:
        source = open_source(reader, given, chosen.kind, Path(folder))
        read = read_items(reader, source, Path(folder), told)
        report = Report(chosen.name, source.kind, is_preview)
        _bring(site, actor, source, read, chosen, mapping, report, told)
    return report


def _bring(site, actor, source: Source, read: list[Read], chosen: Chosen, mapping: FieldMap, report: Report, told: Told) -> None:
    with site.db.reading() as connection:
        before = store.of_source(connection, chosen.name)
        slugs, moved = addresses(connection, read, before)
    names = Names(source, {one.item.key: one.title for one in read}, files_below(source.root))
    for done, one in enumerate(read, 1):
        report.lines.append(_line(site, actor, one, chosen, mapping, (names, slugs, moved), before, report.is_preview))
        told("Looking" if report.is_preview else "Writing", done, len(read))


def _line(site, actor, one: Read, chosen: Chosen, mapping: FieldMap, places, before, is_preview: bool) -> Line:
    if one.why_not:
        return Line(one.item.key, one.title, "", REFUSED, (one.why_not,))
    if len(one.item.key) > LONGEST_KEY:
        return Line(one.item.key, one.title, "", REFUSED, ("Its path in the source is too long.",))
    ready = prepared(one, chosen, mapping, *places)
    if ready is None:
        return Line(one.item.key, one.title, "", REFUSED, ("The map leaves it out.",))
    missing = [name for name in ("owner_authority", "working_group") if not ready.draft.metadata.get(name)]
    if missing:
        return Line(one.item.key, one.title, "", REFUSED, ("Nobody is named to keep it: choose a working group and an authority, or map it.",))
    return write_page(site, actor, chosen.name, ready, before.get(one.item.key), is_preview)
