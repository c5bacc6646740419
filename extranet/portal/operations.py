"""Every operation of the API, in one table: the routes and the OpenAPI document are both made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from extranet.portal.shapes import BATCH_LIMIT, LIST_LIMIT

PREFIX = "/api/v1"
BYTES = "bytes"  # a body that is a file, not JSON


@dataclass(frozen=True)
class Parameter:
    """A value in the path, the query or a header of a request."""

    name: str
    where: str
    help: str
    kind: str = "string"
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """One method at one address.

    `path` is written as OpenAPI does ({slug}). `takes` names the shape of the body (BYTES for an uploaded file); `gives` maps a
    status to the shape of its answer, '' for an empty one. Problem answers that any operation can give (ALWAYS) are not repeated.
    """

    name: str
    method: str
    path: str
    summary: str
    gives: Mapping[int, str]
    takes: str = ""
    parameters: tuple[Parameter, ...] = field(default=())
    scope: str = "read"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_answers(self) -> dict[int, str]:
        """Every status this operation can answer with, and its shape."""
        usual = OPEN_ALWAYS if not self.scope else ALWAYS
        if self.takes:
            usual = usual | TAKING
        return dict(sorted({**usual, **self.gives}.items()))


OPEN_ALWAYS = {400: "Problem", 405: "Problem", 422: "Problem", 500: "Problem"}
ALWAYS = OPEN_ALWAYS | {401: "Problem", 403: "Problem", 404: "Problem", 429: "Problem", 503: "Problem"}
TAKING = {413: "Problem", 415: "Problem"}
ETAG = {"ETag": "The number of the page's revision, in quotes: give it back as If-Match to change the page."}

SLUG = Parameter("slug", "path", "The page's address, as in /wiki/<slug>.", required=True)
CURSOR = Parameter("cursor", "query", "`next` of the part before; nothing for the first part.")
LIMIT = Parameter("limit", "query", f"How many at most, 1 to {LIST_LIMIT}.", "integer")
HTML = Parameter("html", "query", "1 to have the body as HTML for readers too.", "integer")
CUSTOMER = Parameter("for", "query", "Slug of the customer's authority: its own text is chosen.")
TEXT = Parameter("q", "query", "What is looked for.", required=True)
IF_MATCH = Parameter("If-Match", "header", 'The revision the change starts from, in quotes: "7". Without it: 428.')
TOKEN = Parameter("Idempotency-Key", "header", "A word of yours for this one save, at most 80 characters. Sent again, nothing is saved twice.")

OPERATIONS: tuple[Operation, ...] = (
    Operation("openapi", "GET", "/openapi.json", "This description.", {200: "Description"}, scope=""),
    Operation(
        "list_pages", "GET", "/pages", "Pages you may read, by title or as changed last.", {200: "PageList"},
        parameters=(
            CURSOR, LIMIT,
            Parameter("type", "query", "Only this content type."),
            Parameter("group", "query", "Only this working group's."),
            Parameter("authority", "query", "Only what this authority answers for."),
            Parameter("area", "query", "Only what holds for this authority's customers."),
            Parameter("service", "query", "Only this service (its LGSL number).", "integer"),
            Parameter("status", "query", "Only pages in this state; `any` for all states. Live pages otherwise."),
            Parameter("order", "query", "title, updated (newest first) or review (most overdue first)."),
        ),
    ),
    Operation(
        "create_page", "POST", "/pages", "Make a page. Without a slug it is made from the title.", {201: "Page", 409: "Problem", 422: "FaultyPage"},
        takes="NewPage", parameters=(TOKEN,), scope="write", headers=ETAG | {"Location": "Where the page is read."},
    ),
    Operation(
        "load_pages", "POST", "/pages:batch", f"Make or change up to {BATCH_LIMIT} pages in one go; each stands or falls alone.",
        {200: "BatchReport"}, takes="Batch", scope="write",
    ),
    Operation("read_page", "GET", "/pages/{slug}", "One page with its text.", {200: "Page"}, parameters=(SLUG, HTML, CUSTOMER), headers=ETAG),
    Operation(
        "update_page", "PUT", "/pages/{slug}", "Save a new revision of a page.",
        {200: "Page", 412: "StalePage", 422: "FaultyPage", 428: "Problem"},
        takes="PageDraft", parameters=(SLUG, IF_MATCH, TOKEN), scope="write", headers=ETAG,
    ),
    Operation("delete_page", "DELETE", "/pages/{slug}", "Put a page into the bin, where it can be restored.", {204: ""}, parameters=(SLUG,), scope="write"),
    Operation(
        "list_revisions", "GET", "/pages/{slug}/revisions", "Who changed a page, when and why, newest first.", {200: "RevisionList"},
        parameters=(SLUG, CURSOR, LIMIT),
    ),
    Operation(
        "read_revision", "GET", "/pages/{slug}/revisions/{number}", "One saved state of a page.", {200: "Revision"},
        parameters=(SLUG, Parameter("number", "path", "The revision's number, from 1.", "integer", required=True)),
    ),
    Operation("list_attachments", "GET", "/pages/{slug}/attachments", "Files attached to a page.", {200: "AttachmentList"}, parameters=(SLUG,)),
    Operation(
        "add_attachment", "POST", "/pages/{slug}/attachments", "Attach a file; a name that is there already gets a new version.", {201: "Attachment"},
        takes=BYTES, parameters=(SLUG, Parameter("name", "query", "The file's name.", required=True)), scope="write",
    ),
    Operation(
        "read_attachment", "GET", "/pages/{slug}/attachments/{name}", "The bytes of an attached file.", {200: BYTES},
        parameters=(SLUG, Parameter("name", "path", "The file's name.", required=True)),
    ),
    Operation(
        "search", "GET", "/search", "Pages that answer, best first, each with the passages that do.", {200: "SearchResults"},
        parameters=(
            TEXT, CUSTOMER,
            Parameter("type", "query", "Only this content type; may be given several times."),
            Parameter("authority", "query", "Only this authority's; may be given several times."),
            Parameter("group", "query", "Only this working group's; may be given several times."),
            Parameter("service", "query", "Only this service; may be given several times."),
            Parameter("page", "query", "Which part of the list, from 1.", "integer"),
            LIMIT,
        ),
    ),
    Operation("suggest", "GET", "/suggest", "What the first letters may become.", {200: "SuggestionList"}, parameters=(TEXT, CUSTOMER)),
    Operation("list_authorities", "GET", "/authorities", "Every authority there is, was or will be.", {200: "AuthorityList"}),
    Operation("list_services", "GET", "/services", "The services people ask about, by LGSL number.", {200: "ServiceList"}, parameters=(CURSOR, LIMIT)),
)


def operation(name: str) -> Operation:
    """The operation of this name; KeyError when there is none."""
    for one in OPERATIONS:
        if one.name == name:
            return one
    raise KeyError(name)
