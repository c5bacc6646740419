"""The fields every page has. Source: content-standard 5.1; the ids of rules are those of the standard."""

from extranet.standard.model import Choice, Field, Rule

AUDIENCES = (
    Choice("team", "The working group", "Members of the accountable group."),
    Choice("authority", "One authority", "Staff of the owning authority."),
    Choice("all-authorities", "All authorities", "Everyone who signs in."),
    Choice("public", "Public", "Anyone, without signing in."),
)
READER_ROLES = (
    Choice("adviser", "Adviser"),
    Choice("team leader", "Team leader"),
    Choice("specialist", "Specialist"),
    Choice("content designer", "Content designer"),
    Choice("trainer", "Trainer"),
)
LOCALISABLE = (
    Choice("none", "The same everywhere"),
    Choice("optional", "May differ", "An authority may add its own text."),
    Choice("required", "Must differ", "Every authority in the area needs its own text, or a waiver."),
)
CONFIDENCE = (
    Choice("wip", "Work in progress", "No answer yet."),
    Choice("not_validated", "Not validated", "An answer nobody has confirmed."),
    Choice("validated", "Validated", "Confirmed by somebody who may, or by use."),
    Choice("archived", "Archived", "Kept for the record; left out of search."),
)
GOVERNANCE = (
    Choice("experience-based", "Experience-based", "Licensed staff may fix it at once."),
    Choice("compliance-based", "Compliance-based", "Only the owner group may fix it; others flag."),
)
STATUSES = (
    Choice("draft", "Draft"),
    Choice("in_review", "In review"),
    Choice("live", "Live"),
    Choice("superseded", "Superseded", "Another page replaces it."),
    Choice("withdrawn", "Withdrawn", "Needs an explanation in status_note."),
    Choice("redirected", "Redirected", "Needs the other page in redirect_to."),
    Choice("gone", "Gone"),
)
UPDATE_TYPES = (
    Choice("major", "Major", "Readers need to know what changed."),
    Choice("minor", "Minor", "A correction that changes no meaning."),
)


def type_field(choices: tuple[Choice, ...]) -> Field:
    """The field that names the content type; the types are its choices."""
    return Field("type", "Content type", "enum", True, "What kind of page this is. It decides the other fields.", Rule(choices=choices))


BEFORE_TYPE = (
    Field("title", "Title", "line", True, "A statement in sentence case, at most 65 characters.", Rule(max_length=100), "answer"),
)
AFTER_TYPE = (
    Field("summary", "Summary", "line", True, "What the page is for, in one sentence that ends with a full stop.", Rule(max_length=160), "answer"),
    Field("everyday_terms", "Callers' words", "words", help="What callers call it. Search finds the page by these words.",
          rule=Rule(max_length=60, max_items=40)),
    Field("tags", "Tags", "words", help="Words that bring together pages of different services, such as christmas. At most 10.",
          rule=Rule(max_length=40, max_items=10)),
    Field("owner_authority", "Accountable authority", "ref", True, "The authority that answers for the page.",
          Rule(vocabulary="authority"), "beside"),
    Field("working_group", "Accountable group", "ref", True, "The group that keeps the page right.", Rule(vocabulary="group"), "beside"),
    Field("audience", "Who may read it", "enum", True, rule=Rule(choices=AUDIENCES), place="beside"),
    Field("reader_role", "Written for", "choices", rule=Rule(choices=READER_ROLES)),
    Field("functions", "Functions", "refs", True, "1 to 3 functions of the esd tree, the lower level where there is one.",
          Rule(vocabulary="function", min_items=1, max_items=3), "beside"),
    Field("lgsl_ids", "Services", "refs", help="Numbers of the esd service list (LGSL), at most 5.",
          rule=Rule(vocabulary="service", max_items=5), place="beside"),
    Field("lgil_codes", "What the customer does", "refs", help="Codes of the esd interaction list (LGIL).",
          rule=Rule(vocabulary="interaction", max_items=5)),
    Field("life_episodes", "Life episodes", "refs", True, "The episodes of a person's life this belongs to, or none.",
          Rule(vocabulary="episode", words_allowed=("none",), max_items=8), "beside"),
    Field("area", "Area", "refs", help="Authorities where the page is true, or all.",
          rule=Rule(vocabulary="authority", words_allowed=("all",)), place="beside", default="all"),
    Field("localisable", "Local text", "enum", rule=Rule(choices=LOCALISABLE), default="none",
          help="Whether authorities may or must add their own text."),
    Field("localises", "Local page of", "ref", help="The shared page this page is the local version of.", rule=Rule(vocabulary="page")),
    Field("confidence", "Trust", "enum", rule=Rule(choices=CONFIDENCE), place="beside", default="not_validated"),
    Field("governance", "Who may fix it", "enum", rule=Rule(choices=GOVERNANCE), place="beside", default="experience-based"),
    Field("status", "State", "enum", rule=Rule(choices=STATUSES), default="draft"),
    Field("status_note", "Why it is in this state", "line", help="Needed for a withdrawn page.", rule=Rule(max_length=300)),
    Field("redirect_to", "Goes to", "ref", help="Needed for a redirected page.", rule=Rule(vocabulary="page")),
    Field("update_type", "Kind of change", "enum", rule=Rule(choices=UPDATE_TYPES), default="major"),
    Field("change_note", "What changed, and why", "line", help="For readers: what is different, in at least 20 characters.",
          rule=Rule(max_length=300)),
    Field("review_by", "Review by", "date", True, "The day the group looks at it again; not further away than the type allows.", place="beside"),
    Field("valid_from", "True from", "date", help="Before this day the page is left out of browsing and search."),
    Field("valid_to", "True until", "date", help="After this day the page is left out of browsing and search."),
    Field("legal_basis", "Law", "lines", help="Act and section. Needed where the text says must.", rule=Rule(max_items=10), place="detail"),
    Field("related", "Related pages", "refs", help="Pages to read next.", rule=Rule(vocabulary="page", max_items=12), place="beside"),
    Field("licence", "Licence", "line", rule=Rule(max_length=80), default="OGL v3.0"),
    Field("version", "Revision", "number", rule=Rule(lowest=1), set_by="system"),
    Field("previous_version", "Revision before", "number", rule=Rule(lowest=0), set_by="system"),
    Field("created", "Created", "datetime", set_by="system"),
    Field("updated", "Updated", "datetime", set_by="system", place="beside"),
    Field("published", "Published", "datetime", set_by="system"),
    Field("last_confirmed", "Last confirmed", "datetime", set_by="system", place="beside",
          help="Moves at a review, and when an adviser says the page was right."),
)
