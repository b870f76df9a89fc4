"""How wide a PDF's fonts set their characters. PDF 32000-1:2008, 9.2.4 and 9.7.4.3."""

from dataclasses import dataclass, field
from typing import Any

_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]- "), frozenset("mwMWQOCDGHNU@%&—")
_SIMPLE_DEFAULT, _COMPOSITE_DEFAULT = 0.5, 1.0


@dataclass(frozen=True)
class Widths:
    """Advance of each character code, over the type's size.

    Attributes
    ----------
    bytes_each
        Of a character code: 1 in simple fonts, 2 in composite ones.
    """

    by_code: dict[int, float] = field(default_factory=dict)
    default: float = _SIMPLE_DEFAULT
    bytes_each: int = 1

    def of(self, code: int) -> float:
        """The advance of one code; estimated from the letter's shape where the font has no table."""
        if self.by_code or self.bytes_each > 1:
            return self.by_code.get(code, self.default)
        letter = chr(code)
        if letter in _NARROW:
            return 0.29
        if letter in _WIDE:
            return 0.78
        return 0.66 if letter.isupper() else _SIMPLE_DEFAULT

    def codes(self, text: bytes) -> list[int]:
        """A string's character codes."""
        if self.bytes_each == 1:
            return list(text)
        return [int.from_bytes(text[at : at + 2], "big") for at in range(0, len(text) - 1, 2)]


def widths_of(font: Any) -> Widths:
    """The widths of a font's dictionary."""
    subtype = font.get("/Subtype")
    if subtype == "/Type0":
        return _composite(font)
    table = font.get("/Widths")
    if table is None:
        return Widths()
    scale = 0.001
    if subtype == "/Type3" and "/FontMatrix" in font:
        scale = abs(float(font["/FontMatrix"][0].get_object()))
    first = int(font.get("/FirstChar", 0))
    by_code = {first + at: float(width.get_object()) * scale for at, width in enumerate(table.get_object())}
    return Widths({code: width for code, width in by_code.items() if width > 0})


def _composite(font: Any) -> Widths:
    descendant = font["/DescendantFonts"].get_object()[0].get_object()
    default = float(descendant.get("/DW", 1_000)) / 1_000
    by_code: dict[int, float] = {}
    entries = [entry.get_object() for entry in descendant.get("/W", [])]
    at = 0
    while at + 1 < len(entries):
        first = int(entries[at])
        if isinstance(entries[at + 1], list):
            for offset, width in enumerate(entries[at + 1]):
                by_code[first + offset] = float(width.get_object()) / 1_000
            at += 2
        elif at + 2 < len(entries):
            # A damaged table may name an absurd range: codes have two bytes.
            last = min(int(entries[at + 1]), 0xFFFF)
            by_code.update(dict.fromkeys(range(first, last + 1), float(entries[at + 2]) / 1_000))
            at += 3
        else:
            break
    return Widths(by_code, default, 2)
