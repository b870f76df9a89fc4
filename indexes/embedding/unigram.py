"""A unigram tokenizer (SentencePiece's, as XLM-RoBERTa uses it) that is ready as soon as its pieces are in memory.

The ``tokenizers`` library builds a trie for a quarter of a million pieces on loading, which takes seconds. Words recur
so much that here each is split once by the Viterbi algorithm over a plain dictionary, and remembered.

Source: Kudo 2018, "Subword Regularization", https://arxiv.org/abs/1804.10959.
"""

import unicodedata
from collections.abc import Sequence

_BOUNDARY = "▁"
_UNKNOWN_PENALTY = 10.0
_REMEMBERED_WORDS = 200_000
_LONGEST_WORD = 2_000

# What SentencePiece's nmt_nfkc normalisation does beyond NFKC: control characters vanish, invisible ones are spaces.
_REMOVED = [*range(0x1, 0x9), 0xB, *range(0xE, 0x20), 0x7F, 0x8F, 0x9F]
_SPACES = [0x9, 0xA, 0xC, 0xD, 0x1680, *range(0x200B, 0x2010), 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD]
_TRANSLATION: dict[int, str | None] = dict.fromkeys(_REMOVED) | dict.fromkeys(_SPACES, " ")


class Unigram:
    """Splits texts into pieces so that the sum of their scores is greatest.

    Parameters
    ----------
    pieces
        The vocabulary, in the order of the ids. A word's first piece begins with ``▁``.
    scores
        Log probability of each.
    begin, end, unknown
        Ids of the marks around each text, and of what no piece matches.
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], *, begin: int, end: int, unknown: int) -> None:
        self.begin = begin
        self.end = end
        self.unknown = unknown
        self._ids = dict(zip(pieces, range(len(pieces)), strict=True))
        self._scores = scores
        marks = {begin, end, unknown} | {i for i in range(4) if i < len(pieces) and pieces[i].startswith("<")}
        for mark in marks:
            # Marks stand for themselves only: "<s>" typed in a text is text.
            self._ids.pop(pieces[mark], None)
        self._longest = max(map(len, pieces))
        self._unknown_score = min(scores) - _UNKNOWN_PENALTY
        self._words: dict[str, list[int]] = {}

    def ids(self, text: str, limit: int) -> list[int]:
        """The ids of a text between the marks, at most ``limit`` of them in all."""
        found = [self.begin]
        words = self._words
        for word in normalised(text).split():
            known = words.get(word)
            if known is None:
                known = self._split(word)
                if len(words) < _REMEMBERED_WORDS and len(word) < _LONGEST_WORD:
                    words[word] = known
            found += known
            if len(found) >= limit:
                del found[limit - 1 :]
                break
        found.append(self.end)
        return found

    def _split(self, word: str) -> list[int]:
        """One word's ids: a Viterbi search over its characters."""
        ids, scores, longest, unknown = self._ids, self._scores, self._longest, self.unknown
        text = _BOUNDARY + word
        best: list[float] = [0.0]
        last: list[tuple[int, int]] = [(0, unknown)]
        for end in range(1, len(text) + 1):
            top = best[end - 1] + self._unknown_score
            choice = (end - 1, unknown)
            for start in range(max(0, end - longest), end):
                piece = ids.get(text[start:end])
                if piece is not None and best[start] + scores[piece] > top:
                    top = best[start] + scores[piece]
                    choice = (start, piece)
            best.append(top)
            last.append(choice)
        found: list[int] = []
        end = len(text)
        while end:
            start, piece = last[end]
            # Neighbouring unknown characters are one unknown piece.
            if not (piece == unknown and found and found[-1] == unknown):
                found.append(piece)
            end = start
        return found[::-1]


def normalised(text: str) -> str:
    """The text as the pieces know it: NFKC, without control characters, invisible characters as spaces."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFKC", text.translate(_TRANSLATION))
