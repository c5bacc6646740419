"""Hooks: how news and questions travel up the house without an import.

A hook is a function in a slice's `hooks.py`, first argument `site`; its
signature is the contract, its docstring the documentation, its marker the way
answers combine and what a failing plugin costs:

collect  all answers in plugin order, None dropped; a failing part is a Failure
first    the first answer that is not None; a failing one is passed over
pipe     each answer replaces the first argument after `site`
notify   answers ignored; called after the commit
together answers ignored; called inside the writing transaction, and one that
         fails undoes what was being written

The mechanism is pluggy's, one manager per site. `check` stops start-up with a
sentence that names plugin and hook when an answer does not fit.
"""

import inspect
import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pluggy

from extranet.errors import ExtranetError

PROJECT = "extranet"
ASKED_WHEN_OFF = frozenset({"rules"})  # a right stays declared, so that switching on and off needs no restart
DEEDS = frozenset({"save_instead"})  # done for a person: an error that is meant for readers is the answer, and reaches them
specification = pluggy.HookspecMarker(PROJECT)
answer = pluggy.HookimplMarker(PROJECT)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """A plugin's part that could not be made: shown as "not available"."""

    plugin: str
    hook: str
    reference: str


def _marked(shape: str) -> Callable[[Callable], Callable]:
    def mark(function: Callable) -> Callable:
        function.extranet_shape = shape
        return specification(function)

    return mark


collect = _marked("collect")
first = _marked("first")
pipe = _marked("pipe")
notify = _marked("notify")
together = _marked("together")


class HookFault(Exception):
    """A plugin answers a hook that does not exist, or with wrong arguments."""


class Hooks:
    """The hooks of one site: declarations, who answers, and who is switched off."""

    def __init__(self):
        self._manager = pluggy.PluginManager(PROJECT)
        self._shapes: dict[str, str] = {}
        self.declared: dict[str, Callable] = {}
        self.is_on: Callable[[Any, str], bool] = lambda site, plugin: True

    def declare(self, module) -> None:
        """Take every marked function of a slice's hooks module."""
        self._manager.add_hookspecs(module)
        for name, function in vars(module).items():
            shape = getattr(function, "extranet_shape", None)
            if shape:
                self._shapes[name] = shape
                self.declared[name] = function

    def register(self, name: str, answers: dict[str, Callable]) -> None:
        """Add a plugin's (or a slice's) answers, checked one by one."""
        for hook, function in answers.items():
            _check_answer(name, hook, function, self.declared.get(hook))
        holder = type("Answers", (), {})()
        for hook, function in answers.items():
            setattr(holder, hook, answer(function))
        self._manager.register(holder, name)

    def check(self) -> None:
        """Raise HookFault when an answer fits no declared hook."""
        try:
            self._manager.check_pending()
        except pluggy.PluginValidationError as fault:
            raise HookFault(str(fault)) from fault

    def call(self, site, hook: str, arguments: dict[str, Any]):
        """Ask everybody who answers this hook, by the hook's shape."""
        shape = self._shapes[hook]
        impls = [i for i in self._impls(hook) if hook in ASKED_WHEN_OFF or self.is_on(site, i.plugin_name)]
        return _COMBINE[shape](site, hook, impls, arguments)

    def _impls(self, hook: str) -> Iterable:
        return getattr(self._manager.hook, hook).get_hookimpls()


@dataclass(frozen=True)
class BoundHooks:
    """`site.hooks.page_panels(page=…, actor=…)`: the site is passed along."""

    table: Hooks
    site: Any

    def __getattr__(self, hook: str):
        if hook not in self.table.declared:
            raise AttributeError(f"no hook is called {hook!r}")
        return lambda **arguments: self.table.call(self.site, hook, arguments)


def _ask(site, impl, arguments):
    offered = {"site": site, **arguments}
    return impl.function(*(offered[name] for name in impl.argnames))


def _failed(impl, hook: str) -> Failure:
    reference = secrets.token_hex(4)
    log.exception("plugin %s failed in hook %s, reference %s", impl.plugin_name, hook, reference)
    return Failure(impl.plugin_name, hook, reference)


def _collect(site, hook, impls, arguments) -> list:
    answers = []
    for impl in impls:
        try:
            given = _ask(site, impl, arguments)
        except Exception:
            given = _failed(impl, hook)
        if given is not None:
            answers.append(given)
    return answers


def _first(site, hook, impls, arguments):
    for impl in impls:
        try:
            given = _ask(site, impl, arguments)
        except ExtranetError:
            if hook in DEEDS:
                raise
            _failed(impl, hook)
            continue
        except Exception:
            _failed(impl, hook)
            continue
        if given is not None:
            return given
    return None


def _pipe(site, hook, impls, arguments):
    name = next(iter(arguments))
    for impl in impls:
        try:
            arguments = {**arguments, name: _ask(site, impl, arguments)}
        except Exception:
            _failed(impl, hook)
    return arguments[name]


def _notify(site, hook, impls, arguments) -> None:
    for impl in impls:
        try:
            _ask(site, impl, arguments)
        except Exception:
            _failed(impl, hook)


def _together(site, hook, impls, arguments) -> None:
    for impl in impls:
        _ask(site, impl, arguments)


_COMBINE = {"collect": _collect, "first": _first, "pipe": _pipe, "notify": _notify, "together": _together}


def answers_only(given: Iterable) -> list:
    """The answers of a collect hook without its failures."""
    return [one for one in given if not isinstance(one, Failure)]


def _check_answer(plugin: str, hook: str, function: Callable, declared: Callable | None) -> None:
    if declared is None:
        raise HookFault(f"Plugin {plugin!r} answers {hook}, but no hook has that name.")
    offered = list(inspect.signature(declared).parameters)
    asked = list(inspect.signature(function).parameters)
    for name in asked:
        if name not in offered:
            raise HookFault(
                f"Plugin {plugin!r} answers {hook} with {function.__name__}(), which asks for "
                f"{name!r}; that hook offers {', '.join(offered)}."
            )
