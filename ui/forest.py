"""Forest plots: which ratios are drawn together, and the table around each drawing that says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import EvidenceSource, PooledEstimate
from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import SourceKind
from ui.citations import citation
from ui.effect_words import effect_words, has_interval, printed
from ui.forest_drawing import Ratio, Scale, axis, bar, diamond, scale_of
from ui.markup import Markup, tag
from ui.words import Words, hidden

_ROWS_OF_A_SOURCE = 4


@dataclass(frozen=True)
class Row:
    """One line of a plot: what it is called, its ratio, and that ratio in figures and in words."""

    label: Markup
    ratio: Ratio
    figures: tuple[str, str]
    spoken: str
    pooled: bool = False


def forest(
    sources: Sequence[EvidenceSource], pooled: Sequence[PooledEstimate], turn: int, t: Words
) -> list[tuple[str, Markup]]:
    """The plots of an answer, by name: pooled outcomes first, then endpoints, then what one source alone reports.

    Only sources that bear on the question are drawn, where there are any; a retracted one never is, nor a cohort, which
    would stand among trials as one of them.
    """
    by_number = {found.n: found for found in sources}
    plots = [_pooled(estimate, by_number, turn, t) for estimate in pooled]
    done = {(n, row) for estimate in pooled for n, row in zip(estimate.citations, estimate.rows, strict=False)}
    drawable = [
        (found, effect)
        for found in _bearing(sources)
        for effect in [e for e in found.effects if has_interval(e)][:_ROWS_OF_A_SOURCE]
        if (found.n, ratio_of(effect)) not in done
    ]
    alone: dict[Measure, list[tuple[EvidenceSource, EffectEstimate]]] = {}
    for (name, measure), group in _by_endpoint(drawable).items():
        if len({found.n for found, _ in group}) > 1:
            rows = [_row(found, effect, turn, t) for found, effect in group]
            plots.append((f"{measure.value}/{name}", _plot(group[0][1].endpoint, measure.value, rows, t)))
        else:
            alone.setdefault(measure, []).extend(group)
    for measure, group in alone.items():
        rows = [_row(found, effect, turn, t, with_endpoint=True) for found, effect in group]
        plots.append((f"alone/{measure.value}", _plot(t("forest_others"), measure.value, rows, t)))
    return plots


def ratio_of(effect: EffectEstimate) -> Ratio:
    """An effect that has an interval, as value, low, high."""
    assert effect.value is not None and effect.ci_low is not None and effect.ci_high is not None
    return float(effect.value), float(effect.ci_low), float(effect.ci_high)


def _bearing(sources: Sequence[EvidenceSource]) -> list[EvidenceSource]:
    citable = [s for s in sources if not s.source.retracted and s.source.kind is not SourceKind.COHORT]
    return [s for s in citable if s.answers] or citable


def _by_endpoint(
    drawable: Sequence[tuple[EvidenceSource, EffectEstimate]],
) -> dict[tuple[str, Measure], list[tuple[EvidenceSource, EffectEstimate]]]:
    """Endpoints that differ only in case are one."""
    groups: dict[tuple[str, Measure], list[tuple[EvidenceSource, EffectEstimate]]] = {}
    for found, effect in drawable:
        groups.setdefault((effect.endpoint.lower(), effect.measure), []).append((found, effect))
    return groups


def _row(found: EvidenceSource, effect: EffectEstimate, turn: int, t: Words, *, with_endpoint: bool = False) -> Row:
    named = effect.endpoint if with_endpoint else ""
    words = tag("span", named or effect.comparison, tag("small", effect.comparison) if named else None, lang="en")
    interval = f"{printed(effect.ci_low)}–{printed(effect.ci_high)}" if effect.ci_low and effect.ci_high else ""
    value = printed(effect.value) if effect.value else ""
    label = _label(found, words, turn, t, effect.passage_start)
    return Row(label, ratio_of(effect), (value, interval), effect_words(effect, t))


def _pooled(estimate: PooledEstimate, by_number: dict[int, EvidenceSource], turn: int, t: Words) -> tuple[str, Markup]:
    """The sources' own ratios as they were pooled, then the two pooled ones."""
    rows = []
    for n, ratio in zip(estimate.citations, estimate.rows, strict=False):
        found = by_number[n]
        label = _label(found, tag("span", short_name(found)), turn, t)
        rows.append(Row(label, ratio, _two_digits(ratio), _spoken(estimate.measure, ratio, t)))
    for entry, ratio in (("pooled_fixed", estimate.fixed), ("pooled_random", estimate.random)):
        spoken = _spoken(estimate.measure, ratio, t)
        rows.append(Row(tag("span", t(entry)), ratio, _two_digits(ratio), spoken, pooled=True))
    spread = t("heterogeneity", i2=f"{estimate.i_squared:.0f}", p=f"{estimate.heterogeneity_p:.2f}")
    notes = (tag("p", spread, class_="pool-note"), tag("p", estimate.warning, class_="pool-warning"))
    return f"pooled/{estimate.measure}/{estimate.endpoint}", _plot(estimate.endpoint, estimate.measure, rows, t, *notes)


def short_name(found: EvidenceSource) -> str:
    """A trial's name or else the journal, with the year."""
    trial = found.source.about.get("trial_name")
    name = trial if isinstance(trial, str) and 0 < len(trial) <= 24 else found.source.journal or found.source.title
    return " ".join(part for part in (name, str(found.source.year or "")) if part)


def _label(found: EvidenceSource, words: Markup, turn: int, t: Words, at: int | None = None) -> Markup:
    return tag("span", citation(found.n, turn, {found.n: found}, t, at), words, class_="label")


def _two_digits(ratio: Ratio) -> tuple[str, str]:
    value, low, high = ratio
    return f"{value:.2f}", f"{low:.2f}–{high:.2f}"


def _spoken(measure: str, ratio: Ratio, t: Words) -> str:
    value, low, high = ratio
    return f"{t(f'measure_{measure}')} {value:.2f} ({t('interval', level='95', low=f'{low:.2f}', high=f'{high:.2f}')})"


def _plot(name: str, measure: str, rows: Sequence[Row], t: Words, *notes: Markup) -> Markup:
    scale = scale_of([bound for row in rows for bound in row.ratio])
    axis_row = tag("tr", tag("td"), tag("td", axis(scale), class_="plot"), tag("td"), class_="axis", aria_hidden="true")
    table = tag(
        "table",
        tag("caption", tag("strong", name), " ", tag("span", t(f"measure_{measure}"), class_="measure")),
        tag("tbody", [_line(row, scale) for row in rows], axis_row),
        class_="forest",
        aria_label=t("forest_title", endpoint=name, measure=t(f"measure_{measure}")),
    )
    return tag("figure", table, notes, class_="forest-figure")


def _line(row: Row, scale: Scale) -> Markup:
    value, interval = row.figures
    figures = tag("span", tag("b", value), " ", tag("span", interval), aria_hidden="true")
    drawing = diamond(row.ratio, scale) if row.pooled else bar(row.ratio, scale)
    return tag(
        "tr",
        tag("th", row.label, scope="row"),
        tag("td", drawing, class_="plot"),
        tag("td", figures, hidden(row.spoken), class_="figure"),
        class_="pooled" if row.pooled else None,
    )
