"""What the pages themselves are worth, how long customers waited, and the judging of drawn links."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, NotFound
from extranet.standard import vocabularies
from extranet.web import Page, add_notice, render
from extranet_plugins.front_line_forum import access, judging, measures, standing, waits
from extranet_plugins.front_line_forum.judging import Sample
from extranet_plugins.front_line_forum.measures import SPANS, Line, Span
from extranet_plugins.front_line_forum.model import CHANNELS, OUTCOMES
from extranet_plugins.front_line_forum.standing import Standing
from extranet_plugins.front_line_forum.views.blueprint import as_csv, at_desk, bp, name_of
from extranet_plugins.front_line_forum.views.measure import asked, scopes_for
from extranet_plugins.front_line_forum.waits import Wait

LARGEST_SHEET_BYTES = 1024 * 1024
ANSWER_PLOTS = {
    "currency_share": "Pages within their review date",
    "confirmed_share": "Pages confirmed in 90 days",
    "coverage_share": "Required local texts that are there",
    "helped_share": "Readers who said that a page answered it",
    "reuse_share": "Answers from a page that was there",
}
ANSWER_HEADS = ("Within review date, %", "Confirmed in 90 days, %", "Required local texts, %", "Answered it, %", "Reused, %", "New pages")
WAIT_PLOTS = {"soon_share": "Answered within 20 seconds", "median": "Median wait", "ninetieth": "Nine of ten answered within"}
WAIT_HEADS = ("Contacts", "Median, seconds", "Nine of ten within, seconds", "Within 20 seconds, %")
Choices = tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class FiguresPage(Page):
    """Measures by one thing as plot, table and CSV. `take_in` offers the form for queue figures; `sheet` is what came back."""

    template: ClassVar[str] = "front_line_forum/answers.html"
    title: str
    span: Span
    by_words: str
    by_tabs: Choices
    spans: Choices
    scopes: Choices
    plots: Choices
    plot_title: str
    unit: str
    bars: tuple[tuple[str, float], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple, ...]
    notes: tuple[str, ...]
    csv_url: str
    may_take_in: bool = False
    sheet: str = ""
    fault: str = ""


@dataclass(frozen=True)
class JudgePage(Page):
    """One drawn contact and its page; None when there is none left. `judged` counts the judgements of the authority's last four weeks."""

    template: ClassVar[str] = "front_line_forum/judge.html"
    sample: Sample | None
    service: str
    customer: str
    channel: str
    outcome: str
    authority: str
    judged: Line


@bp.get("/measures/answers")
def show_answers():
    site, actor = at_desk()
    by, _weeks, _scope, span, lines = _answers(site, actor)
    notes = (
        "Counted at night over the pages that everybody who signs in may read. A week shows its last night.",
        "Authority: the owner of a page for its review, the customer’s for local texts and answers to “Did this answer it?”, the adviser’s for reuse.",
        "Reused: contacts that ended on a page, over those and the pages that were new.",
    )
    return _figures_page(site, actor, "What the pages are worth", standing.BY, ANSWER_PLOTS, by, span, lines, (ANSWER_HEADS, _answer_row), notes, "answers")


@bp.get("/measures/answers.csv")
def answers_csv():
    site, actor = at_desk()
    by, _weeks, _scope, _span, lines = _answers(site, actor)
    return as_csv("answers", (standing.BY[by], *ANSWER_HEADS), ((line.name, *_answer_row(line)) for line in lines))


@bp.get("/measures/waits")
def show_waits():
    return _waits_page()


@bp.get("/measures/waits.csv")
def waits_csv():
    site, actor = at_desk()
    by, _span, lines = _waits(site, actor)
    return as_csv("waits", (waits.BY[by], *WAIT_HEADS), ((line.name, *_wait_row(line)) for line in lines))


@bp.post("/measures/waits")
def take_in_waits():
    site, actor = at_desk()
    sheet = request.form.get("sheet", "")
    try:
        sheet = _sheet() or sheet
        number = waits.take_in(site, actor, sheet)
    except BadInput as fault:
        return _waits_page(sheet, fault.sentence, 422)
    add_notice(f"{number} rows of queue figures are kept for {name_of(site, access.standing_in(site, actor.authority))}.")
    return redirect(url_for("front_line_forum.show_waits"), code=303)


@bp.get("/links")
def show_link():
    site, actor = at_desk()
    sample = judging.next_sample(site, actor)
    own = access.standing_in(site, actor.authority)
    judged = measures.whole(site, Span.of_weeks(site.clock.today(), judging.WEEKS), own)
    contact = sample.contact if sample else None
    known = vocabularies(site).services
    service = known[contact.service].name if contact and contact.service in known else "Not known"
    customer = name_of(site, contact.customer_authority) if contact else ""
    channel = CHANNELS.get(contact.channel, "") if contact else ""
    return render(JudgePage(sample, service, customer, channel, OUTCOMES.get(contact.outcome, "") if contact else "", name_of(site, own), judged))


@bp.post("/links/<int:contact_id>")
def judge_link(contact_id):
    site, actor = at_desk()
    said = request.form.get("said", "")
    if said not in ("right", "wrong"):
        raise BadInput("Say whether the page was the right one.", "said")
    judging.judge(site, actor, contact_id, said == "right")
    add_notice("Counted as right." if said == "right" else "Counted as wrong.")
    return redirect(url_for("front_line_forum.show_link"), code=303)


def _answers(site, actor) -> tuple[str, int, str, Span, list[Standing]]:
    by, weeks, scope = asked(site, actor, standing.BY)
    span = Span.of_weeks(site.clock.today(), weeks)
    return by, weeks, scope, span, standing.lines_by(site, by, span, scope)


def _waits(site, actor) -> tuple[str, Span, list[Wait]]:
    by, weeks, scope = asked(site, actor, waits.BY)
    span = Span.of_weeks(site.clock.today(), weeks)
    return by, span, waits.lines_by(site, by, span, scope)


def _waits_page(sheet: str = "", fault: str = "", status: int = 200):
    site, actor = at_desk()
    by, span, lines = _waits(site, actor)
    notes = ("From the authorities’ telephone systems; nothing here is measured by the extranet.",)
    may_take_in = bool(access.may(site, actor, "queue.arrange", access.standing_in(site, actor.authority)))
    columns, more = (WAIT_HEADS, _wait_row), {"may_take_in": may_take_in, "sheet": sheet, "fault": fault}
    return _figures_page(site, actor, "How long customers waited", waits.BY, WAIT_PLOTS, by, span, lines, columns, notes, "waits", status, **more)


def _figures_page(site, actor, title, offered, plotted, by, span, lines, columns, notes, name, status=200, **more):
    plot = request.args.get("plot", next(iter(plotted)))
    if plot not in plotted:
        raise NotFound("There is no such measure.")
    _by, weeks, scope = asked(site, actor, offered)

    def link(**changed) -> str:
        asked_for = {"by": by, "weeks": weeks, "scope": scope, "plot": plot} | changed
        return f"/-/desk/measures/{name}?" + "&".join(f"{one}={value}" for one, value in asked_for.items())

    heads, row_of = columns
    page = FiguresPage(
        title,
        span,
        offered[by],
        tuple((words, link(by=one), one == by) for one, words in offered.items()),
        tuple((f"{number} weeks", link(weeks=number), number == weeks) for number in SPANS),
        tuple((words, link(scope=slug), slug == scope) for slug, words in scopes_for(site, actor)) if name == "waits" else (),
        tuple((words, link(plot=one), one == plot) for one, words in plotted.items()),
        plotted[plot],
        " %" if plot.endswith("_share") else " s",
        tuple((line.name, getattr(line, plot)) for line in lines if getattr(line, plot) is not None)[:60],
        heads,
        tuple((line.name, *("–" if cell is None else cell for cell in row_of(line))) for line in lines),
        notes,
        link().replace("?", ".csv?", 1),
        **more,
    )
    return render(page, status=status)


def _answer_row(line: Standing) -> tuple:
    return line.currency_share, line.confirmed_share, line.coverage_share, line.helped_share, line.reuse_share, line.new


def _wait_row(line: Wait) -> tuple:
    return line.contacts, line.median, line.ninetieth, line.soon_share


def _sheet() -> str:
    """The text of the file that came; '' when none did. BadInput when it is too large or not UTF-8."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return ""
    given = file.read(LARGEST_SHEET_BYTES + 1)
    if len(given) > LARGEST_SHEET_BYTES:
        raise BadInput("The file is larger than 1 MB.", "sheet")
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("The file is not UTF-8 text. Save it as “CSV UTF-8”.", "sheet") from None
