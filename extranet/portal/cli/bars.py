"""Progress bars on standard error: silent when that is no terminal, so that scripts read nothing but the answer."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def counting() -> Iterator[Callable[[str, int, int], None]]:
    """A bar told by (what, done, total); it begins anew with each new `what`."""
    bars: dict[str, object] = {}

    def told(what: str, done: int, total: int) -> None:
        if what not in bars:
            bars[what] = click.progressbar(length=total, label=what, file=sys.stderr, hidden=not sys.stderr.isatty())
            bars[what].__enter__()
        bars[what].update(done - bars[what].pos)
        if done == total:
            bars[what].__exit__(None, None, None)

    yield told
