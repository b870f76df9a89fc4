"""The page's colours reach WCAG 2.2 AA in light and dark (contrast formula of WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from importlib.resources import files

import pytest

TEXT_ON_GROUND = [
    ("ink", "paper"), ("ink", "paper-2"), ("ink", "paper-3"), ("ink-2", "paper"), ("ink-2", "paper-2"),
    ("ink-2", "paper-3"), ("accent", "paper"), ("accent", "paper-2"), ("accent", "accent-soft"),
    ("on-accent", "accent"), ("on-accent", "accent-2"), ("ink", "mark"), ("ink", "alarm-soft"), ("paper", "alarm"),
    ("alarm", "paper"), ("paper", "ink"),
]  # fmt: skip
SHAPE_ON_GROUND = [("accent", "paper-2"), ("rule-2", "paper"), ("rule-2", "paper-2"), ("alarm", "paper")]


def colours(theme: str) -> dict[str, str]:
    """The tokens of a theme; dark overrides light."""
    sheet = (files("ui.assets") / "tokens.css").read_text(encoding="utf-8")
    light, dark = sheet.split(':root[data-theme="dark"]')
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    return found if theme == "light" else found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula_gives_the_standard_s_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_reaches_four_and_a_half(theme: str, text: str, ground: str) -> None:
    assert contrast(colours(theme)[text], colours(theme)[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON_GROUND)
def test_shapes_that_carry_meaning_reach_three(theme: str, shape: str, ground: str) -> None:
    assert contrast(colours(theme)[shape], colours(theme)[ground]) >= 3.0
