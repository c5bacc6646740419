"""A page's dataclass is a promise: its template uses nothing else, and no template holds script or style."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta

import extranet
import extranet.app as roof
from extranet.app import build_site, create_app, prepare
from extranet.settings import Settings
from extranet.web import Page

ROOT = Path(extranet.__file__).parent
ALWAYS = {"frame", "url_for", "asset", "icon_sheet", "caller", "varargs", "kwargs", "self"}
TEMPLATES = sorted(path for path in ROOT.rglob("templates/**/*.html") if "node_modules" not in path.parts and "plugin_template" not in path.parts)
TEMPLATES += sorted((ROOT.parent / "plugins").rglob("templates/**/*.html"))


def page_classes(base=Page):
    for one in base.__subclasses__():
        yield one
        yield from page_classes(one)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The app once, so that every view module is imported and every page class known; its template environment."""
    site = build_site(Settings(data=tmp_path_factory.mktemp("templates"), log_level="WARNING"))
    prepare(site)
    app = create_app(site=site)
    yield app.jinja_env
    site.close()


def names_used(environment: Environment, template: str, seen: set) -> set[str]:
    """Undeclared names of a template and of all that it includes or extends."""
    if template in seen:
        return set()
    seen.add(template)
    source = environment.loader.get_source(environment, template)[0]
    tree = environment.parse(source)
    names = meta.find_undeclared_variables(tree)
    for other in meta.find_referenced_templates(tree):
        if other and not re.search(rf"{{%-?\s*(import|from)\s+[\"']{re.escape(other)}", source):
            names |= names_used(environment, other, seen)
    return names


def set_in_templates(environment: Environment, seen: set[str]) -> set[str]:
    """Names that a template of the chain gives itself with `set` or `import`, which its parents and parts may then use."""
    given = set()
    for template in seen:
        source = environment.loader.get_source(environment, template)[0]
        given |= set(re.findall(r"{%-?\s*macro\s+(\w+)", source))
        for names in re.findall(r"{%-?\s*set\s+([\w, ]+?)\s*=", source):
            given |= {name.strip() for name in names.split(",")}
        given |= set(re.findall(r"{%-?\s*import\s+\S+\s+as\s+(\w+)", source))
        for loop in re.findall(r"{%-?\s*for\s+([\w, ]+?)\s+in\s", source):
            given |= {name.strip() for name in loop.split(",")}
    return given


def test_a_template_uses_what_its_page_promises_and_nothing_else(loaded):
    faults = {}
    for page in page_classes():
        if not page.__module__.startswith(("extranet.", "extranet_plugins.")) or not hasattr(page, "template"):
            continue
        seen = set()
        used = names_used(loaded, page.template, seen)
        promised = {name for name in page.__dataclass_fields__ if name != "template"}
        extra = used - promised - ALWAYS - set_in_templates(loaded, seen) - set(loaded.globals)
        if extra:
            faults[page.__qualname__] = sorted(extra)
    assert faults == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT.parent)))
def test_no_template_holds_script_style_or_handlers(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT.parent)))
def test_every_form_that_changes_something_carries_a_token(path):
    source = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form[^>]*method=[\"']post[\"'].*?</form>", source, flags=re.DOTALL | re.IGNORECASE):
        assert "csrf" in form, f"{path.name}: a form without a token"


def test_every_template_folder_belongs_to_a_slice_or_a_plugin():
    assert {path.relative_to(ROOT).parts[0] for path in TEMPLATES if path.is_relative_to(ROOT)} <= set(roof.SLICES)
