"""The path of the pen over a PDF page: where each run of text begins and ends. PDF 32000-1:2008, 9.4."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import hypot
from typing import Any

from corpora.literature.readers.pdf_widths import Widths, widths_of

Matrix = tuple[float, float, float, float, float, float]
Operation = tuple[Any, bytes]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_JOINS, _BACK = 1.2, -0.6
"""Gaps, over the size, between which text at the pen's height goes on with what it wrote: kerning to a wide space."""
_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
_MOVING = frozenset({b"Td", b"TD", b"Tm", b"T*", b"'", b'"'})


@dataclass
class Run:
    """Text drawn in one go: its start and its end, in the space of its text object."""

    x: float
    y: float
    end: float


@dataclass
class _Pen:
    """The text state (9.3) that moves the pen."""

    line: Matrix = _IDENTITY
    written: float = 0.0
    leading: float = 0.0
    size: float = 1.0
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    widths: Widths = field(default_factory=Widths)

    @property
    def scale(self) -> float:
        """Length of a unit along the line."""
        return hypot(self.line[0], self.line[1]) or 1.0

    @property
    def x(self) -> float:
        """Where the next character goes."""
        return self.line[4] + self.written * self.scale


def separated(
    operations: Iterable[Operation], fonts: Mapping[str, Any], number: Callable[[float], Any]
) -> tuple[list[Operation], list[Run]]:
    """The drawing with each run of text in a text object of its own, and the runs in the order of drawing.

    Parameters
    ----------
    fonts
        Font dictionaries by the name that the page gives them.
    number
        Makes an operand of a number.
    """
    known: dict[str, Widths] = {}
    pen = _Pen()
    saved: list[tuple[float, float, float, float, float, Widths]] = []
    out: list[Operation] = []
    runs: list[Run] = []
    fresh = True
    for operands, operator in operations:
        numbers = [float(o) for o in operands if isinstance(o, (int, float))] if isinstance(operands, list) else []
        if operator == b"BT":
            pen.line, pen.written, fresh = _IDENTITY, 0.0, True
        elif operator == b"q":
            saved.append((pen.leading, pen.size, pen.letter_space, pen.word_space, pen.stretch, pen.widths))
        elif operator == b"Q" and saved:
            pen.leading, pen.size, pen.letter_space, pen.word_space, pen.stretch, pen.widths = saved.pop()
        elif operator == b"Tf" and len(operands) == 2:
            pen.size = numbers[-1] if numbers else pen.size
            name = str(operands[0])
            if name not in known:
                known[name] = widths_of(fonts[name].get_object()) if name in fonts else Widths()
            pen.widths = known[name]
        elif numbers and operator in (b"TL", b"Tc", b"Tw", b"Tz"):
            _set(pen, operator, numbers[0])
        if operator in _MOVING:
            if operator == b'"' and len(numbers) >= 2:
                pen.word_space, pen.letter_space = numbers[:2]
                out += [([number(numbers[0])], b"Tw"), ([number(numbers[1])], b"Tc")]
            went_on = _move(pen, operator, numbers)
            if not went_on and not fresh:
                out += [([], b"ET"), ([], b"BT")]
                fresh = True
            out.append(([number(value) for value in pen.line], b"Tm"))
        elif operator not in _SHOWING:
            out.append((operands, operator))
        if operator in _SHOWING and operands:
            shown = operands[-1]
            if fresh:
                runs.append(Run(pen.line[4] if not pen.written else pen.x, pen.line[5], pen.x))
            out.append(([shown], b"TJ" if operator == b"TJ" else b"Tj"))
            _write(pen, shown if isinstance(shown, list) else [shown])
            runs[-1].end = max(runs[-1].end, pen.x)
            fresh = False
    return out, runs


def _set(pen: _Pen, operator: bytes, value: float) -> None:
    if operator == b"TL":
        pen.leading = value
    elif operator == b"Tc":
        pen.letter_space = value
    elif operator == b"Tw":
        pen.word_space = value
    else:
        pen.stretch = value / 100


def _move(pen: _Pen, operator: bytes, numbers: list[float]) -> bool:
    """Move the pen. True where it stays at its height and near where it was, and so goes on with its run."""
    x, y, before = pen.x, pen.line[5], pen.line
    if operator == b"Tm" and len(numbers) == 6:
        pen.line = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
    elif operator in (b"Td", b"TD") and len(numbers) == 2:
        if operator == b"TD":
            pen.leading = -numbers[1]
        pen.line = product((1.0, 0.0, 0.0, 1.0, numbers[0], numbers[1]), pen.line)
    elif operator in (b"T*", b"'", b'"'):
        pen.line = product((1.0, 0.0, 0.0, 1.0, 0.0, -pen.leading), pen.line)
    pen.written = 0.0
    size = (pen.size * pen.scale) or 1.0
    return (
        before[:4] == pen.line[:4] and abs(pen.line[5] - y) < 0.05 * size and _BACK < (pen.line[4] - x) / size < _JOINS
    )


def _write(pen: _Pen, items: Iterable[Any]) -> None:
    for item in items:
        if isinstance(item, (int, float)):
            pen.written -= float(item) / 1_000 * pen.size * pen.stretch
            continue
        text = item if isinstance(item, bytes) else str(item).encode("latin-1", "replace")
        for code in pen.widths.codes(text):
            space = pen.letter_space + (pen.word_space if code == 32 and pen.widths.bytes_each == 1 else 0.0)
            pen.written += (pen.widths.of(code) * pen.size + space) * pen.stretch


def product(one: Matrix, other: Matrix) -> Matrix:
    """Two transformations, the first applied first."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
