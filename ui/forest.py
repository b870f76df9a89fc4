"""Forest plots: the ratios of an endpoint with their intervals, drawn as SVG in the page's own colours."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer import EvidenceSource, PooledEstimate
from corpora.literature.effect import EffectEstimate, Measure
from ui.citations import citation
from ui.effect_words import effect_words, has_interval, printed
from ui.markup import Markup, svg_tag, tag
from ui.words import Words, hidden

WIDTH, ROW, AXIS = 240.0, 26.0, 30.0
_MARGIN = 10.0
_TICKS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0)
_ROWS_OF_A_SOURCE = 3


@dataclass(frozen=True)
class Row:
    """One estimate of one source."""

    found: EvidenceSource
    effect: EffectEstimate


@dataclass(frozen=True)
class Scale:
    """A logarithmic axis from ``low`` to ``high``, in units of the drawing."""

    low: float
    high: float

    def x(self, ratio: float) -> float:
        """Where a ratio stands; outside the axis, at its end."""
        share = (math.log(ratio) - math.log(self.low)) / (math.log(self.high) - math.log(self.low))
        return _MARGIN + min(max(share, 0.0), 1.0) * (WIDTH - 2 * _MARGIN)


def forest(
    sources: Sequence[EvidenceSource], pooled: Sequence[PooledEstimate], turn: int, t: Words
) -> list[tuple[str, Markup]]:
    """A plot for each endpoint and measure that the sources report as a ratio with its interval, by name.

    Sources that bear on the question are drawn; where none does, the near ones are.
    """
    drawable = [Row(s, e) for s in _bearing(sources) for e in _first_of_each(s.effects)]
    groups = _by_endpoint(drawable)
    plots = []
    for (endpoint, measure), rows in groups:
        estimate = next((p for p in pooled if _same(p, endpoint, measure)), None)
        plots.append((f"{measure.value}/{endpoint}", _plot(endpoint, measure, rows, estimate, turn, t)))
    return plots


def scale_of(ratios: Sequence[float]) -> Scale:
    """The ticks that hold all the ratios and 1, no wider than needed."""
    low = max((tick for tick in _TICKS if tick <= min((*ratios, 0.7))), default=_TICKS[0])
    high = min((tick for tick in _TICKS if tick >= max((*ratios, 1.5))), default=_TICKS[-1])
    return Scale(low, high)


def _bearing(sources: Sequence[EvidenceSource]) -> list[EvidenceSource]:
    citable = [s for s in sources if not s.source.retracted]
    return [s for s in citable if s.answers] or citable


def _first_of_each(effects: Sequence[EffectEstimate]) -> list[EffectEstimate]:
    return [effect for effect in effects if has_interval(effect)][:_ROWS_OF_A_SOURCE]


def _by_endpoint(rows: Sequence[Row]) -> list[tuple[tuple[str, Measure], list[Row]]]:
    """Groups with most sources first; endpoints that differ only in case are one."""
    order: dict[tuple[str, Measure], int] = {}
    for row in rows:
        order.setdefault(_key(row), len(order))
    grouped = [(key, list(g)) for key, g in groupby(sorted(rows, key=lambda r: order[_key(r)]), key=_key)]
    return sorted(grouped, key=lambda g: -len({row.found.n for row in g[1]}))


def _key(row: Row) -> tuple[str, Measure]:
    return row.effect.endpoint.lower(), row.effect.measure


def _same(estimate: PooledEstimate, endpoint: str, measure: Measure) -> bool:
    return estimate.endpoint.lower() == endpoint and estimate.measure == measure.value


def _plot(
    endpoint: str, measure: Measure, rows: Sequence[Row], pooled: PooledEstimate | None, turn: int, t: Words
) -> Markup:
    ratios = [float(v) for r in rows for v in (r.effect.ci_low, r.effect.ci_high) if v is not None]
    pools = [("pooled_fixed", pooled.fixed), ("pooled_random", pooled.random)] if pooled else []
    scale = scale_of([*ratios, *(bound for _, pool in pools for bound in pool)])
    name = rows[0].effect.endpoint
    lines = [tag("tr", *_row_cells(row, scale, turn, t)) for row in rows]
    lines += [tag("tr", *_pooled_cells(t(key), pool, measure, scale, t), class_="pooled") for key, pool in pools]
    axis = tag("tr", tag("td"), tag("td", _axis(scale), class_="plot"), tag("td"), class_="axis", aria_hidden="true")
    table = tag(
        "table",
        tag("caption", tag("strong", name), " ", tag("span", t(f"measure_{measure.value}"), class_="measure")),
        tag("tbody", lines, axis),
        class_="forest",
        aria_label=t("forest_title", endpoint=name, measure=t(f"measure_{measure.value}")),
    )
    warning = tag("p", pooled.warning, class_="pool-warning") if pooled else None
    spread = (
        tag(
            "p", t("heterogeneity", i2=f"{pooled.i_squared:.0f}", p=f"{pooled.heterogeneity_p:.2f}"), class_="pool-note"
        )
        if pooled
        else None
    )
    return tag("figure", table, spread, warning, class_="forest-figure")


def _row_cells(row: Row, scale: Scale, turn: int, t: Words) -> tuple[Markup, ...]:
    effect = row.effect
    comparison = effect.comparison or row.found.source.title
    return (
        tag(
            "th",
            citation(row.found.n, turn, {row.found.n: row.found}, t, effect.passage_start),
            tag("span", comparison, class_="arms", lang=row.found.source.language),
            scope="row",
        ),
        tag("td", _bar(effect, scale), class_="plot"),
        tag("td", _figures(effect, t), class_="figure"),
    )


def _figures(effect: EffectEstimate, t: Words) -> Markup:
    assert effect.value is not None and effect.ci_low is not None and effect.ci_high is not None
    span = f"{printed(effect.ci_low)}–{printed(effect.ci_high)}"
    shown = (tag("b", printed(effect.value)), " ", tag("span", span))
    return tag("span", tag("span", *shown, aria_hidden="true"), hidden(effect_words(effect, t)))


def _bar(effect: EffectEstimate, scale: Scale) -> Markup:
    assert effect.value is not None and effect.ci_low is not None and effect.ci_high is not None
    value, low, high = (scale.x(float(v)) for v in (effect.value, effect.ci_low, effect.ci_high))
    middle = ROW / 2
    return _drawing(
        ROW,
        _null_line(scale, ROW),
        svg_tag("line", x1=_n(low), x2=_n(high), y1=middle, y2=middle, class_="bar"),
        *[svg_tag("line", x1=_n(x), x2=_n(x), y1=middle - 3, y2=middle + 3, class_="bar") for x in (low, high)],
        svg_tag("rect", x=_n(value - 4), y=middle - 4, width=8, height=8, class_="point"),
    )


def _pooled_cells(
    name: str, pool: tuple[float, float, float], measure: Measure, scale: Scale, t: Words
) -> tuple[Markup, ...]:
    value, low, high = pool
    x, left, right = (_n(scale.x(v)) for v in pool)
    middle = ROW / 2
    points = f"{left},{middle} {x},{middle - 6} {right},{middle} {x},{middle + 6}"
    drawing = _drawing(ROW, _null_line(scale, ROW), svg_tag("polygon", points=points, class_="diamond"))
    interval = t("interval", level="95", low=f"{low:.2f}", high=f"{high:.2f}")
    shown = (tag("b", f"{value:.2f}"), " ", tag("span", f"{low:.2f}–{high:.2f}"))
    spoken = hidden(f"{t(f'measure_{measure.value}')} {value:.2f} ({interval})")
    return (
        tag("th", name, scope="row"),
        tag("td", drawing, class_="plot"),
        tag("td", tag("span", tag("span", *shown, aria_hidden="true"), spoken), class_="figure"),
    )


def _axis(scale: Scale) -> Markup:
    ticks = [tick for tick in _TICKS if scale.low <= tick <= scale.high]
    if len(ticks) > 5:
        ticks = [tick for tick in ticks if tick in (scale.low, 0.2, 0.5, 1.0, 2.0, 5.0, scale.high)]
    marks = []
    for tick in ticks:
        x = _n(scale.x(tick))
        marks.append(svg_tag("line", x1=x, x2=x, y1=0, y2=5, class_="tick"))
        marks.append(svg_tag("text", f"{tick:g}", x=x, y=18, text_anchor="middle", class_="tick-label"))
    end = _n(scale.x(scale.high))
    return _drawing(AXIS, svg_tag("line", x1=_MARGIN, x2=end, y1=0, y2=0, class_="tick"), *marks)


def _null_line(scale: Scale, height: float) -> Markup:
    x = _n(scale.x(1.0))
    return svg_tag("line", x1=x, x2=x, y1=0, y2=height, class_="null")


def _drawing(height: float, *shapes: Markup) -> Markup:
    return svg_tag("svg", *shapes, view_box=f"0 0 {WIDTH:g} {height:g}", aria_hidden="true", focusable="false")


def _n(number: float) -> float:
    return round(number, 2)
