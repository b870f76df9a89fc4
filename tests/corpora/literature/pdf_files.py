"""Small PDFs written by hand, for the reader's tests: what is drawn where is plain to see."""

from dataclasses import dataclass
from pathlib import Path

LEFT, RIGHT, TOP = 54, 318, 720


@dataclass(frozen=True)
class Drawn:
    """A line of text at a place, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "F1"


def write_pdf(path: Path, pages: list[list[Drawn]], one_object: bool = False, title: str = "") -> Path:
    """A PDF of these pages, in Helvetica (F1) and Helvetica-Bold (F2). ``ﬁ`` is drawn as one glyph, as printers set it.

    ``one_object`` draws a page in one text object, row by row, as some programs do.
    """
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    catalog, tree = add(b""), add(b"")
    encoding = b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [2 /fi] >>"
    fonts = [
        add(b"<< /Type /Font /Subtype /Type1 /BaseFont /%b /Encoding %b >>" % (name, encoding))
        for name in (b"Helvetica", b"Helvetica-Bold")
    ]
    kids = []
    for page in pages:
        stream = _drawing(page, one_object)
        content = add(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 %d 0 R /F2 %d 0 R >> >> >>" % (tree, content, *fonts)
            )
        )
    objects[catalog - 1] = b"<< /Type /Catalog /Pages %d 0 R >>" % tree
    objects[tree - 1] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    info = add(b"<< /Title (%b) >>" % _escaped(title))
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, catalog, info, start,
    )  # fmt: skip
    path.write_bytes(bytes(out))
    return path


def _drawing(page: list[Drawn], one_object: bool) -> bytes:
    if one_object:
        rows = sorted(page, key=lambda line: (-line.y, line.x))
        return b"BT\n" + b"\n".join(_shown(line) for line in rows) + b"\nET"
    return b"\n".join(b"BT\n%b\nET" % _shown(line) for line in page)


def _shown(line: Drawn) -> bytes:
    return b"/%b %g Tf 1 0 0 1 %g %g Tm (%b) Tj" % (line.font.encode(), line.size, line.x, line.y, _escaped(line.text))


def _escaped(text: str) -> bytes:
    coded = text.replace("ﬁ", "\x02").encode("cp1252")
    return coded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def column(lines: list[str], x: float, y: float, leading: float = 12) -> list[Drawn]:
    """Lines one below the other."""
    return [Drawn(x, y - leading * number, text) for number, text in enumerate(lines)]
