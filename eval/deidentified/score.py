"""What redaction removed of a text's identifiers, and what it removed by mistake."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from corpora.cohorts.deidentify import Identifier
from eval.deidentified.annotated import AnnotatedText


@dataclass(frozen=True)
class Tally:
    """Counts; characters are letters and digits.

    Attributes
    ----------
    gold, removed, touched
        Identifiers marked; those of which no letter or digit is left; those of which at least one is gone.
    found, right
        Spans redacted; those that overlap an identifier. For one category: those that overlap one of it.
    """

    gold: int = 0
    removed: int = 0
    touched: int = 0
    found: int = 0
    right: int = 0
    gold_characters: int = 0
    gold_characters_found: int = 0
    found_characters: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    def as_record(self) -> dict[str, int]:
        """The counts by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True)
class Scored:
    """Counts by category, ``"all"`` for every one, with the identifiers missed and the spans mistaken."""

    tallies: dict[str, Tally]
    missed: tuple[str, ...]
    mistaken: tuple[str, ...]


def score_text(text: AnnotatedText, found: Sequence[Identifier]) -> Scored:
    """Compare the spans redacted with those marked. Labels are not compared: what matters is what a reader still sees."""
    removed = {at for span in found for at in range(span.start, span.end)}
    tallies: dict[str, Tally] = {}
    missed = []
    for mark in text.marked:
        inside = [at for at in range(mark.start, mark.end) if text.text[at].isalnum()]
        gone = sum(at in removed for at in inside)
        if gone < len(inside):
            missed.append(f"{text.text[mark.start : mark.end]} ({mark.category})")
        tally = Tally(
            gold=1,
            removed=gone == len(inside),
            touched=gone > 0,
            gold_characters=len(inside),
            gold_characters_found=gone,
        )
        for category in (mark.category, "all"):
            tallies[category] = tallies.get(category, Tally()) + tally
    mistaken = []
    for span in found:
        right = any(m.start < span.end and span.start < m.end for m in text.marked)
        if not right:
            mistaken.append(f"{text.text[span.start : span.end]} ({span.label})")
        characters = sum(map(str.isalnum, text.text[span.start : span.end]))
        tallies["all"] = tallies.get("all", Tally()) + Tally(found=1, right=right, found_characters=characters)
    return Scored(tallies, tuple(missed), tuple(mistaken))
