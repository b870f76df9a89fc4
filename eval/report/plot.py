"""Figures with their intervals as inline SVG: a dot and a whisker each, told apart by shape as well as colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup, escape

from corpora.catalogue import Language
from eval.report.figures import decimal

_LABEL, _PLOT, _RIGHT, _TOP = 250, 420, 20, 8
_ROW, _GAP, _AXIS = 14, 12, 26
_LONGEST_LABEL = 42
SHAPES = ("circle", "square", "diamond", "triangle", "cross", "ring")


@dataclass(frozen=True)
class Dot:
    """A figure of series ``series`` (from 0), 0 to 1, with its interval where it has one, and its text."""

    series: int
    value: float
    low: float | None
    high: float | None
    text: str


@dataclass(frozen=True)
class PlotRow:
    """One label with its dots, one below the other."""

    label: str
    dots: tuple[Dot, ...]


def interval_plot(rows: Sequence[PlotRow], title: str, language: Language) -> Markup:
    """The plot of shares: an axis from 0 to 100 %, a row a label. Empty without rows."""
    if not rows:
        return Markup()
    heights = [max(1, len(row.dots)) * _ROW + _GAP for row in rows]
    height = _TOP + sum(heights) + _AXIS
    parts = [_grid(height, language)]
    y = float(_TOP)
    for row, row_height in zip(rows, heights, strict=True):
        middle = y + row_height / 2
        parts.append(
            Markup('<text x="{}" y="{:.1f}" class="label">{}</text>').format(_LABEL - 12, middle + 4, _short(row.label))
        )
        for i, dot in enumerate(row.dots):
            parts.append(_dot(dot, y + _GAP / 2 + (i + 0.5) * _ROW))
        y += row_height
    return Markup('<svg viewBox="0 0 {} {}" role="img" class="plot"><title>{}</title>{}</svg>').format(
        _LABEL + _PLOT + _RIGHT, height, title, Markup().join(parts)
    )


def marker(series: int) -> Markup:
    """The sign of a series, for a legend."""
    return Markup('<svg viewBox="0 0 12 12" class="sign" aria-hidden="true">{}</svg>').format(_shape(series, 6, 6))


def _grid(height: int, language: Language) -> Markup:
    lines = []
    for percent in range(0, 101, 20):
        x = _x(percent / 100)
        lines.append(
            Markup('<line x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}" class="grid"/>').format(x, _TOP, height - _AXIS)
        )
        lines.append(
            Markup('<text x="{:.1f}" y="{}" class="tick">{}</text>').format(
                x, height - _AXIS + 16, decimal(f"{percent} %", language)
            )
        )
    return Markup().join(lines)


def _dot(dot: Dot, y: float) -> Markup:
    whisker = Markup()
    if dot.low is not None and dot.high is not None:
        whisker = Markup('<line x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}" class="whisker s{}"/>').format(
            _x(dot.low), _x(dot.high), y, y, dot.series % len(SHAPES)
        )
    return Markup("<g><title>{}</title>{}{}</g>").format(dot.text, whisker, _shape(dot.series, _x(dot.value), y))


def _shape(series: int, x: float, y: float) -> Markup:
    shape, css = SHAPES[series % len(SHAPES)], f"dot s{series % len(SHAPES)}"
    if shape in ("circle", "ring"):
        return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3.8" class="{} {}"/>').format(x, y, css, shape)
    points = {
        "square": ((-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)),
        "diamond": ((0, -4.8), (4.8, 0), (0, 4.8), (-4.8, 0)),
        "triangle": ((0, -4.6), (4.4, 3.6), (-4.4, 3.6)),
        "cross": (
            *((-4, -1.4), (-1.4, -1.4), (-1.4, -4), (1.4, -4), (1.4, -1.4), (4, -1.4)),
            *((4, 1.4), (1.4, 1.4), (1.4, 4), (-1.4, 4), (-1.4, 1.4), (-4, 1.4)),
        ),
    }[shape]
    return Markup('<polygon points="{}" class="{}"/>').format(
        " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in points), css
    )


def _x(share: float) -> float:
    return _LABEL + _PLOT * min(1.0, max(0.0, share))


def _short(label: str) -> Markup:
    """A label on one line; a long one is cut at a word."""
    if len(label) <= _LONGEST_LABEL:
        return escape(label)
    cut = label[: ceil(_LONGEST_LABEL)].rsplit(" ", 1)[0]
    return escape(f"{cut}…")
