"""A patient's own record (from FHIR) beside or instead of a description in words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.patient import Fact, PatientDescription
from assistant.patient_facts import ecog_of
from corpora.cohorts.cohort import Dictionary
from corpora.lexicon import Lexicon

# What records call by another name than descriptions.
_NUMBERS = {
    "age": "age",
    "performance_status": "ecog",
    "tumour_size": "size_mm",
    "positive_nodes": "nodes",
    "ki67": "ki67",
    "pd_l1_percent": "pd_l1",
    "psa": "psa",
}
_WORDS = {
    "sex": "sex",
    "stage": "stage",
    "grade": "grade",
    "er": "er",
    "pr": "pr",
    "her2": "her2",
    "t_category": "t",
    "n_category": "n",
    "m_category": "m",
}
_BIOMARKER_VALUES = frozenset({"mutated", "wild_type", "positive", "negative", "high"})


def with_record(
    description: PatientDescription, record: Mapping[str, str | float], dictionary: Dictionary, lexicon: Lexicon
) -> PatientDescription:
    """The description, completed by a record; where both say something, the description counts.

    Parameters
    ----------
    record
        By name, as :func:`corpora.cohorts.fhir.description.describe_fhir_patient` gives it.
    dictionary
        Of the cohort: what it calls by the same name and codes in the same way is taken over as it is.
    """
    values, facts = dict(description.values), list(description.facts)
    said = {fact.kind for fact in facts}
    for name, value in record.items():
        levels = {level.code for level in dictionary.variable(name).levels} if name in dictionary.names else set()
        found = list(_facts(name, value, lexicon))
        if str(value) in levels and not any(fact.kind in said for fact in found):
            values.setdefault(name, str(value))
        else:
            facts += [fact for fact in found if fact.kind == "biomarker" or fact.kind not in said]
    return replace(description, facts=tuple(facts), values=values)


def _facts(name: str, value: str | float, lexicon: Lexicon) -> Iterator[Fact]:
    text = f"{name} {value}"
    if name == "diagnosis":
        yield from _disease(str(value))
    elif name == "karnofsky" and _number(value) is not None:
        low, high = ecog_of(float(value))
        yield Fact("ecog", text, low=low, high=high)
    elif name in _NUMBERS:
        number = _number(value)
        if number is not None:
            yield Fact(_NUMBERS[name], text, low=number, high=number)
    elif name in _WORDS:
        word = str(value)
        yield Fact(_WORDS[name], text, word[1:] if name.endswith("_category") else word)
    elif str(value) in _BIOMARKER_VALUES and f"{name}_{value}" in lexicon:
        yield Fact("biomarker", text, f"{name}_{value}")


def _disease(code: str) -> Iterator[Fact]:
    from corpora.cohorts.events.code_tables import diagnoses

    known = diagnoses().get(code)
    if known is not None and known.concept:
        yield Fact("disease", code, known.concept)


def _number(value: str | float) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
