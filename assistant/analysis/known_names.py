"""What a caller names of a cohort, found or refused with what is there."""

from corpora.cohorts.cohort import Dictionary, Kind, Outcome, Role, Variable
from corpora.errors import SourcierError

_FIRST = ("overall_survival", "progression_free_survival", "disease_free_survival", "recurrence_free_survival")


def chosen_outcome(dictionary: Dictionary, name: str | None) -> Outcome:
    """The outcome of that name; without a name overall survival, else the first.

    Raises
    ------
    SourcierError
        There is none, or none of that name.
    """
    if not dictionary.outcomes:
        raise SourcierError("cohort_analysis.no_outcomes", cohort=dictionary.id)
    if name:
        for outcome in dictionary.outcomes:
            if outcome.name == name:
                return outcome
    else:
        recorded = {outcome.name: outcome for outcome in dictionary.outcomes}
        return next((recorded[first] for first in _FIRST if first in recorded), dictionary.outcomes[0])
    known = ", ".join(outcome.name for outcome in dictionary.outcomes)
    raise SourcierError("cohort_analysis.no_outcome", cohort=dictionary.id, outcome=name, known=known)


def chosen_treatment(dictionary: Dictionary, name: str | None) -> Variable | None:
    """The variable of that name; without a name the main treatment, else the first treatment, else ``None``.

    Raises
    ------
    SourcierError
        There is none of that name, or it is a number.
    """
    of_role = dictionary.of_role(Role.TREATMENT)
    wanted = name or dictionary.main_treatment or (of_role[0].name if of_role else "")
    if not wanted:
        return None
    if wanted not in dictionary.names:
        known = ", ".join(dictionary.names)
        raise SourcierError("cohort_analysis.no_variable", cohort=dictionary.id, name=wanted, known=known)
    variable = dictionary.variable(wanted)
    if variable.kind is Kind.NUMBER:
        raise SourcierError("cohort_analysis.not_grouping", name=wanted)
    return variable
