"""Cleaning of text as it is read: what is stored, embedded and cited is the cleaned text."""

import re
import unicodedata

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])|\x9b[0-?]*[ -/]*[@-~]")
_SPACES = re.compile(r"[\t\x0b\f\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_RUNS = re.compile(r" {2,}")
_AROUND_BREAKS = re.compile(r" *\n *")
_MANY_BREAKS = re.compile(r"\n{3,}")
_HYPHENS = re.compile("[‐‑]")
_RAISED_POINT = re.compile(r"(?<=\d)·(?=\d)")
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def cleaned(text: str) -> str:
    """A text with its line breaks, composed characters and plain spaces, ligatures spelled out, controls removed.

    A decimal point that is printed raised (``0·60``) becomes ``0.60``, so that numbers compare as numbers.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _INVISIBLE.sub("", _SPACES.sub(" ", _ESCAPE.sub("", text)))
    text = _LIGATURE.sub(lambda match: _LIGATURES[match.group()], text)
    text = _RAISED_POINT.sub(".", _HYPHENS.sub("-", text))
    text = _AROUND_BREAKS.sub("\n", _RUNS.sub(" ", text))
    return _MANY_BREAKS.sub("\n\n", text).strip()


def one_line(text: str) -> str:
    """A cleaned text on one line: a title, a name, a paragraph of a format where line breaks mean nothing."""
    return " ".join(cleaned(text).split())
