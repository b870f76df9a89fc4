"""Ratios: which figures are hazard, odds or risk ratios, and those printed without an interval."""

import re
from dataclasses import dataclass

from assistant.effects.figures import Figure
from assistant.effects.printed_numbers import UNSIGNED, as_decimal
from assistant.effects.ratio_labels import RatioLabel

_OTHER_MEASURE = re.compile(
    r"(?i)\b(?:mean|moyenne|différence|difference|change|sensitivity|specificity|auc|correlation|slope|beta|"
    r"concentrations?|kappa|c-index)\b"
)
_WITHOUT_INTERVAL = re.compile(
    r"[\s\])]*(?:(?:was|were|is|of|=|:|,|était|de|est|estimated\s+at|at|estimé\s+à|à|equal\s+to|remained)[\s]*)*"
    rf"(?:for\s+[a-z][a-z\s-]{{2,60}}?[,:=]?\s*(?:(?:was|of)\s+)?|"
    rf"pour\s+[^\d,;()]{{2,60}}[,:=]\s*)?(?P<value>{UNSIGNED})"
    r"(?![\d%]|\s*(?:%|months?|years?|weeks?|days?|vs?\b|versus|mg|Gy|patients|mois|ans|-\s*\d|to\s+\d))"
)
_AND_AGAIN = re.compile(rf"\s*(?:,|and|et|,\s*and|;)\s*(?P<value>{UNSIGNED})(?![\d%]|\s*(?:%|months|years|patients))")
# Where a ratio without its label stands: "…; 0.99, 0.77-1.28", "(0.64, 0.46 to 0.91 and 0.81, …".
_IN_A_LIST = re.compile(r"(?:[;(\[,]|\band|\bet)\s*$")
_SERIES = re.compile(r"\b(?:v|vs|versus|contre)\b")
_SERIES_GOES_ON = re.compile(r"[\s\])]*(?:v|vs|versus|contre)\b")
_PLANNED = re.compile(
    r"(?i)\b(?:detect\w*|power(?:ed)?|assum\w*|margins?|prespecified|hypothe\w*|thresholds?|boundar\w*|sample size|"
    r"puissance|marge|hypothèse|expected|target\w*|if the|defined (?:as|by)|set at|anticipat\w*|upper (?:limit|"
    r"bound)|"
    r"exceed\w*|rule[ds]? out|less than|ruling out|to show|to demonstrate|corresponding to)\b"
)


@dataclass(frozen=True)
class Ratio:
    """A figure known to be a ratio, and the label that says so."""

    figure: Figure
    label: RatioLabel


def ratios_with_interval(
    plain: str, figures: list[Figure], labels: list[RatioLabel], last_label: RatioLabel | None
) -> list[Ratio]:
    """The figures without a unit that a label announces as a ratio.

    The label stands before them in the same sentence; or else in the sentence before (``last_label``), where the
    figure can be nothing but a ratio: ``"0.99, 0.77-1.28"`` among hazard ratios.
    """
    found = []
    for figure in figures:
        own = next((label for label in reversed(labels) if label.end <= figure.start), None)
        label = own or last_label
        interval = figure.interval
        if label is None or interval is None or figure.unit or figure.value < 0:
            continue
        between = plain[label.end : figure.start] if own else ""
        at_once = own is not None and len(between) < 60 and not _SERIES.search(between)
        if at_once and not interval.named and len(between) > 25:
            at_once = interval.fits_a_ratio(figure.value)
        if not at_once:
            if _SERIES.search(plain, figure.start - 8, figure.start) or _SERIES_GOES_ON.match(plain, interval.end):
                continue
            if not interval.fits_a_ratio(figure.value):
                continue
        if own is None and not _IN_A_LIST.search(plain, max(0, figure.start - 4), figure.start):
            continue
        if not at_once and _OTHER_MEASURE.search(plain, max(figure.start - 60, 0), figure.start):
            continue
        found.append(Ratio(figure, label))
    return found


def ratios_without_interval(
    plain: str, start: int, end: int, labels: list[RatioLabel], known: list[Figure]
) -> list[Ratio]:
    """The ratios of ``plain[start:end]`` that are printed bare, such as ``HR 0.62, P<.001``; never planned ones."""
    found: list[Ratio] = []
    for label in labels:
        m = _WITHOUT_INTERVAL.match(plain, label.end, end)
        if m is None or _PLANNED.search(plain, start, end):
            continue
        matches = [m]
        while again := _AND_AGAIN.match(plain, matches[-1].end(), end):
            if as_decimal(again["value"]) > 30:
                break
            matches.append(again)
        for one in matches:
            value = as_decimal(one["value"])
            at, stop = one.start("value"), one.end("value")
            if any(f.start <= at < f.end for f in known) or not 0 < value < 1000:
                continue
            if "." not in one["value"] and (m is not one or value > 50 or at - label.end > 12):
                continue
            found.append(Ratio(Figure(at, stop, stop, value, ""), label))
    return found
