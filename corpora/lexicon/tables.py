"""The lexicon's tables: one TSV file a category, one concept a line."""

from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple, cast

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

_TUMOURS_EN = ("cancer", "carcinoma", "tumour", "tumor", "neoplasm", "malignancy", "ca", "primary")
_TUMOURS_FR = ("cancer", "carcinome", "tumeur", "néoplasie", "néo", "K", "carcinoma", "tumour")


class Name(NamedTuple):
    """A way of naming one concept, or several at once (``TNBC``: breast cancer, triple-negative).

    ``weak`` names (written ``~gem`` in the tables) count only in a text that is about cancer without them.
    ``shared`` ones (``pulmonaire``) count only beside a cancer with which they share its noun (``cancers digestifs ou
    pulmonaires``).
    """

    text: str
    concept_ids: tuple[str, ...]
    weak: bool = False
    shared: bool = False


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this package, by column. Lines that start with ``#`` are comments."""
    text = (files("corpora.lexicon") / f"{name}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    header = next(lines).split("\t")
    for line in lines:
        yield dict(zip(header, line.split("\t"), strict=True))


def read() -> tuple[dict[str, Concept], list[Name]]:
    """Every concept by its id, and every name of every concept."""
    statuses = {row["status"]: _split(row["words"]) for row in table("statuses")}
    concepts: dict[str, Concept] = {}
    names: list[Name] = []
    for category, file in FILES.items():
        for row in table(file):
            concept = _concept(category, row)
            concepts[concept.id] = concept
            ids: tuple[str, ...] = (concept.id,)
            for column in ("en", "fr", "brands"):
                names.extend(_names(row.get(column, ""), ids))
            if row.get("status"):
                names.extend(Name(name, ids) for name in _of_status(row, statuses))
            for organ in _split(row.get("organs", "")):
                names.append(Name(organ, ids, weak=True))
                names.extend(Name(name, ids) for name in _of_organ(organ))
            for organ in _split(row.get("organ_adjectives", "")):
                names.append(Name(organ, ids, shared=True))
                names.extend(Name(name, ids) for name in _of_organ(organ))
    for row in table("composites"):
        ids = _split(row["means"], ",")
        names.extend((*_names(row["en"], ids), *_names(row["fr"], ids)))
    return concepts, names


def _names(cell: str, ids: tuple[str, ...]) -> Iterator[Name]:
    return (Name(name.removeprefix(WEAK), ids, weak=name.startswith(WEAK)) for name in _split(cell))


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
        broader=_split(row["broader"], ","),
        components=_split(row.get("components", ""), ","),
        gender=row["gender"],
        dimension=row.get("dimension", ""),
        surrogate=None if not surrogate else surrogate == "yes",
        good=cast(Good, row.get("good", "")),
    )


def _split(cell: str, separator: str = "|") -> tuple[str, ...]:
    return tuple(cell.split(separator)) if cell else ()


def _of_status(row: dict[str, str], statuses: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """``HER2`` with the status ``positive``: ``HER2+``, ``HER2 positif``, …"""
    for status in _split(row["status"], ","):
        for stem in _split(row["stems"]):
            for word in statuses[status]:
                yield stem + word if word in "+-" else f"{stem} {word}"
            for word in statuses.get(f"{status}<", ()):
                yield f"{word} {stem}"


def _of_organ(organ: str) -> Iterator[str]:
    """Its cancers: ``breast cancer``, ``cancer sein``."""
    for tumour in _TUMOURS_EN:
        yield f"{organ} {tumour}"
    for tumour in _TUMOURS_FR:
        yield f"{tumour} {organ}"
