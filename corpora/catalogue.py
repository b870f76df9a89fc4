"""The one catalogue of texts that a user sees, in English and French.

Texts live in ``corpora/texts/<file>.toml``, one table an entry, with the keys ``en`` and ``fr``; ``one_en`` and
``one_fr`` give the singular where an entry counts things.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")


@cache
def _texts(file: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((files("corpora.texts") / f"{file}.toml").read_text(encoding="utf-8"))


def say(key: str, language: Language, **details: object) -> str:
    """The text of entry ``"file.entry"`` in a language, its ``{placeholders}`` filled.

    Where the entry has a singular and ``count`` is 1 (in French also 0), the singular is used.

    Raises
    ------
    KeyError
        If there is no such entry, or a placeholder is left unfilled: a mistake in the code, not of the user.
    """
    file, _, entry = key.partition(".")
    texts = _texts(file)[entry]
    count = details.get("count")
    singular = count == 1 or (language == "fr" and count == 0)
    template = texts.get(f"one_{language}", texts[language]) if singular else texts[language]
    return template.format(**details)


def entries(file: str) -> tuple[str, ...]:
    """The entries of a file of the catalogue, for texts whose key comes from data."""
    return tuple(_texts(file))
