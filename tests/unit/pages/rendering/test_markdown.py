"""What an author writes, and what it becomes."""

import pytest


def test_a_heading_has_its_words_as_its_address(html):
    assert html("## Missed bin: what to say?") == '<h2 id="missed-bin-what-to-say">Missed bin: what to say?</h2>'


def test_two_headings_with_the_same_words_have_two_addresses(render):
    found = render("## Cost\n\n## Cost").headings
    assert [h["id"] for h in found] == ["cost", "cost-2"]


def test_a_heading_cannot_take_the_address_of_a_part_of_every_page(html):
    assert 'id="section-search"' in html("## Search")


def test_a_heading_keeps_the_address_its_author_gave_it(html):
    assert html("## Cost of a bin {#cost}") == '<h2 id="cost">Cost of a bin</h2>'


def test_a_main_heading_is_shown_one_level_down_and_reported_with_its_line(render):
    rendered = render("Intro\n\n# Bins\n\nText")
    assert rendered.headings[0]["level"] == 2
    assert rendered.problems[0]["line"] == 3
    assert "one main heading" in rendered.problems[0]["sentence"]


def test_a_hash_without_a_space_is_no_heading(html):
    assert html("#4 in the queue") == "<p>#4 in the queue</p>"


def test_a_link_within_the_page_leads_to_its_heading(html):
    assert 'href="#cost"' in html("See [the cost](#cost).\n\n## Cost")


def test_a_link_within_the_page_leads_to_a_marked_paragraph(html):
    found = html("See [below](#here).\n\nText\n{: #here}")
    assert 'href="#user-content-here"' in found
    assert 'id="user-content-here"' in found


def test_a_table_can_be_scrolled_by_keyboard_and_names_its_columns(html):
    found = html("| Council | Days |\n|---|--:|\n| Woking | 2 |")
    assert '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>' in found
    assert '<th class="align-right" scope="col">Days</th>' in found
    assert "style" not in found


def test_tasks_say_in_words_whether_they_are_done(html):
    found = html("- [ ] Ask\n- [x] Tell")
    assert '<li class="task"><span class="task-mark">To do:</span> Ask</li>' in found
    assert '<li class="task task-done"><span class="task-mark">Done:</span> Tell</li>' in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('!!! warning "Take care"\n    Hot.', '<div class="admonition warning">\n<p class="admonition-title">Take care</p>'),
        ('??? note "More"\n    Text.', "<summary>More</summary>"),
        ("Bin\n:   A box.", "<dl>\n<dt>Bin</dt>\n<dd>A box.</dd>\n</dl>"),
        ("```\n::: for woking\n```", "<pre><code>::: for woking\n</code></pre>"),
        ("Text[^1]\n\n[^1]: Note.", '<div class="footnote">'),
        ("Text\n{: .lead }", '<p class="lead">Text</p>'),
        ("Call 1800 {{7*7}} now", "{{7*7}}"),
        ("{{config.items()}}", "{{config.items()}}"),
    ],
)
def test_what_authors_may_write(html, text, expected):
    assert expected in html(text)


def test_an_attribute_list_gives_classes_from_the_list_and_an_id_and_nothing_else(html):
    found = html("Text\n{: .lead .site-header #x style='color:red' onclick=alert(1) title=t }")
    assert found == '<p class="lead" id="user-content-x">Text</p>'


def test_words_in_braces_after_a_link_stay(html):
    assert "**</strong>" not in html("**now**{{name}}")
    assert "{{name}}" in html("**now**{{name}}")


def test_a_bare_address_becomes_a_link(html):
    found = html("See www.woking.gov.uk/bins, or mail bins@woking.gov.uk.")
    assert '<a href="https://www.woking.gov.uk/bins" class="external" rel="noopener noreferrer">www.woking.gov.uk/bins</a>,' in found
    assert 'href="mailto:bins@woking.gov.uk"' in found


def test_a_bare_address_in_code_stays_code(html):
    assert "<a" not in html("`https://example.org`")


def test_a_picture_from_elsewhere_is_shown_as_a_link_to_it(html):
    found = html("![A bin](https://example.org/bin.png)")
    assert "<img" not in found
    assert '<a href="https://example.org/bin.png" class="external" rel="noopener noreferrer">A bin</a>' in found


def test_a_picture_attached_to_the_page_is_shown(html):
    found = html("![A bin](attachment:bin.png)", attachment_url=lambda name: f"/-/files/7/{name}")
    assert '<img src="/-/files/7/bin.png" alt="A bin" loading="lazy">' in found


def test_a_picture_that_is_gone_leaves_its_words(html):
    assert "A bin" in html("![A bin](attachment:bin.png)")
    assert "(picture not found)" in html("![A bin](attachment:bin.png)")


def test_a_file_attached_to_the_page_is_linked(html):
    found = html("[The form](<attachment:bin form.pdf>)", attachment_url=lambda name: "/-/files/7/" + name.replace(" ", "+"))
    assert '<a class="file" href="/-/files/7/bin+form.pdf">The form</a>' in found


def test_html_that_is_not_allowed_is_shown_as_written(html):
    assert "Use &lt;name&gt; here" in html("Use <name> here")


def test_characters_that_could_be_taken_for_marks_are_cleaned(html):
    found = html("a\ue0000\ue001b&#xE000;0&#57345;c\x00d\ud800")
    assert not set(found) & {"\ue000", "\ue001", "\x00", "\ud800"}
    assert "a" in found


def test_windows_line_ends_change_nothing(html):
    assert html("## A\r\n\r\n- b\r\n- c") == html("## A\n\n- b\n- c")


def test_the_same_text_gives_the_same_result_whatever_was_rendered_before(render):
    text = "Text[^1]\n\n[^1]: Note."
    assert render(text) == render(text)
