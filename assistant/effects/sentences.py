"""Where the sentences of a plain text begin and end."""

import re
from itertools import pairwise

_END = re.compile(r"[.!?][\])]?\s+(?=[(\[]?[A-ZÀ-Ý0-9])")
_ABBREVIATED = re.compile(r"\b(?:vs?|al|p|no|ca|Dr|St|e\.g|i\.e|[Ff]ig|eg|ie|resp|env)$")
_PARAGRAPH = re.compile(r"\n\s*\n")


def sentence_spans(plain: str, original: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a text, in order, without the blanks between them.

    Parameters
    ----------
    plain
        The text made plain; a point inside a number ends nothing, and neither do ``v.``, ``vs.`` and the like.
    original
        The same text as it was: its blank lines end a sentence too.
    """
    cuts = {
        m.end() for m in _END.finditer(plain) if not _ABBREVIATED.search(plain, max(0, m.start() - 5), m.start())
    } | {m.end() for m in _PARAGRAPH.finditer(original)}
    bounds = [0, *sorted(cuts), len(plain)]
    spans = []
    for start, end in pairwise(bounds):
        piece = plain[start:end]
        if piece.strip():
            spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
    return spans
