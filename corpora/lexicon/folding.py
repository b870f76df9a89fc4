"""Words reduced to what accents, plurals and the spelling of two languages leave unchanged."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:[^\W\d_][\u0300-\u036f]*)+|\d+|[+≥≤<>.,;:!?()\[\]&\n]|(?<=[\w)])[-−–](?=[\s,.;:!?)\]/]|$)|(?<=[\w)])⁻"
)
_FUNCTION_WORDS = frozenset(("de", "du", "des", "la", "le", "les", "of", "the", "au", "aux", "un", "une", "a", "à"))
_ELIDED = frozenset({"d", "l"})
_APOSTROPHES = "'’ʼ`"
_CLIPPED = re.compile(r"\b[dl]['’]|['’]s\b", re.IGNORECASE)
_MINUS = "−–⁻"
_GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "μ": "mu", "ß": "beta"})
_DOUBLED = re.compile(r"([a-z])\1")


class Token(NamedTuple):
    """A word, number or sign of a text.

    Attributes
    ----------
    folded
        The form that is compared.
    start, end
        Where it stands, in characters.
    glued
        Whether nothing but a hyphen, slash or apostrophe separates it from the token before.
    function
        Whether it is an article or preposition that names do without.
    """

    folded: str
    start: int
    end: int
    glued: bool
    function: bool


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without case, accents, plural, or the letters in which French, British and American spelling differ."""
    text = word.lower()
    if not text.isascii():
        text = text.replace("œ", "oe").replace("æ", "ae").translate(_GREEK)
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        if text in _MINUS:
            return "-"
    if len(text) < 4 or not text.isalpha():
        return text
    if text.endswith("s") and text[-2] not in "sui" and word[-1] == "s" and (len(text) > 4 or word[-2].isupper()):
        text = text[:-1]
    elif text.endswith("aux") and len(text) > 5:
        text = text[:-2] + "l"
    if len(text) < 5:
        return text
    text = text.replace("ae", "e").replace("oe", "e").replace("ph", "f").replace("z", "s").replace("y", "i")
    if len(text) > 5:
        text = _DOUBLED.sub(r"\1", text)
    if text.endswith("our") and len(text) > 4:
        text = text[:-2] + "r"
    return text[:-1] if len(text) > 5 and text.endswith("e") else text


def tokens(text: str) -> list[Token]:
    """The words, numbers and signs of a text. English possessives are left out."""
    found: list[Token] = []
    last_end = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        between = text[last_end:start]
        if word in "sS" and between and between in _APOSTROPHES:
            last_end = end
            continue
        lowered = word.lower()
        function = _is_function(word, lowered) or (lowered in _ELIDED and text[end : end + 1] in ("'", "’"))
        glued = between != " " and bool(found) and not any(map(str.isspace, between))
        found.append(Token(fold(word), start, end, glued, function))
        last_end = end
    return found


def words_of(name: str) -> tuple[list[str], int]:
    """A name's folded words, articles and prepositions left out, and how many spaces stand between them."""
    if "'" in name or "’" in name:
        name = _CLIPPED.sub("", name)
    chunks = [chunk for chunk in name.split() if not _is_function(chunk, chunk.lower())]
    return [fold(word) for chunk in chunks for word in _TOKEN.findall(chunk)], len(chunks) - 1


def _is_function(word: str, lowered: str) -> bool:
    return lowered in _FUNCTION_WORDS and not word.isupper()
