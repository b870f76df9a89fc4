"""The lexicon's tables: one TSV file a category, one concept a line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import cast

from corpora.lexicon.concept import Category, Concept, Good

FILES = {
    Category.DRUG: "drugs",
    Category.DRUG_CLASS: "drug_classes",
    Category.REGIMEN: "regimens",
    Category.PROCEDURE: "procedures",
    Category.DISEASE: "diseases",
    Category.BIOMARKER: "biomarkers",
    Category.SETTING: "settings",
    Category.ENDPOINT: "endpoints",
}
WEAK = "~"

_TUMOURS_EN = ("cancer", "carcinoma", "tumour", "tumor", "neoplasm", "malignancy", "ca")
_TUMOURS_FR = ("cancer", "carcinome", "tumeur", "néoplasie", "adénocarcinome", "néo")


@dataclass(frozen=True)
class Name:
    """A way of naming a concept.

    ``weak`` names (written ``~gem`` in the tables) count only beside something that is recognised without them.
    ``organ`` names are an organ alone, which stands for its cancer.
    """

    text: str
    concept_id: str
    weak: bool = False
    organ: bool = False


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this package, by column."""
    text = (files("corpora.lexicon") / f"{name}.tsv").read_text(encoding="utf-8")
    return iter(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def read() -> tuple[dict[str, Concept], list[Name]]:
    """Every concept by its id, and every name of every concept."""
    statuses = {row["status"]: _split(row["words"]) for row in table("statuses")}
    concepts: dict[str, Concept] = {}
    names: list[Name] = []
    for category, file in FILES.items():
        for row in table(file):
            concept = _concept(category, row)
            concepts[concept.id] = concept
            for column in ("en", "fr", "brands"):
                for name in _split(row.get(column, "")):
                    names.append(Name(name.removeprefix(WEAK), concept.id, weak=name.startswith(WEAK)))
            names.extend(Name(name, concept.id) for name in _of_status(row, statuses))
            for organ in _split(row.get("organs", "")):
                names.extend(_of_organ(organ, concept.id))
    return concepts, names


def _concept(category: Category, row: dict[str, str]) -> Concept:
    en, fr, brands = (_split(row.get(column, "").replace(WEAK, "")) for column in ("en", "fr", "brands"))
    surrogate = row.get("surrogate", "")
    return Concept(
        id=row["id"],
        category=category,
        label_en=en[0],
        label_fr=fr[0],
        names=tuple(dict.fromkeys((*en, *fr, *brands))),
        names_en=en,
        broader=_split(row.get("broader", ""), ","),
        components=_split(row.get("components", ""), ","),
        gender=row.get("gender", "m"),
        dimension=row.get("dimension", ""),
        surrogate=None if not surrogate else surrogate == "yes",
        good=cast(Good, row.get("good", "")),
    )


def _split(cell: str, separator: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split(separator) if part.strip())


def _of_status(row: dict[str, str], statuses: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """``HER2`` with the status ``positive``: ``HER2+``, ``HER2 positif``, …"""
    for status in _split(row.get("status", ""), ","):
        for stem in _split(row.get("stems", "")):
            for word in statuses[status]:
                yield stem + word if word in "+-" else f"{stem} {word}"
            for word in statuses.get(f"{status}<", ()):
                yield f"{word} {stem}"


def _of_organ(organ: str, concept_id: str) -> Iterator[Name]:
    yield Name(organ, concept_id, organ=True)
    for tumour in _TUMOURS_EN:
        yield Name(f"{organ} {tumour}", concept_id)
    for tumour in (*_TUMOURS_FR, *_TUMOURS_EN[1:4]):
        yield Name(f"{tumour} {organ}", concept_id)
