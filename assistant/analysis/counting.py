"""How many patients meet criteria: feasibility of a trial."""

from assistant.analysis.criteria_words import cut_bands, in_words
from assistant.analysis.results import PatientCount
from assistant.analysis.selection import select, understand
from corpora.catalogue import Language, say
from corpora.cohorts.disclosure.releases import Releases
from corpora.cohorts.store import Cohort


def count_patients(
    cohort: Cohort, criteria: str, language: Language, *, releases: Releases | None = None
) -> PatientCount:
    """Count the patients who meet criteria (see :mod:`assistant.analysis.criteria` for how they are written).

    Parameters
    ----------
    releases
        The cohort's, where the caller holds it open.

    Raises
    ------
    SourcierError
        The criteria cannot be read: where, and what is known there.
    """
    dictionary = cohort.dictionary
    selection = understand(criteria, dictionary)
    understood = in_words(selection, language)
    title = dictionary.title(language)
    mask = select(cohort, selection)
    releases = releases or Releases.open(cohort)
    if not releases.release(mask):
        smallest = releases.policy.smallest_cell
        withheld = say("analysis.count_withheld", language, title=title, criteria=understood, smallest=smallest)
        if (refusal := releases.refusal()).key == "disclosure.exhausted":
            withheld = f"{refusal.message(language)} {refusal.hint(language)}"
        return PatientCount(dictionary.id, understood, None, cohort.n, withheld)
    n = int(mask.sum())
    statement = say("analysis.count", language, n=n, n_cohort=cohort.n, title=title, criteria=understood)
    cut = cut_bands(selection, language)
    return PatientCount(dictionary.id, understood, n, cohort.n, " ".join([statement, *cut]))
