"""A source taken apart: which kind it is, and each of its pages with its key, its labels and where its text lies."""

import os
from collections.abc import Iterator
from pathlib import Path

from extranet.portal.bringing.model import DOCUMENTS, Item, ItemRefused, Source, SourceRefused
from extranet.portal.bringing.supervisor import Reader

MOST_FILES = 50_000
MARK = b"<mediawiki"


def open_source(reader: Reader, given: Path, kind: str, work: Path) -> Source:
    """The source taken apart; archives and dumps are unpacked below `work`. SourceRefused as a whole, in a sentence."""
    try:
        root = _root(reader, given, work)
        files = [root] if root.is_file() else list(_files(root))
        kind = kind if kind != "auto" else _kind_of(root, files)
        found = tuple({"folder": _documents, "mediawiki": _mediawiki, "dokuwiki": _dokuwiki, "bookstack": _bookstack}[kind](reader, root, files, work))
    except ItemRefused as why:
        raise SourceRefused(why.sentence) from why
    except OSError as fault:
        raise SourceRefused(f"{given.name} cannot be read: {fault.strerror}.") from fault
    if not found:
        raise SourceRefused("No page was found in it. Is it of the kind that was chosen?")
    return Source(kind, root if root.is_dir() else root.parent, found)


def files_below(root: Path) -> dict[str, Path]:
    """Every plain file below the root, by its path from there."""
    return {path.relative_to(root).as_posix(): path for path in _files(root)}


def _root(reader: Reader, given: Path, work: Path) -> Path:
    if given.is_dir():
        return given
    with given.open("rb") as file:
        head = file.read(4)
    if head[:2] == b"PK" and given.suffix.lower() not in (".docx", ".odt"):
        folder = work / "unpacked"
        folder.mkdir()
        reader.ask("unpack", given, folder)
        return _without_wrapping(folder)
    if given.suffix.lower() == ".zip":
        raise SourceRefused(f"{given.name} is no zip, although its name ends like one. Nothing of it was taken.")
    return given


def _without_wrapping(folder: Path) -> Path:
    """An export's archive often holds one folder with everything in it; folders of documents mean something and stay."""
    held = list(folder.iterdir())
    if len(held) != 1 or not held[0].is_dir() or _dokuwiki_pages(folder):
        return folder
    inner = _without_wrapping(held[0])
    return inner if (inner / "data.json").is_file() or _dokuwiki_pages(inner) else folder


def _files(root: Path) -> Iterator[Path]:
    """Plain files in a fixed order; no hidden ones, and no links, which may lead out of the folder."""
    count = 0
    for here, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            if name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            count += 1
            if count > MOST_FILES:
                raise SourceRefused(f"The folder holds more than {MOST_FILES:,} files. Divide it.")
            yield path


def _kind_of(root: Path, files: list[Path]) -> str:
    if any(path.name == "data.json" for path in files) and (root / "data.json").is_file():
        return "bookstack"
    if _dump(files):
        return "mediawiki"
    if _dokuwiki_pages(root):
        return "dokuwiki"
    if any(path.suffix.lower() in DOCUMENTS for path in files):
        return "folder"
    raise SourceRefused("It is neither documents nor an export that is known. Choose its kind, or look at what is in it.")


def _dump(files: list[Path]) -> Path | None:
    for path in files:
        if path.suffix.lower() == ".xml":
            with path.open("rb") as file:
                if MARK in file.read(4096):
                    return path
    return None


def _dokuwiki_pages(root: Path) -> Path | None:
    folders = [root / "data" / "pages", root / "pages"]
    if root.name == "pages":
        folders.append(root)
    return next((one for one in folders if one.is_dir() and any(path.suffix == ".txt" for path in _files(one))), None)


def _documents(_reader: Reader, root: Path, files: list[Path], _work: Path) -> Iterator[Item]:
    base = root.parent if root.is_file() else root
    for path in files:
        form = DOCUMENTS.get(path.suffix.lower())
        if form:
            key = path.relative_to(base).as_posix()
            folder = key.rpartition("/")[0]
            yield Item(key, path.stem, form, path, (("folder", folder), ("path", key)))


def _mediawiki(reader: Reader, root: Path, files: list[Path], work: Path) -> Iterator[Item]:
    dump = _dump(files)
    if dump is None:
        raise SourceRefused("No XML export of MediaWiki was found in it. Export pages with Special:Export or dumpBackup.php.")
    yield from _taken_apart(reader, "mediawiki", dump, work)


def _dokuwiki(_reader: Reader, root: Path, _files_of: list[Path], _work: Path) -> Iterator[Item]:
    pages = _dokuwiki_pages(root)
    if pages is None:
        raise SourceRefused("No pages of a DokuWiki were found in it. Take its folder data, or the folders pages and media together.")
    for path in _files(pages):
        if path.suffix == ".txt":
            key = path.relative_to(pages).with_suffix("").as_posix().replace("/", ":")
            yield Item(key, key.rpartition(":")[2].replace("_", " "), "dokuwiki", path, (("namespace", key.rpartition(":")[0]), ("path", key)))


def _bookstack(reader: Reader, root: Path, files: list[Path], work: Path) -> Iterator[Item]:
    if root.is_dir() and (root / "data.json").is_file():
        yield from _taken_apart(reader, "bookstack-zip", root / "data.json", work)
        return
    books = [path for path in files if DOCUMENTS.get(path.suffix.lower()) in ("html", "markdown")]
    for path in books:
        form = f"bookstack-{DOCUMENTS[path.suffix.lower()]}"
        prefix = f"{path.name}/" if len(books) > 1 else ""
        yield from _taken_apart(reader, form, path, work, prefix)


def _taken_apart(reader: Reader, form: str, path: Path, work: Path, prefix: str = "") -> Iterator[Item]:
    out = work / f"taken-{len(list(work.iterdir()))}"
    out.mkdir()
    own = form.partition("-")[0]
    for one in reader.ask("split", path, out, form=form)["items"]:
        labels = tuple((str(kind), str(value)) for kind, value in one["labels"])
        given = {name: one[name] for name in ("files", "refused", "redirect") if one.get(name)}
        yield Item(prefix + one["key"], one["name"], one.get("form", own), Path(one["file"]), (*labels, ("title", one["name"])), **given)
