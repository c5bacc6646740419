"""Parts and a view become the markup of a page. Joins strings and looks things up; renders nothing."""

from __future__ import annotations

import re
from datetime import date

from markupsafe import Markup, escape

from .choosing import Choice, choose
from .facts import fact_markup
from .rows import OTHERWISE
from .view import ViewContext

INCLUDE_DEPTH = 3
INCLUDE_COUNT = 40
"""Most pages put into one, at any depth: each of them costs a look-up in every request."""
_ID_OR_OWN_LINK = re.compile(r'(<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")*?) (id="|href="#)')
_MISSING_LINK = '<span class="missing">%s<span class="visually-hidden"> (page not found)</span></span>'


def assemble(parts: list, view: ViewContext) -> Markup:
    """The markup of these parts for this reader and customer.

    Everything put in is escaped here or was sanitised at save. Titles are asked for once, for all links together.
    """
    return _Assembly(view).markup(parts)


class _Assembly:
    def __init__(self, view: ViewContext) -> None:
        self._view = view
        self._out: list[str] = []
        self._links: list[tuple[int, list]] = []
        self._chain: tuple[str, ...] = (view.slug,)
        self._includes = 0
        self._prefix = ""
        authority = view.authority
        self._whose = view.names.get(authority.slug, authority.name) if authority is not None else None

    def markup(self, parts: list) -> Markup:
        self._add(parts)
        self._fill_links()
        return Markup("".join(self._out))

    def _add(self, parts: list) -> None:
        for part in parts:
            if part[0] == "html":
                self._out.append(self._html(part[1]))
            else:
                self._ADD[part[0]](self, part)

    def _html(self, html: str) -> str:
        # The ids of an included or repeated text would stand twice on the page.
        return _ID_OR_OWN_LINK.sub(rf"\1 \2{self._prefix}", html) if self._prefix else html

    def _fact(self, part: list) -> None:
        key = part[1]
        self._out.append(fact_markup(key, self._view.facts(key), self._whose, is_text=len(part) > 2))

    def _link(self, part: list) -> None:
        self._links.append((len(self._out), part))
        self._out.append("")

    def _fill_links(self) -> None:
        """Puts every link in its place, now that one question has told which pages there are."""
        if not self._links:
            return
        titles = self._view.pages({part[1] for _, part in self._links})
        for place, part in self._links:
            self._out[place] = self._link_markup(part, titles.get(part[1]))

    def _link_markup(self, part: list, title: str | None) -> str:
        _, slug, fragment, words = part
        inner = words if isinstance(words, str) else self._words(words)
        if title is None:
            return _MISSING_LINK % (inner or escape(slug))
        anchor = f"#{escape(fragment)}" if fragment else ""
        return f'<a href="{escape(self._view.page_url(slug))}{anchor}">{inner or escape(title)}</a>'

    def _words(self, parts: list) -> str:
        return "".join(
            part[1] if part[0] == "html" else fact_markup(part[1], self._view.facts(part[1]), self._whose, True)
            for part in parts
            if part[0] in ("html", "fact")
        )

    def _file(self, part: list) -> None:
        url = self._attachment_url(part[1])
        words = part[2] if isinstance(part[2], str) else self._words(part[2])
        if url is None:
            self._out.append(f'<span class="missing">{words}<span class="visually-hidden"> (file not found)</span></span>')
        else:
            self._out.append(f'<a class="file" href="{escape(url)}">{words}</a>')

    def _image(self, part: list) -> None:
        _, name, alt, title = part
        url = self._attachment_url(name)
        if url is None:
            words = escape(alt or name)
            self._out.append(f'<span class="missing">{words}<span class="visually-hidden"> (picture not found)</span></span>')
            return
        named = f' title="{escape(title)}"' if title else ""
        self._out.append(f'<img src="{escape(url)}" alt="{escape(alt)}"{named} loading="lazy">')

    def _attachment_url(self, name: str) -> str | None:
        is_own = len(self._chain) == 1
        return self._view.attachment_url(name) if is_own else self._view.included_attachment_url(self._chain[-1], name)

    def _include(self, part: list) -> None:
        slug = part[1]
        refusal = self._refusal(slug)
        parts = None if refusal else self._view.include(slug)
        if parts is None:
            self._out.append(f'<p class="missing">The text of “{escape(slug)}” {refusal or "could not be found"}.</p>')
            return
        self._includes += 1
        chain, prefix = self._chain, self._prefix
        self._chain, self._prefix = (*chain, slug), f"{slug.replace('/', '-')}--"
        self._out.append(f'<div class="included" data-page="{escape(slug)}">')
        self._add(parts)
        self._out.append("</div>")
        self._chain, self._prefix = chain, prefix

    def _refusal(self, slug: str) -> str:
        """Why this page's text is not put in here, '' when it may be."""
        if slug in self._chain:
            return "is already part of this text"
        is_too_much = len(self._chain) > INCLUDE_DEPTH or self._includes >= INCLUDE_COUNT
        return "is not repeated here: too many pages stand within one another" if is_too_much else ""

    def _block(self, part: list) -> None:
        _, name, args, source, inner = part
        if self._view.block is None:
            self._add(inner)
            return
        outer, self._out = self._out, []
        links, self._links = self._links, []
        self._add(inner)
        self._fill_links()
        inside = Markup("".join(self._out))
        self._out, self._links = outer, links
        self._out.append(str(escape(self._view.block(name, args, source, inside))))

    def _variant(self, part: list) -> None:
        _, block_id, rows = part
        view = self._view
        choice = choose(rows, view.authority, view.on)
        self._out.append(f'<div class="variants" data-block="{escape(block_id)}">')
        if choice.base is not None:
            self._add(choice.base["parts"])
        if choice.local is not None:
            self._local(choice.local)
        elif choice.base is None or view.authority is None:
            self._prompt(rows)
        self._every_row(rows, choice)
        self._out.append("</div>")

    def _local(self, row: dict) -> None:
        if not row["parts"]:
            self._out.append(f'<p class="variant-none">This part does not apply to {escape(self._whose)}.</p>')
            return
        slug = escape(self._view.authority.slug)
        self._out.append(
            f'<div class="variant" data-authority="{slug}">'
            f'<p class="variant-label">For {escape(self._whose)} customers</p>'
        )
        self._add(row["parts"])
        self._out.append("</div>")

    def _prompt(self, rows: list) -> None:
        if self._view.authority is None:
            self._out.append('<p class="variant-prompt">Choose the customer’s council to see its text.</p>')
        elif self._view.localisable == "required":
            self._out.append(f'<p class="variant-missing">Not confirmed for {escape(self._whose)}{self._missing_help()}</p>')
        else:
            self._out.append(f'<p class="variant-none">No local text for {escape(self._whose)}.</p>')

    def _missing_help(self) -> str:
        """Where to ask instead, and one tap to say that it is missing. Source: content-standard.md 5.4."""
        slug, authority = self._chain[-1], escape(self._view.authority.slug)
        card = self._view.contact(self._view.authority.slug)
        ask = f' <a href="{escape(card[1])}">{escape(card[0])}</a>' if card else ""
        return f'.{ask} <a href="/-/flag?page={escape(slug)}&amp;kind=missing-local&amp;authority={authority}">Flag it</a>' if slug else ask

    def _every_row(self, rows: list, choice: Choice) -> None:
        self._out.append('<details class="variant-all"><summary>See all councils</summary>')
        prefix = self._prefix
        for number, row in enumerate(rows):
            self._out.append(f'<div class="variant-row"><p class="variant-label">{escape(self._row_name(row))}</p>')
            self._prefix = f"{prefix}all-{number}--"
            if row is choice.local or row is choice.base:
                self._out.append('<p class="variant-shown">Shown above.</p>')
            elif row["parts"]:
                self._add(row["parts"])
            else:
                self._out.append('<p class="variant-none">This part does not apply.</p>')
            self._out.append("</div>")
        self._prefix = prefix
        self._out.append("</details>")

    def _row_name(self, row: dict) -> str:
        names = [self._view.names.get(s, "Everyone else" if s == OTHERWISE else s) for s in row["selector"]]
        words = ", ".join(names)
        words += f" from {long_date(row['from'])}" if row["from"] else ""
        return words + (f" to {long_date(row['to'])}" if row["to"] else "")

    _ADD = {
        "fact": _fact, "link": _link, "file": _file, "image": _image,
        "include": _include, "block": _block, "variant": _variant,
    }  # fmt: skip


def long_date(day: str) -> str:
    """An ISO date as 4 June 2027."""
    read = date.fromisoformat(day)
    return f"{read.day} {read:%B %Y}"
