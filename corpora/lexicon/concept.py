"""Concepts of oncology and their mentions in a text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Category(StrEnum):
    """What a concept is."""

    DRUG = "drug"
    DRUG_CLASS = "drug_class"
    REGIMEN = "regimen"
    PROCEDURE = "procedure"
    DISEASE = "disease"
    BIOMARKER = "biomarker"
    SETTING = "setting"
    ENDPOINT = "endpoint"


MEDICINES = frozenset({Category.DRUG, Category.DRUG_CLASS, Category.REGIMEN})
INTERVENTIONS = MEDICINES | {Category.PROCEDURE}

Relation = Literal["same", "broader", "narrower", "different"]
Good = Literal["higher", "lower", ""]


@dataclass(frozen=True)
class Concept:
    """One thing that a question or a source can be about.

    Attributes
    ----------
    names
        Every name in both languages, brands included; labels first.
    names_en
        The English ones, without brands.
    broader
        Ids of the concepts that this one is a kind of.
    components
        Of a regimen: the ids of its drugs.
    gender
        Of the French label: ``"m"``, ``"f"``, ``"mp"`` or ``"fp"`` (plural).
    dimension
        Of a setting: what it is a value of (``"line"``, ``"extent"``, ``"population"``, …). Two settings of different
        dimensions do not contradict each other.
    surrogate
        Of an endpoint: whether it stands in for how long or how well patients live. ``None`` where it depends.
    good
        Of an endpoint as its label words it: which way is good. Empty where neither is.
    """

    id: str
    category: Category
    label_en: str
    label_fr: str
    names: tuple[str, ...]
    names_en: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    gender: str = "m"
    dimension: str = ""
    surrogate: bool | None = None
    good: Good = ""


@dataclass(frozen=True)
class Mention:
    """A concept named in a text: ``text == whole[start:end]``, in characters.

    Attributes
    ----------
    negated
        Whether the words before say that it is absent (``"sans métastase"``). A negative status that is a concept of
        its own (HER2-negative) is not negated: it is what the text says.
    prior
        Whether the words around say that it is a treatment that came before (``"après Taxotère"``), not the one that
        the text asks or tells about.
    """

    concept_id: str
    start: int
    end: int
    text: str
    negated: bool = False
    prior: bool = False
