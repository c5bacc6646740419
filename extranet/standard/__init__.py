"""The information-content standard: content types, fields, vocabularies and checks, as data.

model.py            what the standard is made of: terms, Field, ContentType, Fault
common_fields.py    the fields every page has; work_types.py and reference_types.py the nine types' own
content_types.py    types by name, fields in order, defaults
store.py            reads the vocabulary files of the content folder
routes.py           reads the journeys of life episodes and the customer groups
front_matter.py     reads and writes content files
text/               a Markdown text as the checks see it: blocks with lines, links, sentences
checks/             one small function per rule, with its id, severity and source
tables.py           changes to the standard and reasons why warnings stand; ruling.py and reasons.py use them
actions.py          the vocabularies of a site; checking a folder of content files
answers.py          what the standard adds to the menu, and who may change it
views.py            the standard's own pages under /-/standard
"""

from extranet.standard.actions import CheckedFile, all_content_types, check_file, check_folder, check_page, ruling_today, vocabularies
from extranet.standard.checks import CHECKS, VERSION, Check, check_metadata
from extranet.standard.checks.links import links_of_page
from extranet.standard.checks.personal import found_in as personal_in
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
    AvoidedWord,
    Change,
    Choice,
    Cluster,
    ContentType,
    CustomerGroup,
    Fault,
    Field,
    Function,
    Interaction,
    LifeEpisode,
    Reason,
    Rule,
    Ruling,
    Service,
    Step,
    UnreadableContent,
    Vocabularies,
    WorkingGroup,
)
from extranet.standard.reasons import adopt_reasons, blocks, keep_reasons, kept_reasons, needs_reason, reasons_in
from extranet.standard.ruling import (
    KEEPERS,
    change_words,
    changes_of,
    check_by_id,
    checked_change,
    decide_change,
    propose_change,
    read_change,
    ruling_on,
    withdraw_change,
)
from extranet.standard.store import load_vocabularies

__all__ = [
    "ADVICE", "AUDIENCES", "AuthorityTerm", "AvoidedWord", "CHECKS", "COMMON_FIELDS", "CONFIDENCE", "CONTENT_TYPES", "Change", "Check", "CustomerGroup", "Step",
    "CheckedFile", "Choice", "Cluster", "ContentFile", "ContentType", "ERROR", "Fault", "Field", "Function", "GOVERNANCE", "Interaction",
    "KEEPERS", "LOCALISABLE", "LifeEpisode", "Metadata", "Reason", "Rule", "Ruling", "STATUSES", "Service", "UnreadableContent", "VERSION",
    "Vocabularies", "WARNING", "WorkingGroup", "adopt_reasons", "all_content_types", "blocks", "change_words", "changes_of", "check_by_id", "check_file",
    "check_folder", "check_metadata", "check_page", "checked_change", "content_type", "decide_change", "field_order", "fields_of",
    "keep_reasons", "kept_reasons", "links_of_page", "load_vocabularies", "needs_reason", "personal_in", "propose_change", "read_change",
    "read_front_matter", "read_yaml", "reasons_in", "ruling_on", "ruling_today", "services_of", "vocabularies", "with_defaults",
    "withdraw_change", "write_content_file", "write_yaml",
]
