"""A column's distribution, small enough for a table's cell."""

from collections.abc import Sequence

from ui.markup import Markup, svg_tag

_WIDTH, _HEIGHT, _MOST = 96, 22, 24


def distribution(bars: Sequence[float]) -> Markup | None:
    """Bars of heights from 0 to 1; nothing where there are none. What they show is said in words beside them."""
    if not bars:
        return None
    shown = bars[:_MOST]
    width = min(_WIDTH / len(shown), 14.0)
    shapes = [
        svg_tag(
            "rect", x=round(i * width, 1), y=round(_HEIGHT - max(1.0, height * _HEIGHT), 1), width=round(width - 1, 1),
            height=round(max(1.0, height * _HEIGHT), 1),
        )
        for i, height in enumerate(shown)
    ]  # fmt: skip
    return svg_tag(
        "svg", shapes, view_box=f"0 0 {_WIDTH} {_HEIGHT}", width=_WIDTH, height=_HEIGHT, class_="distribution",
        aria_hidden="true", focusable="false",
    )  # fmt: skip
