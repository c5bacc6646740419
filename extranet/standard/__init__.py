"""The information-content standard: content types, fields, vocabularies and checks, as data.

model.py            what the standard is made of: terms, Field, ContentType, Fault
common_fields.py    the fields every page has; work_types.py and reference_types.py the nine types' own
content_types.py    types by name, fields in order, defaults
store.py            reads the vocabulary files of the content folder
front_matter.py     reads and writes content files
checks/             one small function per rule, with its id, severity and source
actions.py          the vocabularies of a site; checking a folder of content files
answers.py          what the standard adds to the menu
views.py  cli.py    the standard's own pages under /-/standard; `extranet standard check`
"""

from extranet.standard.actions import CheckedFile, all_content_types, check_file, check_folder, vocabularies
from extranet.standard.checks import CHECKS, Check, check_metadata
from extranet.standard.common_fields import AUDIENCES, CONFIDENCE, GOVERNANCE, LOCALISABLE, STATUSES
from extranet.standard.content_types import (
    COMMON_FIELDS,
    CONTENT_TYPES,
    content_type,
    field_order,
    fields_of,
    services_of,
    with_defaults,
)
from extranet.standard.front_matter import ContentFile, Metadata, read_front_matter, read_yaml, write_content_file, write_yaml
from extranet.standard.model import (
    ADVICE,
    ERROR,
    WARNING,
    AuthorityTerm,
    Choice,
    Cluster,
    ContentType,
    Fault,
    Field,
    Function,
    Interaction,
    LifeEpisode,
    Rule,
    Service,
    UnreadableContent,
    Vocabularies,
    WorkingGroup,
)
from extranet.standard.store import load_vocabularies

__all__ = [
    "ADVICE", "AUDIENCES", "CHECKS", "COMMON_FIELDS", "CONFIDENCE", "CONTENT_TYPES", "ERROR", "GOVERNANCE", "LOCALISABLE", "STATUSES",
    "WARNING", "AuthorityTerm", "Check", "CheckedFile", "Choice", "Cluster", "ContentFile", "ContentType", "Fault", "Field",
    "Function", "Interaction", "LifeEpisode", "Metadata", "Rule", "Service", "UnreadableContent", "Vocabularies",
    "WorkingGroup", "all_content_types", "check_file", "check_folder", "check_metadata", "content_type", "field_order", "fields_of",
    "load_vocabularies", "read_front_matter", "read_yaml", "services_of", "vocabularies", "with_defaults",
    "write_content_file", "write_yaml",
]
