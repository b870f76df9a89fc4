"""The drawing of curves over time: axes, bands, lines with marks, numbers below; in the page's colours, or a file's own.

A group is told by its colour, its dashes and the shape of its marks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from assistant.analysis.curve_axis import TimeAxis
from assistant.analysis.curve_picture import COLOURS
from assistant.analysis.curve_points import Drawn
from corpora.catalogue import Language, say
from ui.markup import Markup, svg_tag, tag
from ui.spacing import spaced

_DASHES = ("", "7 3", "2 3", "9 3 2 3", "12 3", "5 2 1 2 1 2")
_STYLE = """
.km text { font: 12px var(--sans, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif); fill: var(--ink, #1b2124); }
.km .km-soft { fill: var(--ink-2, #556066); }
.km .km-title { font-weight: 600; font-size: 13px; }
.km .km-grid { stroke: var(--rule, #dfe2dd); stroke-width: 1; }
.km .km-axis { stroke: var(--rule-2, #868f8c); stroke-width: 1; fill: none; }
.km .km-line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.km .km-band { stroke: none; fill-opacity: .13; }
.km .km-mark { stroke: var(--paper, #fff); stroke-width: 1; }
"""
LEFT = 44.0
_RIGHT, _TICK_ROOM, _ROW, _CHARACTER = 22.0, 36.0, 17.0, 6.3


@dataclass(frozen=True)
class Series:
    """A group: its name in the legend, its points, and numbers to stand below the axis, by day."""

    name: str
    drawn: Drawn
    below: Mapping[float, str]


@dataclass(frozen=True)
class _Frame:
    """Where the plot lies in the drawing, and what its axes hold."""

    left: float
    right: float
    top: float
    bottom: float
    axis: TimeAxis

    def x(self, day: float) -> float:
        return round(self.left + day / self.axis.end * (self.right - self.left), 1)

    def y(self, survival: float) -> float:
        return round(self.bottom - survival * (self.bottom - self.top), 1)


def curves_drawing(
    series: Sequence[Series], axis: TimeAxis, language: Language, *, title: str, spoken: str, width: int
) -> Markup:
    """All series on one axis; the numbers below it where there are any."""
    frame, legend = _layout(series, axis, title, width)
    below, height = _below(series, frame, language)
    return svg_tag(
        "svg",
        tag("style", Markup(_STYLE)),
        tag("desc", spoken),
        _text(title, 0, 14, class_="km-title") if title else None,
        legend,
        _axes(frame, language),
        [_band(one.drawn, i, frame) for i, one in enumerate(series)],
        [_line(one.drawn, i, frame) for i, one in enumerate(series)],
        below,
        view_box=f"0 0 {width} {height:g}",
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=f"{height:g}",
        class_="km",
        role="img",
        aria_label=" ".join(filter(None, (title, spoken))),
    )


def swatch(group: int) -> Markup:
    """A group's line and mark, for a table that tells of it."""
    return svg_tag(
        "svg", tag("style", Markup(_STYLE)), _sample(group, 0, 7), view_box="0 0 30 14", width=30, height=14,
        class_="km km-swatch", aria_hidden="true", focusable="false",
    )  # fmt: skip


def _layout(series: Sequence[Series], axis: TimeAxis, title: str, width: int) -> tuple[_Frame, list[Markup]]:
    top = 30.0 if title else 12.0
    legend: list[Markup] = []
    for i, one in enumerate(series):
        legend.extend(_sample(i, 2, top))
        for line in wrap(one.name, max(12, int((width - 44) / _CHARACTER))) or [""]:
            legend.append(_text(line, 40, top + 4))
            top += _ROW
    plot = min(max(width * 0.42, 170.0), 300.0)
    return _Frame(LEFT, width - _RIGHT, top + 4, top + 4 + plot, axis), legend


def _axes(frame: _Frame, language: Language) -> list[Markup]:
    shapes = []
    for percent in (0, 25, 50, 75, 100):
        y = frame.y(percent / 100)
        shapes.append(svg_tag("line", x1=frame.left, x2=frame.right, y1=y, y2=y, class_="km-grid"))
        label = spaced(say("curve.percent", language, value=percent), language)
        shapes.append(_text(label, frame.left - 6, y + 4, class_="km-soft", text_anchor="end"))
    points = f"{frame.left},{frame.top} {frame.left},{frame.bottom} {frame.right},{frame.bottom}"
    shapes.append(svg_tag("polyline", points=points, class_="km-axis"))
    for day, label in zip(frame.axis.ticks, frame.axis.labels, strict=True):
        x = frame.x(day)
        shapes.append(svg_tag("line", x1=x, x2=x, y1=frame.bottom, y2=frame.bottom + 4, class_="km-axis"))
        shapes.append(_text(label, x, frame.bottom + 17, class_="km-soft", text_anchor="middle"))
    unit = say(f"curve.{frame.axis.unit}", language)
    shapes.append(_text(unit, frame.right, frame.bottom + _TICK_ROOM, class_="km-soft", text_anchor="end"))
    return shapes


def _below(series: Sequence[Series], frame: _Frame, language: Language) -> tuple[list[Markup], float]:
    """The table of numbers at risk, and where it ends; a group's marks stand at the left of its row."""
    top = frame.bottom + _TICK_ROOM + 18
    if not any(one.below for one in series):
        return [], top - 10
    shapes = [_text(say("curve.at_risk", language), 0, top - 18, class_="km-soft")]
    for i, one in enumerate(series):
        y = top + i * _ROW
        shapes.extend(_sample(i, 2, y - 4, short=True))
        for day in frame.axis.ticks:
            if day in one.below:
                shapes.append(_text(one.below[day], frame.x(day), y, text_anchor="middle"))
    return shapes, top + len(series) * _ROW - 6


def _band(drawn: Drawn, group: int, frame: _Frame) -> Markup:
    points = _points(drawn.days, drawn.high, frame) + _points(drawn.days, drawn.low, frame)[::-1]
    return svg_tag("polygon", points=_joined(points), class_="km-band", style=f"fill:{_colour(group)}")


def _line(drawn: Drawn, group: int, frame: _Frame) -> list[Markup]:
    points = _points(drawn.days, drawn.survival, frame)
    style = f"stroke:{_colour(group)}"
    line = svg_tag(
        "polyline", points=_joined(points), class_="km-line", style=style, stroke_dasharray=_dash(group) or None
    )
    return [line, *(_mark(group, x, y) for x, y in points[1:])]


def _points(days: Sequence[float], heights: Sequence[float], frame: _Frame) -> list[tuple[float, float]]:
    """In drawing units."""
    return [(frame.x(day), frame.y(height)) for day, height in zip(days, heights, strict=True)]


def _sample(group: int, x: float, y: float, *, short: bool = False) -> list[Markup]:
    """A group's line with its mark, from ``x``."""
    length = 20 if short else 30
    line = svg_tag(
        "line", x1=x, x2=x + length, y1=y, y2=y, class_="km-line", style=f"stroke:{_colour(group)}",
        stroke_dasharray=_dash(group) or None,
    )  # fmt: skip
    return [line, _mark(group, x + length / 2, y)]


def _mark(group: int, x: float, y: float) -> Markup:
    """Disc, square, triangle, diamond, triangle on its tip, cross-shaped dodecagon."""
    style, shape = f"fill:{_colour(group)}", _turned(group)
    if shape == 0:
        return svg_tag("circle", cx=x, cy=y, r=4, class_="km-mark", style=style)
    outlines = {
        1: ((-3.7, -3.7), (3.7, -3.7), (3.7, 3.7), (-3.7, 3.7)),
        2: ((0, -4.8), (4.6, 3.6), (-4.6, 3.6)),
        3: ((0, -5.2), (5.2, 0), (0, 5.2), (-5.2, 0)),
        4: ((0, 4.8), (4.6, -3.6), (-4.6, -3.6)),
        5: ((-1.6, -5), (1.6, -5), (1.6, -1.6), (5, -1.6), (5, 1.6), (1.6, 1.6), (1.6, 5), (-1.6, 5), (-1.6, 1.6),
            (-5, 1.6), (-5, -1.6), (-1.6, -1.6)),
    }  # fmt: skip
    outline = _joined([(x + dx, y + dy) for dx, dy in outlines[shape]])
    return svg_tag("polygon", points=outline, class_="km-mark", style=style)


def _colour(group: int) -> str:
    at = group % len(COLOURS)
    return f"var(--curve-{at + 1}, {COLOURS[at]})"


def _dash(group: int) -> str:
    return _DASHES[_turned(group)]


def _turned(group: int) -> int:
    """Which dashes and mark: where colours come round again, they come with others."""
    return (group + group // len(COLOURS)) % len(_DASHES)


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _text(words: str, x: float, y: float, **attributes: str) -> Markup:
    return svg_tag("text", words, x=x, y=y, **attributes)
