"""Of which patients a text speaks: sex, age band and how common the tumour is, where the text says so.

What a text does not say is left out and counted as such: "breast cancer" says women, "lung cancer" says neither.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpora.lexicon import Lexicon
from corpora.literature.source import Source

SEX = {"female": "female", "male": "male"}
AGE = {"paediatric": "child", "paediatric_cancer": "child", "elderly": "older"}
SEVERAL_COUNTRIES = "several"
DIMENSIONS = ("language", "sex", "age", "rarity", "country")


@dataclass(frozen=True)
class Tumour:
    """What a tumour says of its patients; empty where it says nothing.

    ``rarity`` is ``rare`` below 6 new cases per 100,000 people a year in Europe, as RARECARE defines it, else
    ``common``: ``tumours.tsv`` gives the incidence of each and its source.
    """

    sex: str
    rarity: str


def facets_of(text: str, lexicon: Lexicon, language: str | None = None) -> dict[str, str]:
    """Sex, age band and rarity, each where the text says one thing of it and not another."""
    concepts = {mention.concept_id for mention in lexicon.recognise(text, language)}
    tumours = [t for concept in concepts if (t := _tumour(concept, lexicon)) is not None]
    said: dict[str, set[str]] = {
        "sex": {SEX[c] for c in concepts if c in SEX} or {t.sex for t in tumours if t.sex},
        "age": {AGE[above] for c in concepts for above in ({c} | lexicon.above(c)) if above in AGE},
        "rarity": {t.rarity for t in tumours if t.rarity},
    }
    return {dimension: next(iter(values)) for dimension, values in said.items() if len(values) == 1}


def facets_of_source(source: Source, lexicon: Lexicon) -> dict[str, str]:
    """Of a source: from what it says of its condition and population, else from its title; and its language."""
    about = [str(source.about[key]) for key in ("condition", "population") if source.about.get(key)]
    found = facets_of(". ".join(about) or source.title, lexicon)
    countries = source.about.get("countries")
    if isinstance(countries, list) and countries:
        found["country"] = countries[0] if len(countries) == 1 else SEVERAL_COUNTRIES
    return {"language": source.language, **found}


def _tumour(concept: str, lexicon: Lexicon) -> Tumour | None:
    """Of the concept itself, or of the nearest one above it that the table has."""
    table = tumours()
    if concept in table:
        return table[concept]
    above = [each for each in sorted(lexicon.above(concept)) if each in table]
    nearest = [a for a in above if not any(a != other and lexicon.is_a(other, a) for other in above)]
    return table[nearest[0]] if nearest else None


@cache
def tumours() -> Mapping[str, Tumour]:
    """The table, by lexicon concept."""
    return {row["concept"]: Tumour(row["sex"], row["rarity"]) for row in tumour_rows()}


def tumour_rows() -> Sequence[Mapping[str, str]]:
    """The rows of ``tumours.tsv`` as they are on file, its comments left out."""
    lines = (files("eval.equity") / "tumours.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
