"""The shapes of a forest plot, as SVG in the page's own colours; what they show is said in words beside them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ui.markup import Markup, svg_tag

Ratio = tuple[float, float, float]

WIDTH, ROW, AXIS = 240.0, 26.0, 24.0
_MARGIN = 12.0
_TICKS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0)
_FEW_TICKS = (0.2, 0.5, 1.0, 2.0, 5.0)
_MOST_TICKS = 5


@dataclass(frozen=True)
class Scale:
    """A logarithmic axis from ``low`` to ``high``, in units of the drawing."""

    low: float
    high: float

    def x(self, ratio: float) -> float:
        """Where a ratio stands; one outside the axis stands at its end."""
        share = (math.log(ratio) - math.log(self.low)) / (math.log(self.high) - math.log(self.low))
        return round(_MARGIN + min(max(share, 0.0), 1.0) * (WIDTH - 2 * _MARGIN), 2)


def scale_of(ratios: Sequence[float]) -> Scale:
    """The ticks that hold all the ratios and 1, no wider than needed."""
    low = max((tick for tick in _TICKS if tick <= min((*ratios, 0.7))), default=_TICKS[0])
    high = min((tick for tick in _TICKS if tick >= max((*ratios, 1.5))), default=_TICKS[-1])
    return Scale(low, high)


def bar(ratio: Ratio, scale: Scale) -> Markup:
    """A ratio as a square on its interval; an end that the axis does not hold is an arrow."""
    value, low, high = map(scale.x, ratio)
    middle = ROW / 2
    ends = [_end(x, beyond) for x, beyond in ((low, ratio[1] < scale.low), (high, ratio[2] > scale.high))]
    return _drawing(
        ROW,
        _no_difference(scale),
        svg_tag("line", x1=low, x2=high, y1=middle, y2=middle, class_="bar"),
        *ends,
        svg_tag("rect", x=round(value - 4, 2), y=middle - 4, width=8, height=8, class_="point"),
    )


def diamond(ratio: Ratio, scale: Scale) -> Markup:
    """A pooled ratio: a diamond as wide as its interval."""
    value, low, high = map(scale.x, ratio)
    middle = ROW / 2
    points = f"{low},{middle} {value},{middle - 6} {high},{middle} {value},{middle + 6}"
    return _drawing(ROW, _no_difference(scale), svg_tag("polygon", points=points, class_="diamond"))


def axis(scale: Scale) -> Markup:
    """The axis with its ticks."""
    ticks = [tick for tick in _TICKS if scale.low <= tick <= scale.high]
    if len(ticks) > _MOST_TICKS:
        ticks = [tick for tick in ticks if tick in (scale.low, *_FEW_TICKS, scale.high)]
    marks = [svg_tag("line", x1=scale.x(scale.low), x2=scale.x(scale.high), y1=0, y2=0, class_="tick")]
    for tick in ticks:
        x = scale.x(tick)
        marks.append(svg_tag("line", x1=x, x2=x, y1=0, y2=5, class_="tick"))
        marks.append(svg_tag("text", f"{tick:g}", x=x, y=18, text_anchor="middle", class_="tick-label"))
    return _drawing(AXIS, *marks)


def _end(x: float, beyond: bool) -> Markup:
    middle = ROW / 2
    if not beyond:
        return svg_tag("line", x1=x, x2=x, y1=middle - 3, y2=middle + 3, class_="bar")
    inward = 5 if x < WIDTH / 2 else -5
    return svg_tag(
        "polygon", points=f"{x},{middle} {x + inward},{middle - 4} {x + inward},{middle + 4}", class_="beyond"
    )


def _no_difference(scale: Scale) -> Markup:
    return svg_tag("line", x1=scale.x(1.0), x2=scale.x(1.0), y1=0, y2=ROW, class_="null")


def _drawing(height: float, *shapes: Markup) -> Markup:
    return svg_tag("svg", *shapes, view_box=f"0 0 {WIDTH:g} {height:g}", aria_hidden="true", focusable="false")
