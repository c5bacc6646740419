"""The content type "Proposal for the standard": what a group wants changed in the standard or a vocabulary, and why."""

from extranet.plugin import PageType
from extranet.standard import Choice, ContentType, Field, Rule

PROPOSAL = PageType("information_managers_group", ContentType(
    "proposal", "Proposal for the standard", "A change to the standard or a vocabulary that a group asks for.", 6,
    (
        Field("concerns", "Concerns", "enum", True, "What would change.", Rule(choices=(
            Choice("content type", "A content type"), Choice("check", "A check"), Choice("vocabulary", "A vocabulary"))), "beside"),
        Field("change_wanted", "Change wanted", "text", True, "At most 120 words.", Rule(max_words=120), "answer"),
        Field("why", "Why", "text", True, "What goes wrong without it.", Rule(max_words=120), "answer"),
        Field("effects", "What it would change", "lines", help="Pages, groups and routines it touches.", rule=Rule(max_items=12), place="detail"),
        Field("outcome", "What was decided", "enum", rule=Rule(choices=(
            Choice("open", "Not decided"), Choice("accepted", "Accepted"), Choice("rejected", "Rejected"))), place="beside", default="open"),
    ),
))
