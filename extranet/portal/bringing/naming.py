"""Which page of the source a link means, and which of its files a picture."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from extranet.pages import slug_from
from extranet.portal.bringing.model import DOCUMENTS, Item, Source


class Names:
    """Everything in one source by the names that its own links use."""

    def __init__(self, source: Source, titles: Mapping[str, str], files: Mapping[str, Path]):
        self._kind = source.kind
        self._keys: dict[str, str] = {}
        for item in source.items:
            if not item.refused:
                for name in _names_of(source.kind, item, titles.get(item.key, "")):
                    self._keys.setdefault(name, item.key)
        self._sent_on = {_title(item.name): _title(item.redirect) for item in source.items if item.redirect}
        self._files = files
        self._by_name: dict[str, Path] = {}
        for path in files.values():
            self._by_name.setdefault(path.name.replace(" ", "_").casefold(), path)

    def page(self, item: Item, to: str) -> str | None:
        """The key of the page that a link on this item means."""
        for name in self._meant(item, to):
            if name in self._keys:
                return self._keys[name]
        return None

    def file(self, item: Item, to: str, out: Path) -> Path | None:
        """The file that a picture or link on this item means: of the document itself, or of the source."""
        if to.startswith("out/"):
            path = out / posixpath.basename(to)
            return path if path.is_file() else None
        if self._kind == "mediawiki":
            return self._by_name.get(to.partition(":")[2].replace(" ", "_").casefold())
        if self._kind == "dokuwiki":
            name = to.replace(":", "/")
            return self._files.get(name) or self._files.get(f"data/{name}")
        if self._kind == "bookstack":
            return self._files.get(to)
        found = self._files.get(_from(item, to))
        return found if found and found.suffix.lower() not in DOCUMENTS else None

    def _meant(self, item: Item, to: str) -> Iterable[str]:
        if self._kind == "folder":
            path = _from(item, to)
            return [path.casefold(), *(f"{path}{ending}".casefold() for ending in DOCUMENTS), f"stem:{to.casefold()}", f"title:{to.casefold()}"]
        if self._kind == "mediawiki":
            title = _title(to)
            for _ in range(5):
                title = self._sent_on.get(title, title)
            return [title]
        if self._kind == "dokuwiki":
            return [to, f"{to}:start", f"{to}:{to.rpartition(':')[2]}"]
        at = re.search(r"/page/([^/?#]+)/?$", urlsplit(to).path) if "/page/" in to else None
        return [to, *([f"slug:{at[1]}"] if at else [])]


def _names_of(kind: str, item: Item, title: str) -> Iterable[str]:
    if kind == "folder":
        stem = posixpath.splitext(posixpath.basename(item.key))[0]
        return [item.key.casefold(), f"stem:{stem.casefold()}", f"title:{title.casefold()}"]
    if kind == "mediawiki":
        return [_title(item.name)]
    if kind == "bookstack":
        return [item.key, f"slug:{slug_from(item.name)}", f"slug:{re.sub(r'[^a-z0-9]+', '-', item.name.lower()).strip('-')}"]
    return [item.key]


def _title(text: str) -> str:
    """A title of MediaWiki as its links mean it: underscores are spaces, the first letter may be small."""
    words = " ".join(text.partition("#")[0].replace("_", " ").split())
    return words[:1].upper() + words[1:]


def _from(item: Item, to: str) -> str:
    """The path from the root that an address on this item leads to; never above the root."""
    to = to.partition("#")[0].partition("?")[0]
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(item.key), to) if not to.startswith("/") else to)
    return path.lstrip("/")
