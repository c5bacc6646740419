"""Links to pages: which forms there are, and what a reader sees when the page is not there."""

import pytest


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("[[missed-bin]]", ["link", "missed-bin", "", ""]),
        ("[[missed-bin|a missed bin]]", ["link", "missed-bin", "", "a missed bin"]),
        ("[[missed-bin#cost|what it *costs*]]", ["link", "missed-bin", "cost", "what it <em>costs</em>"]),
        ("[a bin](/wiki/missed-bin)", ["link", "missed-bin", "", "a bin"]),
        ("[a bin](missed-bin#cost)", ["link", "missed-bin", "cost", "a bin"]),
        ('<a href="/wiki/missed-bin" onclick="x()">a bin</a>', ["link", "missed-bin", "", "a bin"]),
    ],
)
def test_every_way_to_write_a_link_to_a_page(render, text, link):
    rendered = render(text)
    assert link in rendered.body
    assert rendered.links == ["missed-bin"]


def test_a_link_without_words_shows_the_title_of_the_page(html):
    assert html("[[missed-bin]]") == '<p><a href="/wiki/missed-bin">MISSED-BIN</a></p>'


def test_a_link_to_a_page_that_is_not_there_says_so(html):
    found = html("[[lost|the lost page]]", pages=lambda slugs: {})
    assert found == '<p><span class="missing">the lost page<span class="visually-hidden"> (page not found)</span></span></p>'


def test_all_titles_are_asked_for_at_once(html):
    asked = []
    html("[[a]] [[b]]\n\n::: for woking\n[[c]]\n:::", pages=lambda slugs: asked.append(slugs) or {})
    assert asked == [{"a", "b", "c"}]


def test_a_link_with_words_in_a_table_keeps_its_cell(html):
    found = html("| A | B |\n|---|---|\n| [[bin|the bin]] | `[[x|y]]` |")
    assert '<td><a href="/wiki/bin">the bin</a></td>' in found
    assert "<code>[[x|y]]</code>" in found


def test_a_link_in_code_stays_as_written(html):
    assert "[[missed-bin]]" in html("`[[missed-bin]]`")


def test_a_fact_in_the_words_of_a_link_is_text_and_not_a_second_link(html):
    found = html("[[bin|call {{fact:phone}}]]")
    assert found.count("<a ") == 1
    assert 'data-fact="phone"' in found


def test_an_author_hears_of_an_address_that_leads_nowhere(render):
    found = [p["sentence"] for p in render("[a](../up) [b](https://example.org) [c](javascript:x) <me@example.org> [d](missed-bin)").problems]
    assert len(found) == 2
    assert "'../up' leads nowhere" in found[0]
