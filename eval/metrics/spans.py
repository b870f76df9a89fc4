"""How well spans of a text that were cited cover those that annotators marked."""

from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True)
class SpanScore:
    """Shares of characters, 0 to 1.

    Attributes
    ----------
    hit
        Whether a cited span shares a character with a marked one.
    precision, recall
        Characters cited that are marked, of those cited (0 where nothing is cited); of those marked.
    """

    hit: bool
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def span_score(cited: Iterable[Span], marked: Iterable[Span]) -> SpanScore:
    """Compare half-open character spans; spans that overlap count once."""
    ours, theirs = _characters(cited), _characters(marked)
    common = len(ours & theirs)
    return SpanScore(
        hit=common > 0,
        precision=common / len(ours) if ours else 0.0,
        recall=common / len(theirs) if theirs else 0.0,
    )


def _characters(spans: Iterable[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}
