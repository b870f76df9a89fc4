"""The one way into the store: staged patients in, a finished cohort folder out, or nothing."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpora.cohorts.cohort import Dictionary
from corpora.cohorts.deidentify.key import load_key
from corpora.cohorts.disclosure.policy import Policy, read_policy, write_policy
from corpora.cohorts.importing.arriving import arrive
from corpora.cohorts.importing.generalising import generalised
from corpora.cohorts.importing.notes import write_notes
from corpora.cohorts.importing.placing import put_in_place, unfinished_folder
from corpora.cohorts.importing.report import ImportReport, TooManyRejects, group_rejects, report_json
from corpora.cohorts.importing.settling import missing_shares, settle
from corpora.cohorts.importing.treatment_lines import write_lines
from corpora.cohorts.importing.working import working
from corpora.cohorts.importing.writing import write_patients
from corpora.cohorts.staged import Staged
from corpora.cohorts.store import DICTIONARY, LINES, NOTES, PATIENTS, write_dictionary
from corpora.errors import SourcierError

REPORT = "import.json"


def import_cohort(
    staged: Staged,
    folder: Path,
    *,
    key: Path,
    policy: Policy | None = None,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Write a cohort from staged patients; one of the same id is replaced.

    Parameters
    ----------
    folder
        The folder of all cohorts; the cohort becomes ``folder / staged.dictionary.id``, in one step at the end.
    policy
        Of disclosure; by default that of the cohort replaced, which may have been tightened, else the default one.
    key
        File of the secret from which pseudonyms are made; made if absent, refused inside ``folder``.
    progress
        Told the rows read so far.

    Raises
    ------
    SourcierError
        Nothing was read, too many rows were rejected (:class:`TooManyRejects`), the disclosure policy cannot be met, or
        the folder cannot be written. Then nothing has changed.
    """
    started = time.monotonic()
    secret = load_key(key, apart_from=folder)
    cohort_id = staged.dictionary.id
    rules = policy or read_policy(folder / cohort_id)
    with unfinished_folder(folder, cohort_id) as building:
        cohort = building / cohort_id
        cohort.mkdir()
        with working(building) as connection:
            arrived = building / "arrived.parquet"
            dictionary, n = arrive(staged, arrived, secret, rules, progress or (lambda rows: None))
            _refuse(staged, n)
            dictionary, settled, coarser = settle(connection, arrived, dictionary, staged, rules)
            arrived.unlink()
            _refuse(staged, n)
            dictionary, path, generalisations = generalised(settled, dictionary, rules)
            kept = write_patients(connection, path, dictionary, cohort / PATIENTS)
            if not kept:
                raise SourcierError("cohort_import.no_patients", file=staged.file or cohort_id)
            lines = write_lines(connection, staged, secret, cohort, cohort / LINES, rules)
            notes = write_notes(connection, staged, secret, cohort, cohort / NOTES)
            _refuse(staged, n)
            dictionary = replace(dictionary, n=kept)
            report = ImportReport(
                cohort_id,
                _rows(staged, n),
                kept,
                lines,
                notes,
                len(staged.rejects),
                group_rejects(staged.rejects),
                group_rejects(staged.warnings),
                missing_shares(connection, cohort / PATIENTS, dictionary),
                (*coarser, *generalisations),
                round(time.monotonic() - started, 2),
            )
        _finish(cohort, dictionary, rules, report)
        put_in_place(cohort, folder / cohort_id)
    return report


def _finish(cohort: Path, dictionary: Dictionary, policy: Policy, report: ImportReport) -> None:
    write_policy(cohort, policy)
    (cohort / REPORT).write_bytes(report_json(report))
    write_dictionary(dictionary, cohort / DICTIONARY)


def _rows(staged: Staged, patients: int) -> int:
    return max(staged.rows_read, patients)


def _refuse(staged: Staged, patients: int) -> None:
    """Refuse too many rejects."""
    rows = _rows(staged, patients)
    if not rows:
        raise SourcierError("cohort_import.no_rows", file=staged.file or staged.dictionary.id)
    if len(staged.rejects) > staged.max_rejects * rows:
        raise TooManyRejects(staged.rejects, rows, staged.max_rejects)
