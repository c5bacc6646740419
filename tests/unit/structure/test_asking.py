"""Asking another site, over a real server on this machine; and what is never asked."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extranet.structure.asking import is_public, look_at

HERE = ("127.0.0.1",)


class Answers(BaseHTTPRequestHandler):
    """/200, /404 … answer that status; /no-head only GET; /moved, /once and /round redirect; /inside redirects to another private address."""

    asked: list[tuple[str, str]]

    def do_HEAD(self):
        self.server.asked.append((self.command, self.path))
        goes_to = {"/moved": "/200", "/once": "/200", "/round": "/round", "/inside": "http://10.0.0.1/", "/file": "file:///etc/passwd"}.get(self.path)
        if goes_to:
            self.send_response(302 if self.path == "/once" else 301)
            self.send_header("Location", goes_to)
        elif self.path == "/no-head":
            self.send_response(405 if self.command == "HEAD" else 200)
        else:
            self.send_response(int(self.path[1:4]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *_args):
        """Nothing: the tests look at `asked`."""


@pytest.fixture(scope="module")
def other_site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def at(other_site):
    """at("/200") is that address of the server."""
    other_site.asked.clear()
    return lambda path: f"http://127.0.0.1:{other_site.server_port}{path}"


@pytest.mark.parametrize(
    ("path", "state", "word"),
    [
        ("/200", "ok", ""), ("/no-head", "ok", ""), ("/once", "ok", ""), ("/moved", "caution", "moved for good"), ("/404", "broken", "404"),
        ("/500", "broken", "500"), ("/403", "caution", "refuses programs"), ("/401", "caution", "sign-in"), ("/429", "caution", "too often"),
        ("/round", "broken", "more than 5 times"), ("/inside", "caution", "private network"), ("/file", "broken", "does not begin"),
    ],
)  # fmt: skip
def test_an_address_is_judged_by_what_the_site_answers(at, path, state, word):
    found = look_at(at(path), HERE)
    assert found.state == state
    assert word in found.detail


def test_the_head_is_asked_for_first_and_the_page_only_where_that_failed(at, other_site):
    look_at(at("/200"), HERE)
    assert other_site.asked == [("HEAD", "/200")]
    other_site.asked.clear()
    look_at(at("/no-head"), HERE)
    assert [method for method, _path in other_site.asked] == ["HEAD", "GET"]


def test_an_address_inside_the_own_network_is_not_asked_unless_it_is_named(at, other_site):
    assert look_at(at("/200")).state == "caution"
    assert look_at(at("/200").replace(f":{other_site.server_port}", "")).detail == "It leads into a private network, and is not asked."
    assert other_site.asked == []


def test_a_site_that_does_not_answer_is_broken(other_site):
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert look_at(f"http://127.0.0.1:{port}/", HERE).state == "broken"


@pytest.mark.parametrize("url", ["http://", "ftp://example.org/", "http://[::1", "javascript:alert(1)", "http://exa mple/", "http://a.example:99999/", ""])
def test_what_is_no_address_is_told_as_missing_or_broken_and_raises_nothing(url):
    assert look_at(url).state in ("missing", "broken")


@pytest.mark.parametrize(
    "url", ["http://user:secret@127.0.0.1/", "http://127.0.0.1:22/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest", "http://0.0.0.0/"]
)
def test_names_passwords_ports_and_private_addresses_are_refused(url):
    assert look_at(url).state == "caution"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::",
     "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1"],
)  # fmt: skip
def test_private_addresses_are_known_however_they_are_written(address):
    assert not is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="192.168.0.0/16") | st.ip_addresses(v=6, network="fc00::/7"))
def test_no_private_address_is_public(address):
    assert not is_public(str(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.0.81", "2606:4700::6810:1"])
def test_addresses_of_the_public_internet_are(address):
    assert is_public(address)
