"""Measures as plots, tables and CSV; who answered for whom."""

from dataclasses import dataclass
from typing import ClassVar

from flask import request

from extranet.authorities import current_authorities
from extranet.errors import NotFound
from extranet.web import Page, render
from extranet_plugins.front_line_forum import access, measures, standing, waits
from extranet_plugins.front_line_forum.measures import BY, SPANS, TARGET_PERCENT, Line, Matrix, Span
from extranet_plugins.front_line_forum.standing import Standing
from extranet_plugins.front_line_forum.views.blueprint import as_csv, at_desk, bp, governs, name_of, whole_number
from extranet_plugins.front_line_forum.waits import Wait

PLOTTED = {
    "kept_promise_share": "Resolved, or accepted by the first authority it was sent to",
    "resolved_share": "Resolved at first contact",
    "accuracy_share": "Referrals accepted by the first authority",
    "link_share": "Contacts with a page",
    "link_accuracy_share": "Drawn links judged right",
    "search_share": "Searches that found a page within a minute",
}
HEADS = (
    "Contacts",
    "Resolved at first contact, %",
    "Resolved or accurately referred, %",
    "Referral accuracy, %",
    "Avoidable, %",
    "With a page, %",
    "Links judged right, %",
    "Search success, %",
    "Seconds to find",
    "Seconds each",
)


@dataclass(frozen=True)
class MeasuresPage(Page):
    """Measures of a span by week, service, authority or channel; `bars` are the chosen one's figures."""

    template: ClassVar[str] = "front_line_forum/measures.html"
    whole: Line
    lines: tuple[Line, ...]
    by_tabs: tuple[tuple[str, str, bool], ...]
    spans: tuple[tuple[str, str, bool], ...]
    scopes: tuple[tuple[str, str, bool], ...]
    plots: tuple[tuple[str, str, bool], ...]
    plot_title: str
    bars: tuple[tuple[str, float], ...]
    target: int | None
    heads: tuple[str, ...]
    by_words: str
    csv_url: str
    span: Span
    pages: Standing
    wait: Wait
    may_judge: bool


@dataclass(frozen=True)
class MatrixPage(Page):
    """Authority of the adviser against that of the customer. `log` is the count of the log itself."""

    template: ClassVar[str] = "front_line_forum/matrix.html"
    matrix: Matrix
    names: dict[str, str]
    is_whole: bool
    log: int
    span: Span
    spans: tuple[tuple[str, str, bool], ...]
    weeks: int


@bp.get("/measures")
def show_measures():
    site, actor = at_desk()
    by, weeks, scope = asked(site, actor, BY)
    span = Span.of_weeks(site.clock.today(), weeks)
    lines = measures.lines_by(site, by, span, scope)
    plot = request.args.get("plot", "kept_promise_share")
    if plot not in PLOTTED:
        raise NotFound("There is no such measure.")
    bars = tuple((line.name, getattr(line, plot)) for line in lines if getattr(line, plot) is not None)[:60]

    def link(**changed) -> str:
        return "?" + "&".join(f"{name}={value}" for name, value in ({"by": by, "weeks": weeks, "scope": scope, "plot": plot} | changed).items())

    return render(
        MeasuresPage(
            measures.whole(site, span, scope),
            tuple(lines),
            tuple((words, link(by=name), name == by) for name, words in BY.items()),
            tuple((f"{number} weeks", link(weeks=number), number == weeks) for number in SPANS),
            tuple((words, link(scope=slug), slug == scope) for slug, words in scopes_for(site, actor)),
            tuple((words, link(plot=name), name == plot) for name, words in PLOTTED.items()),
            PLOTTED[plot],
            bars,
            TARGET_PERCENT if plot in ("kept_promise_share", "resolved_share") else None,
            HEADS,
            BY[by],
            f"/-/desk/measures.csv{link()}",
            span,
            standing.whole(site, span),
            waits.whole(site, span, scope),
            bool(access.may(site, actor, "link.judge")),
        )
    )


@bp.get("/measures.csv")
def measures_csv():
    site, actor = at_desk()
    by, weeks, scope = asked(site, actor, BY)
    lines = measures.lines_by(site, by, Span.of_weeks(site.clock.today(), weeks), scope)
    return as_csv("measures", (BY[by], *HEADS), ((line.name, *figures(line)) for line in lines))


@bp.get("/measures/matrix")
def show_matrix():
    site, actor = at_desk()
    found, span, weeks, is_whole = _matrix(site, actor)
    names = {slug: name_of(site, slug) for slug in {*found.rows, *found.columns}}
    spans = tuple((f"{number} weeks", f"?weeks={number}", number == weeks) for number in SPANS)
    return render(MatrixPage(found, names, is_whole, measures.log_count(site, span), span, spans, weeks))


@bp.get("/measures/matrix.csv")
def matrix_csv():
    site, actor = at_desk()
    found, _span, _weeks, _is_whole = _matrix(site, actor)
    heads = ("Adviser of", *(name_of(site, column) for column in found.columns), "All")
    rows = [(name_of(site, row), *(found.cells.get((row, column), 0) for column in found.columns), found.row_total(row)) for row in found.rows]
    return as_csv("on-behalf", heads, [*rows, ("All", *(found.column_total(column) for column in found.columns), found.total)])


def figures(line: Line) -> tuple:
    """A line's figures in the order of HEADS; None where there is nothing to divide."""
    return (
        line.contacts,
        line.resolved_share,
        line.kept_promise_share,
        line.accuracy_share,
        line.avoidable_share,
        line.link_share,
        line.link_accuracy_share,
        line.search_share,
        line.seconds_to_find,
        line.seconds_each,
    )


def asked(site, actor, offered) -> tuple[str, int, str]:
    """(by, weeks, scope) of the address. NotFound for what is not offered to this person."""
    by, weeks, scope = request.args.get("by", "week"), _weeks(), request.args.get("scope", "")
    if by not in offered or scope not in dict(scopes_for(site, actor)):
        raise NotFound("There are no such measures for you.")
    if by == "authority" and not scope and not governs(site, actor):
        scope = access.standing_in(site, actor.authority)
    return by, weeks, scope


def scopes_for(site, actor) -> list[tuple[str, str]]:
    """The partnership as a whole and one's own authority; every authority for the forum itself."""
    own = access.standing_in(site, actor.authority)
    slugs = [one.slug for one in current_authorities(site)] if governs(site, actor) else [own]
    return [("", "All authorities together"), *((slug, name_of(site, slug)) for slug in slugs)]


def _matrix(site, actor):
    weeks = _weeks()
    span, is_whole = Span.of_weeks(site.clock.today(), weeks), governs(site, actor)
    return measures.matrix(site, span, "" if is_whole else access.standing_in(site, actor.authority)), span, weeks, is_whole


def _weeks() -> int:
    weeks = whole_number(request.args.get("weeks", "13"))
    if weeks not in SPANS:
        raise NotFound("There is no such span of weeks.")
    return weeks
