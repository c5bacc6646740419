"""Themes: how each authority looks, read from the themes folder and turned into style rules.

A theme is a folder with theme.toml (name, short, brand, website, and phone where a number is verified) and logo.svg. `common` is
the partnership's own and must be there. Nothing here knows how many themes there are.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

COMMON = "common"
# WCAG 2.2, 1.4.11: an edge or a mark needs 3:1 against what is beside it; 1.4.3: text needs 4.5:1.
LEAST_ON_WHITE = 3.0
LEAST_FOR_TEXT = 4.5
WHITE, BLACK = "#ffffff", "#101418"
KEYS = {"name", "short", "brand", "website", "phone"}


class ThemeFault(Exception):
    """A theme cannot be used; the sentence names it and says why and what to do."""


@dataclass(frozen=True)
class Theme:
    """One brand. `ink` is the colour of text upon `brand`; `phone` is None unless a number is verified."""

    slug: str
    name: str
    short: str
    brand: str
    ink: str
    website: str
    phone: str | None
    logo: bytes


def load_themes(folder: Path) -> dict[str, Theme]:
    """Every theme of the folder by slug, the common one first. ThemeFault names the first one that cannot be used."""
    found = sorted(path.parent for path in Path(folder).glob("*/theme.toml"))
    themes = {one.name: read_theme(one) for one in found}
    if COMMON not in themes:
        raise ThemeFault(f"The themes folder has no theme named '{COMMON}'. Put back {COMMON}/theme.toml and {COMMON}/logo.svg.")
    return {COMMON: themes.pop(COMMON), **themes}


def read_theme(folder: Path) -> Theme:
    """The theme in this folder. ThemeFault says what is wrong with it, in a sentence for the person who wrote it."""
    slug = folder.name
    values = _toml(folder / "theme.toml", slug)
    missing, unknown = {"name", "short", "brand"} - set(values), set(values) - KEYS
    if missing or unknown:
        said = f"lacks {', '.join(sorted(missing))}" if missing else f"has {', '.join(sorted(unknown))}, which no theme has"
        raise ThemeFault(f"The theme '{slug}' {said}. A theme has: {', '.join(sorted(KEYS))}.")
    brand = _checked_brand(values["brand"], slug)
    logo = folder / "logo.svg"
    if not logo.is_file():
        raise ThemeFault(f"The theme '{slug}' has no logo.svg beside its theme.toml.")
    return Theme(slug, values["name"], values["short"], brand, ink_on(brand), values.get("website", ""), values.get("phone"), logo.read_bytes())


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (#rrggbb), 1 to 21. Source: WCAG 2.2, definition of contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(brand: str) -> str:
    """White where white text can be read upon this colour, else near-black."""
    return WHITE if contrast(brand, WHITE) >= LEAST_FOR_TEXT else BLACK


def style_rules(themes: dict[str, Theme]) -> str:
    """CSS that sets the brand's tokens wherever an element carries data-authority; several may stand on one page."""
    rules = [
        f'[data-authority="{one.slug}"] {{ --brand: {one.brand}; --brand-ink: {one.ink}; }}'
        for one in themes.values()
    ]
    return "\n".join(rules) + "\n"


def _toml(path: Path, slug: str) -> dict[str, str]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ThemeFault(f"The theme '{slug}' cannot be read: {fault}.") from fault


def _checked_brand(brand: str, slug: str) -> str:
    if not isinstance(brand, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", brand):
        raise ThemeFault(f"The brand colour of the theme '{slug}' must be written like #00604d, not {brand!r}.")
    if (found := contrast(brand, WHITE)) < LEAST_ON_WHITE:
        raise ThemeFault(
            f"The brand colour {brand} of the theme '{slug}' is too light: its contrast with white is {found:.1f} to 1, "
            f"and lines and marks need {LEAST_ON_WHITE:.0f} to 1. Choose a darker shade of it."
        )
    return brand.lower()


def _luminance(colour: str) -> float:
    """Relative luminance, 0 black to 1 white. Source: WCAG 2.2, definition of relative luminance."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
