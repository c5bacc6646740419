"""The house rules about what may import what, as tests. FLOORS is the law."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = [
    {"errors", "clock", "actor", "rights", "settings", "db", "cache", "hooks", "site", "plugin", "migrate", "switches", "ground_hooks"},
    {"web"},
    {"authorities", "jobs", "mail"},
    {"identity", "search"},
    {"standard"},
    {"pages"},
    {"watching"},
    {"review", "upkeep", "discussion", "reading", "structure", "conformance"},
    {"portal"},
    {"app", "cli", "administration", "demonstration", "plugin_template", "wsgi", "gunicorn_settings", "supervise", "__main__", "__init__"},
]
SLICES = {
    "authorities", "jobs", "mail", "identity", "search", "standard", "pages", "watching", "review", "upkeep", "conformance", "discussion", "reading",
    "structure", "portal",
}  # fmt: skip


def modules(folder="extranet"):
    return [path for path in sorted((ROOT / folder).rglob("*.py")) if "node_modules" not in path.parts]


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module, [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, []


def floor_of(part):
    for number, floor in enumerate(FLOORS):
        if part in floor:
            return number
    raise AssertionError(f"extranet/{part} stands on no floor; add it to FLOORS")


def part_of(path):
    return path.relative_to(ROOT / "extranet").parts[0].removesuffix(".py")


def imported_parts(path):
    for module, names in imports(path):
        if module == "extranet":
            yield from (name for name in names if not name.startswith("__"))
        elif module.startswith("extranet."):
            yield module.split(".")[1]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_import_goes_down_a_floor_or_stays_in_its_own_part(path):
    own = part_of(path)
    for part in imported_parts(path):
        if part == own or (own in FLOORS[0] and part in FLOORS[0]) or own in FLOORS[-1] and part in FLOORS[-1]:
            continue
        assert floor_of(part) < floor_of(own), f"{path.relative_to(ROOT)} imports {part}, which is not below it"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_slice_is_used_through_its_face(path):
    own = part_of(path)
    if own == "app":
        return
    for module, _names in imports(path):
        parts = module.split(".")
        if parts[0] == "extranet" and len(parts) > 2 and parts[1] in SLICES and parts[1] != own:
            assert parts[2] in {"hooks"}, f"{path.relative_to(ROOT)} reaches inside {module}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_flask_is_seen_only_by_views_and_the_web(path):
    parts = path.relative_to(ROOT / "extranet").parts
    may = parts[0] in {"web", "app.py"} or any(part.removesuffix(".py").startswith("views") for part in parts)
    used = {module.split(".")[0] for module, _ in imports(path)}
    if not may:
        assert not used & {"flask", "flask_login", "flask_wtf", "werkzeug"}, f"{path.relative_to(ROOT)} sees Flask"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_click_is_seen_only_by_command_files(path):
    used = {module.split(".")[0] for module, _ in imports(path)}
    if "click" in used:
        assert any(part.startswith("cli") for part in path.relative_to(ROOT).parts)


@pytest.mark.parametrize("path", modules("plugins"), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_plugin_uses_faces_and_no_other_plugin(path):
    relative = path.relative_to(ROOT / "plugins").parts
    own = relative[0] if len(relative) > 1 else None
    for module, _names in imports(path):
        parts = module.split(".")
        if parts[0] == "extranet_plugins" and own:
            assert parts[1] == own, f"{path.relative_to(ROOT)} imports another plugin"
        if parts[0] == "extranet" and len(parts) > 2:
            assert parts[1] not in SLICES, f"{path.relative_to(ROOT)} reaches inside {module}"


def test_no_module_changes_its_own_names_at_run_time():
    for path in modules() + modules("plugins"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Global), f"{path.relative_to(ROOT)} keeps state in the module"


def test_no_file_is_called_utils():
    for path in modules() + modules("plugins") + modules("tests"):
        assert path.stem not in {"utils", "helpers", "misc", "common"}, path
