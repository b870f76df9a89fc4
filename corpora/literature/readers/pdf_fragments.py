"""The pieces of text that a PDF page draws, each with its place."""

from collections import deque
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING, Any

from corpora.literature.readers.pdf_pen import Matrix, Run, product, separated

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_AVERAGE = 0.5
_AHEAD = 40
_BOLD = ("bold", "black", "heavy", "-bd", "cmbx")


@dataclass(frozen=True)
class Fragment:
    """A piece of text as drawn; ``x`` and ``y`` of its baseline's start and ``end``, where it ends, in points."""

    text: str
    x: float
    y: float
    end: float
    size: float
    bold: bool


def fragments_of_page(page: "PageObject", reader: "PdfReader") -> list[Fragment]:
    """The upright text of a page, piece by piece, in the order in which it is drawn.

    A page on which all text is drawn sideways or upside down, as a wide table is, is turned upright first.
    """
    runs = _separate(page, reader)
    fragments = _drawn(page, runs, 0)
    if not fragments and (turn := _turn(page)):
        fragments = _drawn(page, runs, turn)
        leftmost, lowest = min((f.x for f in fragments), default=0.0), min((f.y for f in fragments), default=0.0)
        fragments = [replace(f, x=f.x - leftmost, y=f.y - lowest, end=f.end - leftmost) for f in fragments]
    return fragments


def _turn(page: "PageObject") -> int:
    """By how many degrees, counted against the clock, most of a page's text is turned; 0 where it has none."""
    letters = {angle: len(page.extract_text(orientations=(angle,)).strip()) for angle in (90, 180, 270)}
    most = max(letters, key=lambda angle: letters[angle])
    return most if letters[most] else 0


def _drawn(page: "PageObject", placed_runs: list[Run], turn: int) -> list[Fragment]:
    """The text that is turned by so many degrees, at the places that it has once turned back."""
    fragments: list[Fragment] = []
    runs = deque(placed_runs)
    back: Matrix = (cos(radians(turn)), -sin(radians(turn)), sin(radians(turn)), cos(radians(turn)), 0.0, 0.0)

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        shown = text.replace("\n", "")
        if not shown.strip():
            return
        placed = product(product(_matrix(tm), _matrix(cm)), back)
        height = size * hypot(placed[2], placed[3])
        if height <= 0:
            return
        end = _end(runs, tm) or tm[4] + _AVERAGE * size * len(shown) * hypot(tm[0], tm[1])
        name = str(font.get("/BaseFont", "")).lower() if hasattr(font, "get") else ""
        x, y = placed[4], placed[5]
        width = (end - tm[4]) * hypot(cm[0], cm[1])
        fragments.append(Fragment(shown, x, y, x + max(width, 0.0), height, any(mark in name for mark in _BOLD)))

    page.extract_text(orientations=(turn,), visitor_text=visit)
    return fragments


def _end(runs: deque[Run], tm: list[float]) -> float | None:
    """Where the run that begins here ends. Runs come in the order of drawing; those of blanks are passed over.

    Text of an embedded form has no run, and leaves the others as they are.
    """
    for ahead, run in zip(range(_AHEAD), runs, strict=False):
        if abs(run.x - tm[4]) < 0.05 and abs(run.y - tm[5]) < 0.05:
            for _ in range(ahead + 1):
                runs.popleft()
            return run.end
    return None


def _separate(page: "PageObject", reader: "PdfReader") -> list[Run]:
    """Rewrite the drawing so that pypdf, which reports text object by text object, reports each run by itself."""
    from pypdf.generic import ContentStream, FloatObject, NameObject

    if page.get_contents() is None:
        return []
    # Strings stay bytes, as the fonts' encodings expect them.
    drawing = ContentStream(page["/Contents"].get_object(), reader, "bytes")
    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font") if resources is not None else None
    operations, runs = separated(drawing.operations, fonts.get_object() if fonts is not None else {}, FloatObject)
    rewritten = ContentStream(None, reader)
    rewritten.operations = operations
    page[NameObject("/Contents")] = rewritten
    return runs


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f
