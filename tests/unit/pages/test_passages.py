"""Where in a page a line stands."""

from extranet.pages.passages import whereabouts


def test_a_line_stands_under_its_heading():
    assert whereabouts(["First.", "## What to do", "", "Ask."]) == ["", "What to do", "What to do", "What to do"]


def test_a_line_of_local_text_says_whose_it_is():
    lines = ["## Say", "::: for woking guildford", "Ours.", ":::", "::: otherwise", "Theirs.", ":::", "All."]
    found = whereabouts(lines)
    assert found[2] == "Say, local text for woking, guildford"
    assert found[5] == "Say, local text for everybody else"
    assert found[7] == "Say"


def test_ends_without_a_beginning_are_passed_over():
    assert whereabouts([":::", "Text."]) == ["", ""]
