"""The front end's files: what is served, what the lock may name, and what the style sheet and scripts must not hold."""

import gzip
import json
import re
from pathlib import Path

import pytest
from flask import Flask

import extranet_themes
from extranet.web.assets import ICONS, STATIC, gather, serve
from extranet.web.themes import load_themes

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "extranet" / "assets" / "package-lock.json"
TEMPLATES = sorted({*ROOT.glob("extranet/**/templates/**/*.html"), *ROOT.glob("plugins/**/templates/**/*.html")})
THEMES = load_themes(Path(extranet_themes.__file__).parent)
FILES = gather(THEMES)


@pytest.fixture
def browser():
    app = Flask("assets")
    serve(app, FILES)
    return app.test_client()


def test_the_lock_names_no_registry_and_every_package_has_its_checksum():
    text = LOCK.read_text(encoding="utf-8")
    hosts = {re.sub(r"^www\.", "", host) for host in re.findall(r"https?://([^/\"]+)", text)}
    assert hosts <= {"github.com", "opencollective.com"}, "only links for funding may be left"
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert packages
    assert [name for name, one in packages.items() if "resolved" in one or not one["integrity"].startswith("sha512-")] == []


def test_what_is_only_for_tests_is_not_built_in():
    wanted = json.loads((LOCK.parent / "package.json").read_text(encoding="utf-8"))
    assert "axe-core" in wanted["devDependencies"]
    assert "axe-core" not in wanted["dependencies"]


def test_a_file_may_be_kept_for_good_under_its_digest(browser):
    answer = browser.get(FILES.url("css/extranet.css"))
    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]


def test_text_is_sent_compressed_to_who_takes_it(browser):
    path = FILES.url("css/extranet.css")
    plain, packed = browser.get(path), browser.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert len(packed.data) < 14_000, "the whole design in one small file"


def test_an_old_digest_gets_todays_file_and_may_not_keep_it(browser):
    answer = browser.get("/-/static/0000000000000000/js/extranet.js")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["../web/assets.py", "..%2fweb%2fassets.py", "js/", "no-such-file.css"])
def test_nothing_outside_the_folder_is_served(browser, path):
    assert browser.get(FILES.url(path)).status_code == 404


def test_every_theme_has_its_mark_served(browser):
    for slug in THEMES:
        answer = browser.get(FILES.url(f"themes/{slug}.svg"))
        assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


def test_the_digest_changes_with_any_file(tmp_path):
    for name in ("base", "layout", "parts", "prose", "print"):
        (tmp_path / "css").mkdir(exist_ok=True)
        (tmp_path / "css" / f"{name}.css").write_text(f"/* {name} */", encoding="utf-8")
    first = gather(THEMES, tmp_path).digest
    assert gather(THEMES, tmp_path).digest == first
    (tmp_path / "css" / "print.css").write_text("/* changed */", encoding="utf-8")
    assert gather(THEMES, tmp_path).digest != first


def test_every_icon_a_template_names_is_on_the_sheet():
    names = set((ROOT / "extranet/assets/icons.txt").read_text(encoding="utf-8").split())
    used = set()
    for path in TEMPLATES:
        used |= set(re.findall(r'icon\("([a-z0-9-]+)"|sign="([a-z0-9-]+)"', path.read_text(encoding="utf-8")))
    asked = {one or other for one, other in used}
    assert asked - names == set()
    if ICONS in FILES.files:
        sheet = (STATIC / ICONS).read_text(encoding="utf-8")
        assert {f'id="{name}"' for name in names} <= set(re.findall(r'id="[^"]+"', sheet))


def test_no_template_holds_script_or_style_of_its_own():
    faults = [
        f"{path.relative_to(ROOT)}: {found}"
        for path in TEMPLATES
        for found in re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:", path.read_text(encoding="utf-8"))
    ]
    assert faults == []


def test_the_style_sheet_and_scripts_ask_for_nothing_from_elsewhere():
    sheet = FILES.files["css/extranet.css"].content.decode()
    assert re.findall(r"url\([\"']?(?:https?:|data:|//)", sheet) == []
    for path in sorted((STATIC / "js").glob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|\beval\(|new Function|insertAdjacentHTML|outerHTML|document\.write", text), path.name


def test_only_the_preview_writes_html_and_only_through_its_policy():
    writers = {path.name for path in (STATIC / "js").glob("*.js") if "innerHTML" in path.read_text(encoding="utf-8")}
    assert writers == {"preview.js"}
    assert "region.innerHTML = policy.createHTML(" in (STATIC / "js" / "preview.js").read_text(encoding="utf-8")


def test_every_part_is_described_and_every_described_part_exists():
    helpers = {"described", "help", "choices", "notice_icon"}
    parts = (ROOT / "extranet/web/templates/web/parts.html").read_text(encoding="utf-8")
    described = re.findall(r"^\| `(\w+)\(", (ROOT / "docs/design-system.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"{% macro (\w+)\(", parts)) - helpers == set(described)


def test_every_class_a_template_names_has_a_style():
    sheet = FILES.files["css/extranet.css"].content.decode()
    faults = []
    for path in TEMPLATES:
        words = re.sub(r"{[{%].*?[%}]}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        named = {name for group in re.findall(r'class="([^"]*)"', words) for name in group.split()}
        faults += [f"{path.relative_to(ROOT)}: {name}" for name in sorted(named) if not re.search(rf"\.{re.escape(name)}\b", sheet)]
    assert faults == []
