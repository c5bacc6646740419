"""The four shapes of hooks, and what a failing plugin costs."""

import types

import pytest

from extranet.hooks import BoundHooks, Failure, HookFault, Hooks, answers_only, collect, first, notify, pipe


def declarations():
    module = types.ModuleType("declarations")

    @collect
    def panels(site, page):
        """Panels."""

    @first
    def home_for(site, group):
        """Home."""

    @pipe
    def html(site, html, page):
        """Html."""

    @notify
    def published(site, page):
        """News."""

    module.panels, module.home_for, module.html, module.published = panels, home_for, html, published
    return module


@pytest.fixture
def hooks():
    hooks = Hooks()
    hooks.declare(declarations())
    return hooks


def ask(hooks):
    return BoundHooks(hooks, site="the site")


def broken(**_):
    raise ValueError("no")


def test_collect_gives_all_answers_in_plugin_order_without_none(hooks):
    hooks.register("a", {"panels": lambda page: f"a {page}"})
    hooks.register("b", {"panels": lambda page: None})
    hooks.register("c", {"panels": lambda site, page: f"c of {site}"})
    assert ask(hooks).panels(page="p") == ["a p", "c of the site"]


def test_a_failing_part_of_collect_is_named_and_the_rest_stands(hooks):
    hooks.register("a", {"panels": lambda page: 1 / 0})
    hooks.register("b", {"panels": lambda page: "b"})
    failure, answer = ask(hooks).panels(page="p")
    assert isinstance(failure, Failure)
    assert failure.plugin == "a"
    assert failure.reference
    assert answers_only([failure, answer]) == ["b"]


def test_first_passes_over_none_and_over_a_failing_plugin(hooks):
    hooks.register("a", {"home_for": lambda group: 1 / 0})
    hooks.register("b", {"home_for": lambda group: None})
    hooks.register("c", {"home_for": lambda group: "home"})
    assert ask(hooks).home_for(group="g") == "home"


def test_pipe_hands_each_answer_on_and_keeps_the_value_when_one_fails(hooks):
    hooks.register("a", {"html": lambda html: html + "a"})
    hooks.register("b", {"html": lambda html: 1 / 0})
    hooks.register("c", {"html": lambda html, page: html + page})
    assert ask(hooks).html(html="x", page="p") == "xap"


def test_notify_tells_the_others_when_one_fails(hooks):
    told = []
    hooks.register("a", {"published": lambda page: 1 / 0})
    hooks.register("b", {"published": lambda page: told.append(page)})
    assert ask(hooks).published(page="p") is None
    assert told == ["p"]


def test_a_plugin_switched_off_is_not_asked(hooks):
    hooks.register("a", {"panels": lambda page: "a"})
    hooks.is_on = lambda site, name: name != "a"
    assert ask(hooks).panels(page="p") == []


def test_a_wrong_argument_stops_with_a_sentence_naming_plugin_and_hook(hooks):
    def panel(pages):
        return pages

    with pytest.raises(HookFault) as fault:
        hooks.register("bookmarks", {"panels": panel})
    assert str(fault.value) == (
        "Plugin 'bookmarks' answers panels with panel(), which asks for 'pages'; that hook offers site, page."
    )


def test_a_hook_that_does_not_exist_stops_with_a_sentence(hooks):
    with pytest.raises(HookFault, match="Plugin 'a' answers pannels, but no hook has that name"):
        hooks.register("a", {"pannels": broken})


def test_two_sites_do_not_share_answers():
    one, other = Hooks(), Hooks()
    one.declare(declarations())
    other.declare(declarations())
    one.register("a", {"panels": lambda page: "a"})
    assert ask(other).panels(page="p") == []


def test_rules_are_gathered_from_plugins_that_are_off_too(site):
    site.hook_table.is_on = lambda site, name: name.startswith("core.")
    names = {name for rules in site.hooks.rules() for name in rules}
    site.hook_table.is_on = lambda site, name: True
    assert names == {name for rules in site.hooks.rules() for name in rules}
