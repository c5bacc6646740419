"""What a browser would send from a form of a page, as it stands."""

from html.parser import HTMLParser
from urllib.parse import urlencode


class _Form(HTMLParser):
    """Reads one form, the first whose class is `name`."""

    def __init__(self, name: str):
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._name, self._is_inside, self._is_done = name, False, False
        self._area: str | None = None
        self._text = ""
        self._select, self._options = "", []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form" and self._name in (given.get("class") or "").split() and not self._is_done:
            self._is_inside = True
        if not self._is_inside:
            return
        name = given.get("name") or ""
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.pairs.append((name, given.get("value") or ""))
        elif tag == "textarea" and name:
            self._area, self._text = name, ""
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((given.get("value") or "", "selected" in given))

    def handle_data(self, data):
        if self._area is not None:
            self._text += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area is not None:
            self.pairs.append((self._area, self._text.removeprefix("\n")))
            self._area = None
        elif tag == "select" and self._select:
            chosen = [value for value, is_chosen in self._options if is_chosen] or [value for value, _ in self._options[:1]]
            self.pairs += [(self._select, value) for value in chosen]
            self._select = ""
        elif tag == "form" and self._is_inside:
            self._is_inside, self._is_done = False, True


def form_in(html: str, name: str = "editor") -> dict[str, list[str]]:
    """The fields of the form of this class with their values; nothing when there is no such form."""
    reader = _Form(name)
    reader.feed(html)
    found: dict[str, list[str]] = {}
    for field, value in reader.pairs:
        found.setdefault(field, []).append(value)
    return found


def encoded(form: dict[str, list[str]]) -> str:
    """The form as a browser sends it: line ends are CR LF."""
    return urlencode([(name, value.replace("\r\n", "\n").replace("\n", "\r\n")) for name, values in form.items() for value in values])
