"""What a suite reports: measures over the scores of its items."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from eval.suite import Item

Score = bool | float | int | str | None
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Scored:
    """An item and its scores. ``measured`` holds times and the like, by name; they differ from run to run."""

    item: "Item"
    scores: Mapping[str, Score]
    measured: Mapping[str, float]


Statistic = Callable[[Sequence[Scored]], float | None]


@dataclass(frozen=True)
class Measure:
    """A figure over many items. Made by :func:`share`, :func:`mean`, :func:`ratio`, :func:`statistic`, :func:`cost`.

    Attributes
    ----------
    key
        Unique in the suite: lower case, underscores.
    title, counted
        Catalogue keys: what it is, and what is counted (its denominator), such as "answerable questions".
    kind
        ``share``: of truth values, with a Wilson interval. ``mean``: of numbers. ``ratio``: the sum of one score over
        the sum of another, such as sentences supported over sentences. ``statistic``: a function of all items. ``time``:
        the median of a measured quantity. All but the first have percentile bootstrap intervals over items.
    """

    key: str
    title: str
    counted: str
    kind: Literal["share", "mean", "ratio", "statistic", "time"]
    score: str = ""
    over: str = ""
    function: Statistic | None = None
    better: Better = "higher"
    unit: Literal["", "%", "ms", "MB", "tokens", "Wh"] = ""


def share(key: str, title: str, counted: str, *, score: str = "", better: Better = "higher") -> Measure:
    """The share of items whose score (of the measure's own key, if not named) is true."""
    return Measure(key, title, counted, "share", score=score or key, better=better, unit="%")


def mean(key: str, title: str, counted: str, *, score: str = "", better: Better = "higher") -> Measure:
    """The mean of a numeric score."""
    return Measure(key, title, counted, "mean", score=score or key, better=better)


def ratio(key: str, title: str, counted: str, *, score: str, over: str, better: Better = "higher") -> Measure:
    """The sum of ``score`` over the sum of ``over``: what is counted lies within items, such as facts or sentences."""
    return Measure(key, title, counted, "ratio", score=score, over=over, better=better, unit="%")


def statistic(
    key: str, title: str, counted: str, function: Statistic, *, score: str = "", better: Better = "higher"
) -> Measure:
    """Any function of items, such as a macro-averaged F1; ``None`` where it has no value.

    Where ``score`` is named, only items that have it (not ``None``) are counted and given to the function.
    """
    return Measure(key, title, counted, "statistic", score=score, function=function, better=better)


def cost(
    key: str,
    title: str,
    counted: str,
    *,
    measured: str,
    unit: Literal["ms", "MB", "tokens", "Wh"] = "ms",
    better: Better = "lower",
) -> Measure:
    """The median of something measured that differs from run to run: a time, memory, energy."""
    return Measure(key, title, counted, "time", score=measured, better=better, unit=unit)


@dataclass(frozen=True)
class Reference:
    """A published figure beside a measure: whose, and where it was published. ``title`` is a catalogue key."""

    measure: str
    title: str
    value: float
    source: str
