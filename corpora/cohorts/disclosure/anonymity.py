"""k-anonymity and l-diversity of a cohort's table: quasi-identifiers are made coarser until nobody stands out.

Search: from the variables as recorded, the rung (see :mod:`corpora.cohorts.disclosure.coarsening`) is climbed that frees
most patients for the information that it costs, until those who stand out are at most ``most_suppressed`` of all. Of
these few, the quasi-identifiers are set to missing. Where no rung is left, the import is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.cohort import Dictionary, Role
from corpora.cohorts.disclosure.coarsening import Rung, Values, ladder
from corpora.cohorts.disclosure.equivalence import Combinations, classes_of, standing_out
from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.disclosure.staged_table import read_combinations, recorded_values, sql_text, write_generalised
from corpora.errors import SourcierError

# What a site or a year loses matters less to an analysis than what a diagnosis loses.
_WEIGHTS = {Role.SITE: 0.5, Role.YEAR: 0.5, Role.DIAGNOSIS: 2.0}


@dataclass(frozen=True)
class Anonymised:
    """What was done to a table.

    Attributes
    ----------
    dictionary
        Of the new table; variables that were left out are not in it.
    path
        The new table; the one given where nothing had to change.
    coarser
        Names of the variables that were made coarser or left out.
    suppressed
        Patients whose quasi-identifiers were set to missing.
    """

    dictionary: Dictionary
    path: Path
    coarser: tuple[str, ...]
    suppressed: int


def anonymise(patients: Path, dictionary: Dictionary, policy: Policy) -> Anonymised:
    """Make a table k-anonymous and l-diverse over its quasi-identifiers.

    Parameters
    ----------
    patients
        Parquet, one row a patient: categories as strings, numbers as numbers. The new table is written beside it.

    Raises
    ------
    SourcierError
        It cannot be done: the variables whose combinations stand out are named.
    """
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            f"create view staged as select * from read_parquet({sql_text(str(patients))}, file_row_number = true)"
        )
        variables = [variable for variable in dictionary.variables if variable.quasi_identifier]
        sensitive = [name for name in policy.sensitive if name in dictionary.names]
        if not variables:
            return Anonymised(dictionary, patients, (), 0)
        values = [recorded_values(connection, variable) for variable in variables]
        combinations = read_combinations(connection, variables, values, sensitive)
        ladders = [ladder(variable, each, policy.k) for variable, each in zip(variables, values, strict=True)]
        rungs = _search(combinations, ladders, values, policy)
        chosen = [steps[at] for steps, at in zip(ladders, rungs, strict=True)]
        hidden = _hidden(combinations, chosen, policy)
        suppressed = int(hidden.sum())
        coarser = tuple(variable.name for variable, at in zip(variables, rungs, strict=True) if at)
        if not coarser and not suppressed:
            return Anonymised(dictionary, patients, (), 0)
        path = patients.with_name("anonymised.parquet")
        write_generalised(connection, path, variables, values, chosen, combinations, hidden)
    by_name = {variable.name: rung.variable for variable, rung in zip(variables, chosen, strict=True)}
    kept = [by_name.get(variable.name, variable) for variable in dictionary.variables]
    remaining = tuple(variable for variable in kept if variable is not None)
    main = dictionary.main_treatment if any(each.name == dictionary.main_treatment for each in remaining) else ""
    return Anonymised(replace(dictionary, variables=remaining, main_treatment=main), path, coarser, suppressed)


def _search(
    combinations: Combinations, ladders: Sequence[Sequence[Rung]], values: Sequence[Values], policy: Policy
) -> list[int]:
    """The rung of each variable."""
    at = [0] * len(ladders)
    most = policy.most_suppressed * int(combinations.patients.sum())
    standing = _standing(combinations, ladders, at, policy)
    while standing and (standing > most or _suppressed(combinations, ladders, at, policy) > most):
        climbs = []
        for index, steps in enumerate(ladders):
            if at[index] + 1 < len(steps):
                tried = [*at[:index], at[index] + 1, *at[index + 1 :]]
                cost = _cost(steps[at[index]], steps[at[index] + 1], values[index])
                left = _standing(combinations, ladders, tried, policy)
                climbs.append(((standing - left) / cost, -cost, tried, left))
        if not climbs:
            raise _refusal(combinations, ladders, at, policy, standing)
        _, _, at, standing = max(climbs, key=lambda climb: (climb[0], climb[1]))
    return at


def _standing(combinations: Combinations, ladders: Sequence[Sequence[Rung]], at: Sequence[int], policy: Policy) -> int:
    """Patients who stand out."""
    classes = classes_of(combinations, [steps[rung].of_value for steps, rung in zip(ladders, at, strict=True)])
    return int(combinations.patients[standing_out(combinations, classes, policy.k, policy.l_diversity)].sum())


def _suppressed(
    combinations: Combinations, ladders: Sequence[Sequence[Rung]], at: Sequence[int], policy: Policy
) -> int:
    """Patients whose quasi-identifiers would be set to missing."""
    chosen = [steps[rung] for steps, rung in zip(ladders, at, strict=True)]
    return int(_hidden(combinations, chosen, policy).sum())


def _cost(before: Rung, after: Rung, values: Values) -> float:
    """Bits of information that climbing from one rung to another takes from the variable."""
    weight = _WEIGHTS.get(before.variable.role, 1.0) if before.variable else 1.0
    left_out = 1.0 if after.variable is None else 0.0
    lost = _entropy(before.of_value, values.counts) - _entropy(after.of_value, values.counts)
    return weight * (lost + left_out + 0.01)


def _entropy(of_value: NDArray[np.int64], counts: NDArray[np.int64]) -> float:
    if not len(of_value):
        return 0.0
    shares = np.bincount(of_value, counts) / counts.sum()
    shares = shares[shares > 0]
    return float(-(shares * np.log2(shares)).sum())


def _hidden(combinations: Combinations, chosen: Sequence[Rung], policy: Policy) -> NDArray[np.int64]:
    """How many patients of each combination have their quasi-identifiers set to missing. Shape (combinations,).

    All of those who stand out. They then share the combination "all missing" (with those of whom nothing was known
    before), in which they must not stand out either: some patients of the largest class join them, or, where they must
    differ in what is sensitive, the smallest classes do.
    """
    classes = classes_of(combinations, [rung.of_value for rung in chosen])
    out = standing_out(combinations, classes, policy.k, policy.l_diversity)
    unknown = (combinations.codes < 0).all(axis=1)
    sizes = np.bincount(classes, combinations.patients)
    hidden = np.where(out, combinations.patients, 0)
    lacking = policy.k - int(combinations.patients[out | unknown].sum())
    largest = int(np.argmax(np.where(out | unknown, 0, combinations.patients)))
    spare = min(int(combinations.patients[largest]), int(sizes[classes[largest]]) - policy.k)
    if out.any() and 0 < lacking <= spare and not out[largest] and not combinations.sensitive:
        hidden[largest] = lacking
        return hidden
    while out.any():
        merged = np.where(out | unknown, -1, classes)
        _, relabelled = np.unique(merged, return_inverse=True)
        if not (standing_out(combinations, relabelled, policy.k, policy.l_diversity) & (out | unknown)).any():
            break
        rest = np.unique(classes[~out & ~unknown]).tolist()
        if not rest:
            break
        out = out | (classes == min(rest, key=lambda each: (sizes[each], each)))
    return np.where(out, combinations.patients, 0)


def _refusal(
    combinations: Combinations, ladders: Sequence[Sequence[Rung]], at: Sequence[int], policy: Policy, standing: int
) -> SourcierError:
    """Names the smallest set of variables whose combinations stand out for too many patients."""
    remaining = [
        (rung.variable.name, index, rung.of_value)
        for index, (steps, place) in enumerate(zip(ladders, at, strict=True))
        if (rung := steps[place]).variable is not None
    ]
    named = [name for name, _, _ in remaining]
    total = combinations.patients.sum()
    for name in list(named):
        fewer = [each for each in named if each != name]
        kept = [(index, mapping) for each, index, mapping in remaining if each in fewer]
        part = Combinations(combinations.codes[:, [i for i, _ in kept]], combinations.patients, combinations.sensitive)
        classes = classes_of(part, [mapping for _, mapping in kept])
        out = standing_out(part, classes, policy.k, policy.l_diversity)
        if fewer and combinations.patients[out].sum() > policy.most_suppressed * total:
            named = fewer
    return SourcierError(
        "disclosure.not_anonymous",
        variables=", ".join(named),
        percent=max(1, round(100 * standing / int(total))),
        k=policy.k,
        l_diversity=policy.l_diversity,
    )
