"""The word lists by which names and places are told from other words."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpora.cohorts.deidentify.words import plain


@dataclass(frozen=True)
class Gazetteer:
    """Folded words and phrases (words joined by one space)."""

    first_names: frozenset[str]
    words_too_en: frozenset[str]
    words_too_fr: frozenset[str]
    surnames: frozenset[str]
    cities: frozenset[str]
    cities_words_too: frozenset[str]
    hospitals: frozenset[str]
    eponyms: frozenset[str]
    things_named: frozenset[str]
    things_of: frozenset[str]
    ordinary: frozenset[str]
    endings: tuple[str, ...]


@cache
def gazetteer() -> Gazetteer:
    """The lists, read the first time."""
    names, places, words = _lists("names"), _lists("places"), _lists("words")
    return Gazetteer(
        first_names=names["first_names"],
        words_too_en=names["words_too_en"],
        words_too_fr=names["words_too_fr"],
        surnames=names["surnames"],
        cities=places["cities"] | places["words_too"],
        cities_words_too=places["words_too"],
        hospitals=places["hospitals"],
        eponyms=words["eponyms"],
        things_named=words["things_named"],
        things_of=words["things_of"],
        ordinary=words["ordinary"],
        endings=tuple(sorted(words["endings"])),
    )


def _lists(name: str) -> dict[str, frozenset[str]]:
    source = (files("corpora.cohorts.deidentify") / f"{name}.toml").read_text(encoding="utf-8")
    return {key: frozenset(map(_entry, text.split())) for key, text in tomllib.loads(source).items()}


def _entry(word: str) -> str:
    return plain(word.replace("_", " "))
