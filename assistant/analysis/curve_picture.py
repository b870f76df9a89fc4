"""Survival curves as a PNG, for documents: the same marks, bands and numbers at risk as the page draws."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.analysis.curve_axis import TimeAxis, time_axis
from assistant.analysis.curve_points import at_risk_words, drawn_points
from assistant.analysis.results import PublishedCurve
from corpora.catalogue import Language, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# In light, for a file and for paper; the page's style sheet overrides them in dark.
COLOURS = ("#0b5563", "#a84300", "#5a3fa0", "#4a6414", "#8a1f5c", "#4f5a60")
_DASHES: tuple[tuple[int, tuple[float, ...]], ...] = (
    (0, ()), (0, (4, 2)), (0, (1, 1.5)), (0, (5, 1.5, 1, 1.5)), (0, (7, 2)), (0, (3, 1, 1, 1, 1, 1)),
)  # fmt: skip
_MARKS = ("o", "s", "^", "D", "v", "P")
_WIDTH_IN, _PLOT_IN, _ROW_IN, _DPI = 6.3, 2.9, 0.19, 200


def curve_png(curves: Sequence[PublishedCurve], language: Language) -> bytes:
    """Kaplan-Meier curves with bands, marks at the published points and numbers at risk; 6.3 inches wide, 200 dpi."""
    # The figure is made without pyplot, whose registry of figures is shared by all threads of a server.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    axis = time_axis(curves)
    legend_in, table_in = 0.12 + 0.2 * len(curves), 0.62 + _ROW_IN * len(curves)
    height = legend_in + _PLOT_IN + table_in
    figure = Figure(figsize=(_WIDTH_IN, height), facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.1, table_in / height, 0.84, _PLOT_IN / height))
    for group, curve in enumerate(curves):
        _draw(axes, curve, group)
    _dress(axes, axis, language)
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False, fontsize=8.5, handlelength=3.2, borderaxespad=0.2,
        ncols=1,
    )  # fmt: skip
    _at_risk(axes, curves, axis, language)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=_DPI, metadata={"Software": None})
    return out.getvalue()


def _draw(axes: "Axes", curve: PublishedCurve, group: int) -> None:
    drawn = drawn_points(curve)
    look, turned = _look(group)
    axes.fill_between(drawn.days, drawn.low, drawn.high, color=COLOURS[look], alpha=0.13, linewidth=0)
    axes.plot(
        drawn.days, drawn.survival, color=COLOURS[look], linestyle=_DASHES[turned], marker=_MARKS[turned], markersize=4.5,
        markeredgecolor="white", markeredgewidth=0.6, linewidth=1.5, markevery=slice(1, None),
        label=_plain(f"{curve.label} (n = {curve.n})"),
    )  # fmt: skip


def _dress(axes: "Axes", axis: TimeAxis, language: Language) -> None:
    axes.set_xlim(0, axis.end)
    axes.set_ylim(0, 1)
    axes.set_xticks(axis.ticks, axis.labels)
    heights = (0, 25, 50, 75, 100)
    axes.set_yticks([h / 100 for h in heights], [say("curve.percent", language, value=h) for h in heights])
    axes.tick_params(labelsize=8, colors="#556066", length=3)
    axes.set_xlabel(say(f"curve.{axis.unit}", language), fontsize=8, color="#556066", loc="right", labelpad=1)
    axes.grid(axis="y", color="#dfe2dd", linewidth=0.7)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color("#868f8c")


def _at_risk(axes: "Axes", curves: Sequence[PublishedCurve], axis: TimeAxis, language: Language) -> None:
    down = axes.get_xaxis_transform()
    head = -0.4 / _PLOT_IN
    axes.text(
        -0.08, head, say("curve.at_risk", language), transform=axes.transAxes, fontsize=8, color="#556066", va="top"
    )
    for group, curve in enumerate(curves):
        y = head - (group + 1) * _ROW_IN / _PLOT_IN
        look, turned = _look(group)
        axes.plot(
            [-0.085, -0.065, -0.045], [y, y, y], transform=axes.transAxes, color=COLOURS[look], linestyle=_DASHES[turned],
            linewidth=1.5, marker=_MARKS[turned], markersize=4, markevery=[1], clip_on=False,
        )  # fmt: skip
        at = at_risk_words(curve, language)
        for day in axis.ticks:
            if day in at:
                axes.text(day, y, at[day], transform=down, fontsize=8, ha="center", va="center")


def _look(group: int) -> tuple[int, int]:
    """Which colour, and which dashes and mark: where colours come round again, they come with others."""
    return group % len(COLOURS), (group + group // len(COLOURS)) % len(_MARKS)


def _plain(words: str) -> str:
    """Words of a hospital's own file, which must not be read as mathematics."""
    return words.replace("\\", "\\\\").replace("$", "\\$")
