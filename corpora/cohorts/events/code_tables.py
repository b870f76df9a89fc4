"""The tables of this package: codes of public terminologies and what they mean here. Facts, kept as TSV."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from corpora.cohorts.cohort import Kind, Label, Level, Role, Variable


class Diagnosis(NamedTuple):
    """An ICD-10 category of a primary malignancy."""

    label: Label
    concept: str


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this package, by column."""
    lines = (files("corpora.cohorts.events") / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=True))


@cache
def diagnoses() -> MappingProxyType[str, Diagnosis]:
    """ICD-10 categories of primary malignancies, by code."""
    return MappingProxyType(
        {row["code"]: Diagnosis(Label(row["en"], row["fr"]), row["concept"]) for row in rows("diagnoses")}
    )


@cache
def variables() -> MappingProxyType[str, Variable]:
    """The canonical variables that findings fill, by name, in the order of the dictionary."""
    levels: dict[str, list[dict[str, str]]] = {}
    for row in rows("levels"):
        levels.setdefault(row["variable"], []).append(row)
    made = {}
    for row in rows("variables"):
        own = levels.get(row["name"], [])
        made[row["name"]] = Variable(
            name=row["name"],
            role=Role(row["role"]),
            kind=Kind(row["kind"]),
            label=Label(row["en"], row["fr"]),
            levels=tuple(Level(level["code"], Label(level["en"], level["fr"])) for level in own),
            unit=row["unit"],
            concepts=(
                *((("", row["concept"]),) if row["concept"] else ()),
                *((level["code"], level["concept"]) for level in own if level["concept"]),
            ),
        )
    return MappingProxyType(made)


@cache
def coded(table: str, value: str) -> MappingProxyType[tuple[str, str], str]:
    """A table of codes (``findings``, ``answers``, ``drugs``, ``procedures``): from (system, code) to a column."""
    return MappingProxyType({(row["system"], row["code"]): row[value] for row in rows(table)})


@cache
def snomed_diagnoses() -> MappingProxyType[str, str]:
    """SNOMED CT codes of primary malignancies and their ICD-10 category."""
    return MappingProxyType({row["code"]: row["icd10"] for row in rows("snomed_diagnoses")})


@cache
def named_diseases() -> MappingProxyType[str, str]:
    """Diseases of the lexicon and the ICD-10 category they are coded to."""
    return MappingProxyType({row["concept"]: row["code"] for row in rows("named_diseases")})


@cache
def morphologies() -> tuple[tuple[int, int, str], ...]:
    """Ranges of ICD-O-3 histologies that decide the diagnosis whatever the site: first, last, ICD-10 category."""
    return tuple((int(row["first"]), int(row["last"]), row["icd10"]) for row in rows("morphologies"))


@cache
def units() -> MappingProxyType[tuple[str, str], float]:
    """What a number is multiplied by, by variable and folded unit."""
    return MappingProxyType({(row["variable"], fold_unit(row["unit"])): float(row["factor"]) for row in rows("units")})


def fold_unit(unit: str) -> str:
    """A unit as it is compared: without case, spaces and the two letters mu."""
    return unit.casefold().replace(" ", "").replace("µ", "u").replace("μ", "u").replace("mcg", "ug")
