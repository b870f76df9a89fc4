"""The disclosure policy's k-anonymity, applied to a table before it is written."""

from pathlib import Path

from corpora.cohorts.cohort import Dictionary
from corpora.cohorts.disclosure.anonymity import Anonymised, anonymise
from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.importing.report import Generalisation


def generalised(
    staged: Path, dictionary: Dictionary, policy: Policy
) -> tuple[Dictionary, Path, tuple[Generalisation, ...]]:
    """Make quasi-identifiers coarser until the policy holds.

    Returns
    -------
    The dictionary, the Parquet file to keep, and the variables that were made coarser.

    Raises
    ------
    SourcierError
        The policy cannot be met; the combinations that stand out are named.
    """
    done = anonymise(staged, dictionary, policy)
    return done.dictionary, done.path, _changes(dictionary, done)


def _changes(before: Dictionary, done: Anonymised) -> tuple[Generalisation, ...]:
    kept = {variable.name: variable for variable in done.dictionary.variables}
    found = []
    for name in done.coarser:
        if name not in kept:
            found.append(Generalisation(name, "cohort_import.left_out", {}))
            continue
        details = {"before": len(before.variable(name).levels), "after": len(kept[name].levels)}
        found.append(Generalisation(name, "cohort_import.made_coarser", dict(details)))
    if done.suppressed:
        names = ", ".join(variable.name for variable in before.variables if variable.quasi_identifier)
        found.append(Generalisation(names, "cohort_import.set_to_missing", {"count": done.suppressed}))
    return tuple(found)
