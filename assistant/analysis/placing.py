"""A description placed in a cohort: each thing said becomes values of a variable, or is said not to be recorded there."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.analysis.bands import bands, number_in
from assistant.analysis.covariates import characteristics
from assistant.analysis.fact_variables import variables_for
from assistant.analysis.naming import levels_called, names_of, plain, stage_of
from assistant.analysis.placing_concepts import levels_of_biomarker, levels_of_disease
from assistant.analysis.wanted import Wanted
from assistant.patient import Fact, PatientDescription
from corpora.cohorts.cohort import Dictionary, Kind, Level, Role, Variable
from corpora.cohorts.yes_no import sign_of_level
from corpora.errors import SourcierError
from corpora.lexicon import Lexicon

_FEMALE = frozenset({"f", "female", "femme", "feminin", "woman", "women", "w", "fille"})
_MALE = frozenset({"m", "male", "homme", "masculin", "man", "men", "h", "garcon"})
# From what share of cells, or what binding, a receptor counts as positive (GEFPICS: 10 %; ligand binding: 10 fmol).
_RECEPTOR_FROM = 10.0
# Size of breast tumours by T, and involved nodes by N (AJCC).
_SIZE_BY_T = {"1": (0.0, 20.0), "2": (20.1, 50.0), "3": (50.1, math.inf)}
_NODES_BY_N = {"0": (0.0, 0.0), "1": (1.0, 3.0), "2": (4.0, 9.0), "3": (10.0, math.inf)}
# Karnofsky's index by performance status (Oken et al., Am J Clin Oncol 1982;5:649-55).
_KARNOFSKY = ((90.0, 100.0), (70.0, 80.0), (50.0, 60.0), (30.0, 40.0), (10.0, 20.0))
_MEASURED = frozenset({"er", "pr", "her2", "ki67", "pd_l1", "psa"})
_TNM = re.compile(r"[cpyru]{0,2}[tnm]?\s*(is|[0-4x+])", re.IGNORECASE)


@dataclass(frozen=True)
class Placed:
    """What a cohort makes of a description.

    Attributes
    ----------
    wanted
        One a variable, in the order of the dictionary.
    not_in_cohort
        What the description says and the cohort does not record, in its own words.
    """

    wanted: tuple[Wanted, ...]
    not_in_cohort: tuple[str, ...]


def place(description: PatientDescription, dictionary: Dictionary, treatment: str, lexicon: Lexicon) -> Placed:
    """Find what a cohort records of what is said. Treatments and outcomes are never looked for.

    Parameters
    ----------
    treatment
        The variable by which outcomes will be compared.

    Raises
    ------
    SourcierError
        A value of the form is none of its variable.
    """
    variables = characteristics(dictionary, treatment)
    found: dict[str, Wanted] = {}
    for name, value in description.values.items():
        if value.strip():
            wanted = _of_form(dictionary, variables, name, value)
            if wanted is not None:
                found[name] = wanted
    breast = _about_breast(description, dictionary, lexicon)
    unplaced: list[str] = []
    for fact in description.facts:
        wanted_here = _of_fact(fact, variables, description, lexicon, breast=breast)
        if wanted_here is None:
            unplaced.append(fact.text)
        else:
            found.setdefault(wanted_here.variable.name, wanted_here)
    stage = description.fact("stage")
    if stage is not None and stage.text in unplaced and _says_stage(found.values(), stage.value):
        unplaced.remove(stage.text)
    in_order = tuple(found[variable.name] for variable in variables if variable.name in found)
    return Placed(in_order, tuple(dict.fromkeys(text.strip() for text in unplaced)))


def _says_stage(found: Iterable[Wanted], stage: str) -> bool:
    """Whether a disease looked for is one of that stage only (a cohort of stage III colon cancer)."""
    number = stage_of(stage)
    return number is not None and any(
        (variable.levels[at].code, f"stage_{number[0]}") in variable.concepts
        for variable, levels in ((one.variable, one.levels) for one in found if one.must)
        for at in levels
    )


def _of_form(dictionary: Dictionary, variables: tuple[Variable, ...], name: str, value: str) -> Wanted | None:
    variable = next((v for v in variables if v.name == name), None)
    if variable is None:
        if name in dictionary.names:
            return None
        known = ", ".join(v.name for v in variables)
        raise SourcierError("cohort_analysis.no_variable", cohort=dictionary.id, name=name, known=known)
    wanted = _called(variable, value) or _numeric(variable, value, number_in(value), number_in(value))
    if wanted is None:
        known = ", ".join(level.code for level in variable.levels) or "0-9"
        raise SourcierError("cohort_analysis.value_unknown", name=name, value=value, known=known)
    return replace(wanted, must=variable.role is Role.DIAGNOSIS)


def _of_fact(
    fact: Fact, variables: tuple[Variable, ...], description: PatientDescription, lexicon: Lexicon, *, breast: bool
) -> Wanted | None:
    if fact.kind == "biomarker":
        return next(_of_biomarker(fact, variables, lexicon), None)
    found = variables_for(fact.kind, variables)
    if fact.low is not None and fact.kind in _MEASURED:
        # A number is held against a number where the cohort has both (PD-L1 in percent, PD-L1 positive).
        found = tuple(sorted(found, key=lambda variable: variable.kind is not Kind.NUMBER))
    for variable in found:
        wanted = _of_variable(fact, variable, lexicon)
        if wanted is not None:
            return wanted
    if breast and fact.kind == "t" and fact.value in _SIZE_BY_T and description.fact("size_mm") is None:
        return _instead(fact, "size_mm", _SIZE_BY_T[fact.value], variables)
    if breast and fact.kind == "n" and fact.value in _NODES_BY_N and description.fact("nodes") is None:
        return _instead(fact, "nodes", _NODES_BY_N[fact.value], variables)
    return None


def _instead(fact: Fact, kind: str, within: tuple[float, float], variables: tuple[Variable, ...]) -> Wanted | None:
    for variable in variables_for(kind, variables):
        wanted = _numeric(variable, fact.text, *within)
        if wanted is not None:
            return wanted
    return None


def _of_variable(fact: Fact, variable: Variable, lexicon: Lexicon) -> Wanted | None:
    """What a fact means in a variable that records its kind."""
    match fact.kind:
        case "disease":
            levels = levels_of_disease(fact.value, variable, lexicon)
            return Wanted(variable, fact.text, levels, must=True) if levels else None
        case "sex":
            return _named(variable, fact, _FEMALE if fact.value == "female" else _MALE)
        case "menopause":
            return _of_menopause(variable, fact)
        case "t" | "n" | "m":
            return _of_tnm(variable, fact)
        case "stage":
            return _called(variable, fact.value, fact.text) or _called(variable, fact.value[:-1], fact.text)
        case "grade":
            return _called(variable, fact.value, fact.text)
        case "er" | "pr" | "her2" | "ki67" | "pd_l1":
            return _of_marker(variable, fact)
        case "ecog":
            return _of_performance(variable, fact)
        case _:
            scale = 0.1 if variable.unit == "cm" and fact.kind == "size_mm" else 1.0
            if fact.low is None or fact.high is None:
                return None
            return _numeric(variable, fact.text, fact.low * scale, fact.high * scale)


def _of_menopause(variable: Variable, fact: Fact) -> Wanted | None:
    levels = frozenset(
        at for at, level in enumerate(variable.levels) if any(fact.value in name for name in names_of(level))
    )
    if not levels:
        wanted = "yes" if fact.value == "post" else "no"
        # "ménopausée" beside "préménopausée" or "non ménopausée".
        levels = frozenset(at for at, level in enumerate(variable.levels) if sign_of_level(level) == wanted)
    return Wanted(variable, fact.text, levels) if levels else None


def _of_tnm(variable: Variable, fact: Fact) -> Wanted | None:
    def of(level: Level) -> str:
        matches = (_TNM.match(plain(text)) for text in (level.code, level.label.en))
        return next((match.group(1) for match in matches if match), "")

    levels = frozenset(at for at, level in enumerate(variable.levels) if of(level) == fact.value.lower())
    if not levels and fact.kind == "n":
        sign = "no" if fact.value == "0" else "yes"
        levels = frozenset(at for at, level in enumerate(variable.levels) if sign_of_level(level) == sign)
    return Wanted(variable, fact.text, levels) if levels else None


def _of_marker(variable: Variable, fact: Fact) -> Wanted | None:
    if fact.low is not None and fact.high is not None:
        wanted = _numeric(variable, fact.text, fact.low, fact.high)
        if wanted is not None:
            return wanted
        if 0 < fact.low < _RECEPTOR_FROM and fact.kind != "pd_l1":
            # Low expression: guidelines differ on what it counts as.
            return None
        return _signed(variable, fact, "yes" if fact.low > 0 else "no")
    if variable.kind is Kind.NUMBER:
        positive = fact.value == "positive"
        low, high = (_RECEPTOR_FROM, math.inf) if positive else (-math.inf, math.nextafter(_RECEPTOR_FROM, 0))
        return Wanted(variable, fact.text, low=low, high=high) if fact.kind in ("er", "pr") else None
    return _signed(variable, fact, "yes" if fact.value == "positive" else "no")


def _of_performance(variable: Variable, fact: Fact) -> Wanted | None:
    if fact.low is None or fact.high is None:
        return None
    low, high = int(fact.low), int(fact.high)
    if "karno" in plain(f"{variable.name} {variable.label.en}"):
        return _numeric(variable, fact.text, _KARNOFSKY[high][0], _KARNOFSKY[low][1])
    return _numeric(variable, fact.text, fact.low, fact.high)


def _of_biomarker(fact: Fact, variables: tuple[Variable, ...], lexicon: Lexicon) -> Iterator[Wanted]:
    for variable in variables:
        levels = levels_of_biomarker(fact.value, variable, lexicon)
        if levels:
            yield Wanted(variable, fact.text, levels)


def _signed(variable: Variable, fact: Fact, sign: str) -> Wanted | None:
    levels = frozenset(at for at, level in enumerate(variable.levels) if sign_of_level(level) == sign)
    return Wanted(variable, fact.text, levels) if levels else None


def _named(variable: Variable, fact: Fact, names: frozenset[str]) -> Wanted | None:
    levels = frozenset(at for at, level in enumerate(variable.levels) if names_of(level) & names)
    return Wanted(variable, fact.text, levels) if levels else None


def _called(variable: Variable, value: str, said: str = "") -> Wanted | None:
    if variable.kind is Kind.NUMBER or not value:
        return None
    levels = levels_called(variable, value)
    return Wanted(variable, said or value, levels) if levels else None


def _numeric(variable: Variable, said: str, low: float | None, high: float | None) -> Wanted | None:
    """A range of numbers in a variable that is a number or whose levels are bands."""
    if low is None or high is None:
        return None
    if variable.kind is Kind.NUMBER:
        return Wanted(variable, said, low=low, high=high)
    levels = frozenset(at for at, band in enumerate(bands(variable)) if band and band.meets(low, high))
    return Wanted(variable, said, levels, low=low, high=high) if levels else None


def _about_breast(description: PatientDescription, dictionary: Dictionary, lexicon: Lexicon) -> bool:
    diseases = [fact.value for fact in description.facts if fact.kind == "disease"]
    diseases += [mention.concept_id for mention in lexicon.recognise(dictionary.title.en, "en")]
    return any(disease in lexicon and lexicon.is_a(disease, "breast_cancer") for disease in diseases)
