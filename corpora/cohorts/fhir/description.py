"""One patient's own record, said in the variables of a cohort: for finding similar patients."""

from pathlib import Path

from corpora.cohorts.cohort import Label
from corpora.cohorts.events.described import Shape
from corpora.cohorts.events.indexing import Index
from corpora.cohorts.events.staging import stage_events
from corpora.cohorts.events.workspace import Workspace
from corpora.cohorts.fhir.staging import read_events
from corpora.errors import SourcierError

_WHOLE_RECORD = (36_525, 36_525)
_NOT_A_CHARACTERISTIC = ("patient", "year")
_OUTCOME = ("_days", "_event")


def describe_fhir_patient(origin: Path) -> dict[str, str | float]:
    """The characteristics of the one patient of a bundle.

    Parameters
    ----------
    origin
        As for :func:`corpora.cohorts.fhir.stage_fhir`; it holds one patient.

    Returns
    -------
    dict
        By the name that cohorts from FHIR and OMOP give their variables: ``age`` (years, at diagnosis), ``sex``,
        ``diagnosis`` (ICD-10 category), ``stage`` (``"0"`` to ``"IV"``), ``grade``, ``performance_status`` (ECOG),
        ``her2`` and other biomarkers, ``first_line``, …; numbers for numeric ones, codes of the levels for the others.
        Of what was found more than once, the latest. What is not known is left out.

    Raises
    ------
    SourcierError
        There is no patient, or more than one; otherwise as ``stage_fhir``.
    """
    workspace = Workspace()
    try:
        rejects, _ = read_events(Path(origin), workspace)
        n = workspace.one("select count(*) from person")
        if n != 1:
            raise SourcierError("cohort_fhir.not_one_patient", origin=Path(origin).name, n=n)
        index = Index.DIAGNOSIS if workspace.one("select count(*) from diagnosis") else Index.OBSERVATION
        shape = Shape(index, _WHOLE_RECORD, latest=True)
        staged = stage_events(workspace, shape, id="patient", title=Label("", ""), rejects=rejects)
        rows = [row for batch in staged.patients for row in batch.to_pylist()]
    finally:
        workspace.close()
    if not rows:
        raise SourcierError("cohort_fhir.no_dated_record", origin=Path(origin).name)
    return {
        name: value
        for name, value in rows[0].items()
        if value is not None and name not in _NOT_A_CHARACTERISTIC and not name.endswith(_OUTCOME)
    }
