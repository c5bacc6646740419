"""Content types that are looked up: policies, contact cards and notices. Source: content-standard 5.2, 6 to 8."""

from extranet.standard.model import Choice, ContentType, Field, Rule
from extranet.standard.work_types import several

POLICY = ContentType(
    "policy", "Policy or standard", "A rule that a body adopted, with its date and the authorities it applies to.", 12,
    (
        Field("plain_summary", "In plain words", "text", True, rule=Rule(max_words=80), place="answer"),
        Field("statement", "Statement", "block", True, "What was adopted.", place="answer"),
        Field("adopted_by", "Adopted by", "mapping", True, rule=Rule(columns=(
            Field("body", "Body", "line", True),
            Field("date", "On", "date"),
        ), bare="body"), place="beside"),
        Field("effective_from", "In force from", "date", True, place="beside"),
        Field("replaces", "Replaces", "lines", rule=Rule(max_items=10), place="beside"),
        Field("applies_to", "Applies to", "refs", True, "Authorities, or all.", Rule(vocabulary="authority", words_allowed=("all",)), "beside"),
        Field("exceptions", "Exceptions", "lines", rule=Rule(max_items=20), place="detail"),
        Field("full_document", "Full document", "text", help="A web page rather than a file.", place="detail"),
        several("approvals", "Adopted where", [
            Field("authority", "Authority", "ref", True, rule=Rule(vocabulary="authority")),
            Field("decision", "Decision", "enum", True, rule=Rule(choices=(
                Choice("adopted", "Adopted"), Choice("adopted with change", "Adopted with change"),
                Choice("not adopted", "Not adopted"), Choice("not confirmed", "Not confirmed")))),
            Field("date", "On", "date"),
            Field("note", "Note", "text"),
        ], place="detail"),
    ),
)

CONTACT = ContentType(
    "contact", "Contact card", "How to reach one authority, team or outside body, and how to transfer to it.", 3,
    (
        Field("body_name", "Name", "line", True, rule=Rule(max_length=120), place="answer"),
        Field("authority", "Authority", "ref", True, "The authority it belongs to, or external.",
              Rule(vocabulary="authority", words_allowed=("external",)), "answer"),
        Field("purpose", "What it is for", "text", True, rule=Rule(max_words=60), place="answer"),
        several("phones", "Phone", [
            Field("title", "For", "line", True),
            Field("number", "Number", "line", True),
            Field("textphone", "Textphone", "line"),
            Field("charge_note", "Charge", "line"),
        ], "number", max_items=8, place="do"),
        Field("email", "Email", "email", help="A role's address, never a person's.", place="do"),
        Field("form_url", "Form", "url", place="do"),
        Field("post_address", "Post", "mapping", rule=Rule(columns=(
            Field("lines", "Lines", "words", True),
            Field("postcode", "Postcode", "line", rule=Rule(max_length=10)),
        )), place="detail"),
        Field("hours", "Hours", "mapping", True, rule=Rule(columns=(
            several("weekly", "Week", [
                Field("days", "Days", "line", True),
                Field("opens", "From", "line"),
                Field("closes", "To", "line"),
            ], "days", max_items=7),
            Field("bank_holidays", "Bank holidays", "line"),
            Field("exceptions", "Exceptions", "lines"),
            Field("note", "Note", "text"),
        ), bare="note"), place="answer"),
        Field("out_of_hours", "Out of hours", "text", place="do"),
        Field("transfer_type", "Transfer", "enum", True, rule=Rule(choices=(
            Choice("warm", "Warm", "Stay on, introduce the caller, hear them accept."),
            Choice("cold allowed", "Cold allowed", "May be passed on unheard, when it is open."),
            Choice("none", "None", "Give the number; do not transfer."))), place="do"),
        Field("queue_id", "Queue", "line", rule=Rule(max_length=80)),
        Field("what_they_need_from_us", "What they need from us", "lines", rule=Rule(max_items=12), place="ask"),
        Field("response_time", "How soon they answer", "text", place="beside"),
        Field("public_ok", "May be given to the public", "yes_no", True, place="beside"),
    ),
    needs=("lgsl_ids",),
)

NOTICE = ContentType(
    "notice", "Notice or alert", "A change or disruption with a script and an end date.", 1,
    (
        Field("level", "Level", "enum", True, rule=Rule(choices=(
            Choice("information", "Information"), Choice("service change", "Service change"),
            Choice("disruption", "Disruption"), Choice("emergency", "Emergency", "Needs two people, or somebody on call."))), place="answer"),
        Field("headline", "Headline", "line", True, rule=Rule(max_length=65), place="answer"),
        Field("what_changed", "What changed", "text", True, rule=Rule(max_words=80), place="answer"),
        Field("what_to_say", "Say", "text", True, "A script of at most 60 words.", Rule(max_words=60), "do"),
        Field("affects", "Affects", "mapping", True, "Pages that share a service and an area show the notice.", Rule(columns=(
            Field("lgsl_ids", "Services", "refs", rule=Rule(vocabulary="service")),
            Field("areas", "Areas", "refs", rule=Rule(vocabulary="authority", words_allowed=("all",))),
        )), "beside"),
        Field("starts", "From", "date", True, place="beside"),
        Field("ends", "Until", "date", True, "At most 30 days after the start; it can be renewed.", place="beside"),
        Field("supersedes", "Takes the place of", "refs", rule=Rule(vocabulary="page", max_items=5), place="beside"),
    ),
)
