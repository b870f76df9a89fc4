"""A text with its typography made plain, character for character, so that every offset stays true."""

import re

_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | dict.fromkeys("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " ")
    | {"’": "'", "‘": "'", "⩽": "≤", "⩾": "≥", "≦": "≤", "≧": "≥", "＜": "<", "＞": ">", "＝": "=", "％": "%"}
    | {"\n": " ", "\r": " ", "\t": " ", "\f": " "}
)
_RAISED_POINT = re.compile(r"[·•∙⋅‧・](?=\d)")
_COMMA_BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d)")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))|(?<=\b0),(?=\d)")
_ZERO_COMMA = re.compile(r"(?<![\d.,])0,\d")
_FRENCH = re.compile(r"\b(?:de|des|les|la|le|et|une|du|dans|avec|était|pour|médiane|IC)\b")
_ENGLISH = re.compile(r"\b(?:the|of|and|with|was|were|in|for|to|CI)\b")
_ENGLISH_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?![\d,])")


def plain(text: str) -> str:
    """The text with plain dashes, spaces, quotation marks and decimal points; ``len(plain(t)) == len(t)``.

    A raised point before a digit (``0·62``) becomes a point. A comma between digits becomes a point where the text
    is French, or where an English text prints decimal commas (``0,62``).
    """
    made = _RAISED_POINT.sub(".", text.translate(_PLAIN))
    if is_french(text):
        return _COMMA_BETWEEN_DIGITS.sub(".", made)
    if _ZERO_COMMA.search(made) and not _ENGLISH_THOUSANDS.search(made):
        return _DECIMAL_COMMA.sub(".", made)
    return made


def is_french(text: str) -> bool:
    """Whether a text reads as French rather than English, by its commonest words."""
    head = text[:6000]
    return len(_FRENCH.findall(head)) > len(_ENGLISH.findall(head))
