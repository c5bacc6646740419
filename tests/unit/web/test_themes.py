"""Themes: every bundled one can be used, and one that cannot is refused in a sentence."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

import extranet_themes
from extranet.web.themes import COMMON, LEAST_FOR_TEXT, LEAST_ON_WHITE, WHITE, ThemeFault, contrast, load_themes, style_rules

BUNDLED = load_themes(Path(extranet_themes.__file__).parent)
GOOD = 'name = "Ashford Vale Council"\nshort = "Ashford Vale"\nbrand = "#00604d"\n'


def write_theme(folder: Path, slug: str, words: str, logo: str | None = "<svg/>") -> Path:
    (folder / slug).mkdir(parents=True, exist_ok=True)
    (folder / slug / "theme.toml").write_text(words, encoding="utf-8")
    if logo is not None:
        (folder / slug / "logo.svg").write_text(logo, encoding="utf-8")
    return folder


@pytest.mark.parametrize("theme", BUNDLED.values(), ids=lambda theme: theme.slug)
def test_every_brand_stands_out_on_white_and_its_text_can_be_read(theme):
    assert contrast(theme.brand, WHITE) >= LEAST_ON_WHITE
    assert contrast(theme.brand, theme.ink) >= LEAST_FOR_TEXT


@pytest.mark.parametrize("theme", BUNDLED.values(), ids=lambda theme: theme.slug)
def test_every_mark_is_a_drawing_without_script_or_outside_parts(theme):
    root = ElementTree.fromstring(theme.logo)
    tags = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert tags <= {"svg", "g", "path", "rect", "circle"}
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on") or "href" in name]


def test_no_two_authorities_share_a_colour():
    colours = [theme.brand for theme in BUNDLED.values()]
    assert len(set(colours)) == len(colours)


def test_every_authority_known_to_the_vocabulary_has_a_theme():
    import csv

    import extranet_content

    path = Path(extranet_content.__file__).parent / "vocabularies" / "authorities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        assert {row["slug"] for row in csv.DictReader(file)} <= set(BUNDLED)


def test_contrast_is_the_one_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_bright_yellow_brand_is_refused_with_its_contrast(tmp_path):
    write_theme(tmp_path, "common", GOOD)
    write_theme(tmp_path, "carrow", GOOD.replace("#00604d", "#f2b705"))
    with pytest.raises(ThemeFault) as refused:
        load_themes(tmp_path)
    assert str(refused.value) == (
        "The brand colour #f2b705 of the theme 'carrow' is too light: its contrast with white is 1.8 to 1, "
        "and lines and marks need 3 to 1. Choose a darker shade of it."
    )


def test_a_middling_brand_gets_dark_text(tmp_path):
    write_theme(tmp_path, "common", GOOD.replace("#00604d", "#e0701a"))
    theme = load_themes(tmp_path)[COMMON]
    assert theme.ink != WHITE
    assert contrast(theme.brand, theme.ink) >= LEAST_FOR_TEXT


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (GOOD.replace("brand", "colour"), "lacks brand"),
        (GOOD + 'motto = "x"\n', "has motto, which no theme has"),
        (GOOD.replace("#00604d", "green"), "must be written like #00604d, not 'green'"),
        ("name = ", "cannot be read"),
    ],
)
def test_a_theme_that_cannot_be_used_is_named_with_the_reason(tmp_path, words, sentence):
    write_theme(tmp_path, "common", words)
    with pytest.raises(ThemeFault, match="theme 'common'") as refused:
        load_themes(tmp_path)
    assert sentence in str(refused.value)


def test_a_theme_without_its_mark_is_refused(tmp_path):
    write_theme(tmp_path, "common", GOOD, logo=None)
    with pytest.raises(ThemeFault, match="has no logo.svg"):
        load_themes(tmp_path)


def test_a_folder_without_the_common_theme_is_refused(tmp_path):
    write_theme(tmp_path, "woking", GOOD)
    with pytest.raises(ThemeFault, match="no theme named 'common'"):
        load_themes(tmp_path)


def test_the_rules_colour_each_authority_by_its_own_attribute():
    rules = style_rules(BUNDLED)
    assert '[data-authority="surrey"] { --brand: #00604d; --brand-ink: #ffffff; }' in rules
    assert rules.count("data-authority") == len(BUNDLED)
