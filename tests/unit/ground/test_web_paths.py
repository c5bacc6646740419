"""Where a sign-in may send people on to."""

import pytest

from extranet.web import next_path


@pytest.mark.parametrize("given", ["/wiki/missed-bin", "/-/search?q=a&for=woking", "/"])
def test_a_path_on_this_host_is_kept(given):
    assert next_path(given) == given


@pytest.mark.parametrize(
    "given",
    ["", None, "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "/\t/evil.example",
     "/\n/evil.example", "wiki/x", "http:/\\evil.example", "/%00\x00"],
)
def test_anything_else_becomes_the_front_page(given):
    assert next_path(given) == "/"
