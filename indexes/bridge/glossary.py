"""The general biomedical glossary: French words and phrases, and the English ones that stand for them."""

import csv
from functools import cache
from importlib.resources import files

from indexes.lexical.analysis import ENGLISH, FRENCH, analyzer, spelled

Stems = tuple[str, ...]
LONGEST_PHRASE = 6


@cache
def glossary() -> dict[Stems, tuple[Stems, ...]]:
    """English index terms of each alternative, by the French index terms of an entry.

    An entry without English is a word that says nothing to search for.
    """
    table = files("corpora.lexicon") / "general_fr_en.tsv"
    entries: dict[Stems, tuple[Stems, ...]] = {}
    with table.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            french = stems(row["french"], FRENCH)
            english = tuple(stems(phrase, ENGLISH) for phrase in row["english"].split(";"))
            if french:
                entries.setdefault(french, tuple(phrase for phrase in english if phrase))
    return entries


def stems(text: str, language: str) -> Stems:
    """The index terms of a text, without stop words."""
    return tuple(analyzer(language, question=True).analyze(spelled(text)))


def words(text: str, language: str) -> Stems:
    """The words of which ``stems`` are the stems, one for one."""
    return tuple(analyzer(language, question=True, stemmed=False).analyze(spelled(text)))
