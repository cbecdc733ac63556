"""Contrast of the colours (WCAG 2.2, relative luminance), so that everybody can read the pages."""

import tomllib
from pathlib import Path

import pytest

from di_data.charts.figure import CONCERN, IMPROVEMENT, NEUTRAL

THEME = tomllib.loads((Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml").read_text())["theme"]
BACKGROUNDS = [
    (name, part[ground])
    for name in ("light", "dark")
    for part in (THEME[name], THEME[name]["sidebar"])
    for ground in ("backgroundColor", "secondaryBackgroundColor")
]


def luminance(colour: str) -> float:
    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_worked_out_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(("name", "ground"), BACKGROUNDS)
def test_text_is_readable(name: str, ground: str) -> None:
    assert contrast(THEME[name]["textColor"], ground) >= 4.5


@pytest.mark.parametrize(("name", "ground"), BACKGROUNDS)
def test_links_are_readable(name: str, ground: str) -> None:
    assert contrast(THEME[name]["linkColor"], ground) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_button_is_readable(name: str) -> None:
    """Streamlit 1.67 writes in white on a primary button, whatever its colour (read in its script)."""
    assert contrast("#ffffff", THEME[name]["primaryColor"]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_primary_colour_stands_out(name: str) -> None:
    assert contrast(THEME[name]["primaryColor"], THEME[name]["backgroundColor"]) >= 3


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("colour", [IMPROVEMENT, CONCERN, NEUTRAL])
def test_colours_of_meaning_stand_out(name: str, colour: str) -> None:
    assert contrast(colour, THEME[name]["backgroundColor"]) >= 3


@pytest.mark.parametrize(
    ("name", "colour"),
    [(name, colour) for name in ("light", "dark") for colour in THEME[name]["chartCategoricalColors"]],
)
def test_colours_of_departments_stand_out(name: str, colour: str) -> None:
    assert contrast(colour, THEME[name]["backgroundColor"]) >= 3


@pytest.mark.parametrize("name", ["light", "dark"])
def test_departments_have_eight_different_colours(name: str) -> None:
    assert len(set(THEME[name]["chartCategoricalColors"])) == 8
