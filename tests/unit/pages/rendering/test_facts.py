"""Facts: one value, kept in one place, shown in many."""

from dataclasses import dataclass

import pytest

from extranet.pages.rendering import FactValue


@dataclass(frozen=True)
class Council:
    slug: str = "woking"
    name: str = "Woking"
    tier: str = "district"
    clusters: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (FactValue("01483 755855", "Phone", "phone"), '<a class="fact" data-fact="k" href="tel:01483755855">01483 755855</a>'),
        (FactValue("https://www.woking.gov.uk/bins/", "Web", "url"), ">www.woking.gov.uk/bins</a>"),
        (FactValue("bins@woking.gov.uk", "Mail", "email"), 'href="mailto:bins@woking.gov.uk"'),
        (FactValue("2027-06-04", "Day", "date"), ">4 June 2027</span>"),
        (FactValue("1250", "Price", "money"), ">£1,250</span>"),
        (FactValue("45.50", "Price", "money"), ">£45.50</span>"),
        (FactValue("12000", "Homes", "number"), ">12,000</span>"),
        (FactValue("Mon <b>to</b> Fri", "Hours", "hours"), "Mon &lt;b&gt;to&lt;/b&gt; Fri"),
        (FactValue("javascript:alert(1)", "Web", "url"), '<span class="fact" data-fact="k">javascript:alert(1)</span>'),
    ],
)
def test_each_kind_of_fact_is_shown_as_a_reader_expects(html, value, expected):
    assert expected in html("{{fact:k}}", facts=lambda key: value, authority=Council())


@pytest.mark.parametrize("text", ["{{fact:k}}", "## {{fact:k}}", "**{{fact:k}}**", "- {{fact:k}}", "|a|\n|---|\n|{{fact:k}}|", "A {{fact:k}} b"])
def test_a_fact_may_stand_anywhere_in_text(html, text):
    assert 'data-fact="k">Friday<' in html(text, facts=lambda key: FactValue("Friday", "Day"))


@pytest.mark.parametrize("text", ["`{{fact:k}}`", "```\n{{fact:k}}\n```", "    {{fact:k}}", "\\{{fact:k}}"])
def test_a_fact_in_code_or_after_a_backslash_stays_as_written(html, text):
    assert "{{fact:k}}" in html(text)


def test_a_fact_without_a_value_says_whose_is_not_confirmed_and_keeps_its_label_out_of_the_sentence(html):
    found = html("{{fact:k}}", facts=lambda key: FactValue("", "Missed bin phone"), authority=Council())
    opening = '<span class="fact fact-missing" data-fact="k" title="Missed bin phone">not confirmed for Woking<span class="visually-hidden">'
    assert f"{opening} (Missed bin phone)</span></span>" in found


def test_a_fact_without_a_customer_asks_for_one(html):
    found = html("{{fact:k}}", facts=lambda key: FactValue("", "Missed bin phone"))
    assert 'title="Missed bin phone">choose the customer&#39;s council<' in found


def test_a_fact_nobody_has_defined_is_named_by_its_key(html):
    assert 'title="waste.bulky.price">not confirmed<' in html("{{fact:waste.bulky.price}}", authority=Council())


def test_the_facts_of_a_page_are_listed_once_each(render):
    assert render("{{fact:a}} {{fact:b.c}} {{fact:a}}").facts == ["a", "b.c"]


def test_a_badly_written_fact_is_told_with_its_line(render):
    assert render("a\n\n{{fact:Waste Price}}").problems[0]["line"] == 3


def test_a_fact_in_a_links_address_is_refused_with_a_reason(render):
    rendered = render("[call](tel:{{fact:k}})")
    assert "cannot stand in a link's address" in rendered.problems[0]["sentence"]
    assert "tel:" not in str(rendered.body)
