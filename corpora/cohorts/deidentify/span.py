"""Identifiers in a text, and the text without them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Identifier:
    """A span of text that identifies a person: ``text[start:end]``, in characters of the original.

    Attributes
    ----------
    label
        One of ``NAME``, ``DATE``, ``AGE``, ``ADDRESS``, ``PLACE``, ``POSTCODE``, ``HOSPITAL``, ``PHONE``, ``EMAIL``,
        ``URL``, ``IP``, ``RECORD``, ``NIR`` (social-security numbers of any country), ``INSURANCE``, ``LICENCE``,
        ``DEVICE``.
    """

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Redaction:
    """A text without its identifiers, and where they stood in the original: in its order, none overlapping."""

    text: str
    spans: tuple[Identifier, ...]


def apart(text: str, found: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Spans in the order of the text, none overlapping: of two that do, the one that comes first in ``found`` wins.

    What the loser has beyond the winner stays covered, under its own label.
    """
    owned = bytearray(len(text))
    taken: list[Identifier] = []
    for span in found:
        at = span.start
        while at < span.end:
            free = owned.find(0, at, span.end)
            if free < 0:
                break
            at = owned.find(1, free, span.end)
            if at < 0:
                at = span.end
            piece = text[free:at]
            start = free + len(piece) - len(piece.lstrip(_EDGES))
            end = at - (len(piece) - len(piece.rstrip(_EDGES))) if free > span.start or at < span.end else at
            if start < end and any(map(str.isalnum, text[start:end])):
                taken.append(Identifier(start, end, span.label))
        owned[span.start : span.end] = b"\x01" * (span.end - span.start)
    return tuple(sorted(taken, key=lambda span: span.start))


# A span that is cut leaves these out at the cut.
_EDGES = " \t\n,;:.-–'’"
