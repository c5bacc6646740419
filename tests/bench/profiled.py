"""Where the time of one page view goes: cProfile around the test client, and every statement sent to the database."""

import cProfile
import io
import pstats
import time

from sqlalchemy import event

from extranet.app import create_app
from tests.bench.served import House

COUNT = 400
SHOWN = 45


def profile_views(house: House, slugs, cookie: str) -> str:
    """The functions that take most of a page view, by their own time, and the statements of one view."""
    with house.site() as site:
        app = create_app(site=site)
        client = app.test_client(use_cookies=False)
        headers = {"Cookie": cookie, "Host": f"127.0.0.1:{house.port}"}
        paths = [f"/wiki/{slug}" for slug in slugs[:COUNT]]
        for path in paths:
            client.get(path, headers=headers)
        spent, statements = _timed(client, paths, headers), _statements(site, client, paths[0], headers)
        profile = cProfile.Profile()
        profile.enable()
        for path in paths:
            client.get(path, headers=headers)
        profile.disable()
    text = io.StringIO()
    pstats.Stats(profile, stream=text).strip_dirs().sort_stats("tottime").print_stats(SHOWN)
    return f"{spent * 1e6:.0f} µs a page view without the server and without the profiler\n\n" + "\n".join(statements) + "\n\n" + text.getvalue()


def _timed(client, paths, headers) -> float:
    began = time.process_time()
    for path in paths:
        client.get(path, headers=headers)
    return (time.process_time() - began) / len(paths)


def _statements(site, client, path, headers) -> list[str]:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        seen.append(" ".join(statement.split())[:150])

    event.listen(site.db.engine, "before_cursor_execute", note)
    client.get(path, headers=headers)
    event.remove(site.db.engine, "before_cursor_execute", note)
    return seen
