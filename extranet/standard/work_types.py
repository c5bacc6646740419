"""Content types an adviser works with while a customer waits, and what teaches them. Source: content-standard 5.2, 1 to 5 and 9."""

from extranet.standard.model import Choice, ContentType, Field, Rule

TIERS = (Choice("county", "County"), Choice("district", "District or borough"), Choice("unitary", "Unitary"),
         Choice("parish", "Parish or town"), Choice("national", "National"), Choice("external", "Outside body"))
CHANNELS = (Choice("phone", "Phone"), Choice("web", "Web"), Choice("email", "Email"), Choice("face-to-face", "Face to face"),
            Choice("post", "Post"))
RISKS = (Choice("safeguarding", "Safeguarding"), Choice("fraud", "Fraud"), Choice("data", "Personal data"))
SLA_CLASSES = (
    Choice("P1", "P1", "Warm transfer at once."),
    Choice("P2", "P2", "4 working hours."),
    Choice("P3", "P3", "Acknowledge in 1 working day, reply in 5."),
    Choice("P4", "P4", "Acknowledge in 2 working days, reply in 10."),
)
OUTCOME_CODES = (
    Choice("resolved", "Resolved"), Choice("resolved_after_lookup", "Resolved after looking it up"),
    Choice("warm_transfer", "Warm transfer"), Choice("cold_transfer", "Cold transfer"), Choice("e_referral", "E-referral"),
    Choice("callback", "Call back"), Choice("signposted", "Signposted"), Choice("abandoned", "Abandoned"),
    Choice("wrong_number", "Wrong number"),
)
RESOLUTIONS = (Choice("resolve", "Settle it"), Choice("refer", "Refer it"), Choice("signpost", "Signpost"))
OUTCOME_TYPES = (*RESOLUTIONS, Choice("emergency", "Emergency"))


def several(name, label, columns, bare="", kind="rows", **more) -> Field:
    """A field of rows; a row written as plain text fills the column `bare`."""
    limits = {key: more.pop(key) for key in ("min_items", "max_items") if key in more}
    return Field(name, label, kind, rule=Rule(columns=tuple(columns), bare=bare, **limits), **more)


SERVICE = ContentType(
    "service", "Service entry", "What a service is, who is responsible and what an adviser can do about it.", 6,
    (
        Field("lgsl_id", "Service", "ref", True, "The one service of the esd list (LGSL) this entry is for.", Rule(vocabulary="service"), "beside"),
        Field("what_it_is", "What it is", "text", True, "At most 60 words, fit to be read aloud.", Rule(max_words=60), "answer"),
        Field("who_is_responsible", "Who is responsible", "text", help="Worked out from the list of responsibilities.", place="answer",
              set_by="system"),
        Field("eligibility", "Who can have it", "lines", rule=Rule(max_items=12), place="detail"),
        Field("cost", "What it costs", "lines", help="Use facts, such as {{fact:waste.bulky.price}}.", rule=Rule(max_items=12), place="detail"),
        Field("how_long", "How long it takes", "text", place="detail"),
        Field("need_to_know", "Need to know", "lines", True, "2 to 7 points.", Rule(min_items=2, max_items=7), "answer"),
        several("ask_the_customer", "Ask the customer", [
            Field("question", "Question", "text", True),
            Field("reason", "Why we ask", "text"),
        ], "question", required=True, min_items=1, max_items=12, place="ask", help="In the order to ask them, each with its reason."),
        several("actions", "Do it now", [
            Field("label", "Label", "line", True, "Starts with a verb.", Rule(max_length=80)),
            Field("lgil", "What the customer does", "ref", rule=Rule(vocabulary="interaction"), default=8),
            Field("urls", "Address by authority", "urls", help="Authority slug and https address; all for one address everywhere."),
            Field("channel", "Channel", "enum", rule=Rule(choices=CHANNELS)),
        ], "label", required=True, min_items=1, max_items=12, place="do"),
        Field("resolve_now", "Settle it now", "text", True, "A page link such as [[missed-bin]], or the text itself.", place="do"),
        several("refer_to", "Refer to", [
            Field("tier", "Tier", "enum", rule=Rule(choices=TIERS)),
            Field("queue", "Desk or queue", "text", True),
        ], "queue", required=True, min_items=1, max_items=8, place="do"),
        Field("contact", "Contacts", "refs", True, "Contact cards.", Rule(vocabulary="page", min_items=1, max_items=24), "beside"),
        Field("map_area", "Map area", "refs", help="GSS codes.", rule=Rule(vocabulary="gss")),
    ),
)

PROCEDURE = ContentType(
    "procedure", "Procedure", "The steps an adviser takes to settle or refer one kind of contact.", 6,
    (
        Field("goal", "Goal", "text", True, "What is true when it is done.", Rule(max_words=60), "answer"),
        Field("before_you_start", "Before you start", "lines", rule=Rule(max_items=10), place="ask"),
        several("steps", "Steps", [
            Field("instruction", "Instruction", "text", True, "Starts with a verb; at most 3 sentences."),
            Field("why", "Why", "text"),
            Field("system", "System", "line"),
            Field("screenshot", "Screenshot", "line"),
            Field("screenshot_text", "What the screenshot shows", "line"),
            Field("est_minutes", "Minutes", "number", rule=Rule(lowest=0, highest=480)),
            Field("variants", "Where it differs", "text"),
        ], "instruction", "steps", required=True, min_items=3, max_items=15, place="do"),
        several("stop_and_refer_if", "Stop and refer if", [
            Field("condition", "If", "text", True),
            Field("target", "Refer to", "text", True),
        ], required=True, min_items=1, max_items=10, place="ask"),
        Field("outcome_script", "Say at the end", "text", True, "What the customer hears.", Rule(max_words=120), "do"),
        Field("sla_class", "Time class", "enum", True, rule=Rule(choices=SLA_CLASSES), place="beside"),
        Field("wrap_up_codes", "Outcome codes", "choices", True, rule=Rule(choices=OUTCOME_CODES, min_items=1), place="beside"),
        Field("risk", "Risk", "choices", rule=Rule(choices=RISKS), place="answer"),
    ),
)

GUIDANCE = ContentType(
    "guidance", "Guidance", "Background in parts, for reading rather than for a customer who is waiting.", 12,
    (
        Field("key_points", "Key points", "lines", True, "3 to 5 points.", Rule(min_items=3, max_items=5), "answer"),
        several("parts", "Parts", [
            Field("slug", "Address", "line"),
            Field("title", "Title", "line", True),
            Field("body", "Text", "block", help="At most 800 words.", rule=Rule(max_words=800)),
        ], "title", max_items=20, place="detail", help="The parts of a long page; the Markdown body does as well."),
    ),
)

QA = ContentType(
    "qa", "Question and answer", "One question in the caller's words and an answer that can be read aloud.", 6,
    (
        Field("customer_question", "The customer asks", "line", True, "In the caller's own words; may be a question.", Rule(max_length=150), "answer"),
        Field("other_wordings", "Other wordings", "words", rule=Rule(max_length=150, max_items=20)),
        Field("short_answer", "Answer", "text", True, "At most 45 words, fit to be read aloud.", Rule(max_words=45), "answer"),
        Field("detail", "More", "block", place="detail"),
        Field("environment", "Where it holds", "mapping", True, "Authorities, services and circumstances the answer is true for.", Rule(columns=(
            Field("authorities", "Authorities", "refs", rule=Rule(vocabulary="authority", words_allowed=("all",))),
            Field("services", "Services", "refs", rule=Rule(vocabulary="service")),
            Field("circumstances", "Circumstances", "lines"),
        )), "beside"),
        Field("sources", "Sources", "lines", True, "Where the answer comes from.", Rule(min_items=1, max_items=12), "beside"),
        Field("resolution_type", "What it settles", "enum", rule=Rule(choices=RESOLUTIONS), place="beside"),
    ),
)

TRAINING = ContentType(
    "training", "Training material", "A lesson with an objective, a level and an exercise.", 12,
    (
        Field("objective", "Objective", "text", True, "Starts with: After this you can …", Rule(max_words=60), "answer"),
        Field("level", "Level", "enum", True, rule=Rule(choices=(
            Choice("starter", "Starter"), Choice("core", "Core"), Choice("specialist", "Specialist"))), place="beside"),
        Field("minutes", "Minutes", "number", True, rule=Rule(lowest=1, highest=600), place="beside"),
        Field("format", "Format", "enum", True, rule=Rule(choices=(
            Choice("page", "Page"), Choice("slides", "Slides"), Choice("video", "Video"), Choice("audio", "Audio"),
            Choice("exercise", "Exercise"), Choice("scenario", "Scenario"))), place="beside"),
        Field("transcript", "Transcript", "block", help="Needed for video and audio.", place="detail"),
        Field("captions", "Captions", "line", help="Name of the attached captions file; needed for video.", place="hidden"),
        Field("exercise", "Exercise", "mapping", rule=Rule(columns=(
            Field("scenario", "Scenario", "text", True),
            Field("expected_outcome", "Outcome code", "enum", rule=Rule(choices=OUTCOME_CODES)),
            Field("expected_pages", "Pages to find", "refs", rule=Rule(vocabulary="page")),
        ), bare="scenario"), place="do"),
        Field("pass_mark", "Pass mark, per cent", "number", rule=Rule(lowest=0, highest=100), place="beside"),
        Field("prerequisites", "Do first", "lines", rule=Rule(max_items=10), place="ask"),
        Field("counts_towards", "Counts towards", "line", place="beside"),
        Field("linked_pages", "Pages it teaches", "refs", True, "A change in one of them asks for a look at this lesson.",
              Rule(vocabulary="page", min_items=1, max_items=30), "beside"),
    ),
)

DECISION = ContentType(
    "decision", "Decision guide", "Questions to ask in order until one outcome is reached.", 6,
    (
        Field("start_text", "Start", "text", True, "What to say before the first question.", place="answer"),
        several("nodes", "Questions and outcomes", [
            Field("kind", "Kind", "enum", True, rule=Rule(choices=(Choice("question", "Question"), Choice("outcome", "Outcome")))),
            Field("slug", "Address", "line", True),
            Field("title", "Title", "line", True),
            Field("body", "Text", "text"),
            Field("help", "Help for the adviser", "text"),
            several("options", "Options", [
                Field("label", "Label", "line", True),
                Field("slug", "Address", "line"),
                Field("next_node", "Goes to", "line", True),
            ], max_items=7),
            Field("outcome_type", "Outcome", "enum", rule=Rule(choices=OUTCOME_TYPES)),
            Field("target", "Refer to", "text"),
            Field("script", "Say", "text"),
            Field("page", "Page", "ref", rule=Rule(vocabulary="page")),
        ], kind="nodes", required=True, min_items=2, max_items=80, place="do"),
    ),
)
