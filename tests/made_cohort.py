"""Cohorts made in a test: a folder as the import writes it, from columns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from corpora.cohorts.cohort import Dictionary, Kind, Label, Level, Outcome, Role, Variable
from corpora.cohorts.store import DICTIONARY, PATIENTS, Cohort, write_dictionary

RECURRENCE = Outcome(
    "recurrence_free_survival",
    Label("recurrence-free survival", "survie sans récidive"),
    Label("surgery", "la chirurgie"),
)
YES_NO = (Level("no", Label("no", "non")), Level("yes", Label("yes", "oui")))
HORMONE = Variable(
    "hormonal_therapy", Role.TREATMENT, Kind.CATEGORY, Label("hormonal therapy", "hormonothérapie"), YES_NO,
    concepts=(("yes", "endocrine_therapy"),),
)  # fmt: skip
MENOPAUSE = Variable(
    "menopause", Role.COVARIATE, Kind.CATEGORY, Label("menopausal status", "statut ménopausique"),
    (Level("pre", Label("premenopausal", "non ménopausée")), Level("post", Label("postmenopausal", "ménopausée"))),
    concepts=(("pre", "premenopausal"), ("post", "postmenopausal")),
)  # fmt: skip
GRADE = Variable(
    "grade", Role.GRADE, Kind.ORDERED, Label("grade", "grade"),
    tuple(Level(code, Label(code, code)) for code in ("I", "II", "III")),
)  # fmt: skip
NODES = Variable("positive_nodes", Role.BIOMARKER, Kind.NUMBER, Label("positive nodes", "ganglions envahis"))
OESTROGEN = Variable(
    "estrogen_receptor", Role.BIOMARKER, Kind.NUMBER, Label("oestrogen receptor", "récepteur des œstrogènes"), unit="fmol/mg"
)  # fmt: skip
DIAGNOSIS = Variable(
    "diagnosis", Role.DIAGNOSIS, Kind.CATEGORY, Label("diagnosis", "diagnostic"),
    (Level("breast", Label("breast cancer", "cancer du sein")),), concepts=(("breast", "breast_cancer"),),
)  # fmt: skip


def made_cohort(folder: Path, dictionary: Dictionary, columns: Mapping[str, Sequence[object]]) -> Cohort:
    """Write a cohort's folder and open it; ``columns`` are those of ``patients.parquet`` but for the pseudonyms."""
    folder.mkdir(parents=True)
    n = len(next(iter(columns.values())))
    arrays: dict[str, pa.Array] = {"patient": pa.array([f"p{at:07d}" for at in range(n)])}
    for variable in dictionary.variables:
        values = list(columns[variable.name])
        if variable.kind is Kind.NUMBER:
            arrays[variable.name] = pa.array(values, pa.float32())
        else:
            arrays[variable.name] = pa.array(values, pa.string()).dictionary_encode()
    for outcome in dictionary.outcomes:
        arrays[outcome.days] = pa.array(columns[outcome.days], pa.int32())
        arrays[outcome.event] = pa.array(columns[outcome.event], pa.int8())
    parquet.write_table(pa.table(arrays), folder / PATIENTS)
    write_dictionary(replace(dictionary, n=n), folder / DICTIONARY)
    return Cohort.open(folder)


def made_gbsg2(folder: Path) -> Cohort:
    """The public GBSG2 cohort, without the import's banding: 686 women (lifelines' copy, MIT)."""
    from lifelines.datasets import load_gbsg2

    rows = load_gbsg2()
    dictionary = Dictionary(
        id="gbsg2",
        title=Label(
            "GBSG2, node-positive primary breast cancer", "GBSG2, cancer du sein primitif avec ganglions envahis"
        ),
        centre=Label("Germany", "Allemagne"),
        years=Label("1984 to 1989", "1984 à 1989"),
        variables=(DIAGNOSIS, HORMONE, MENOPAUSE, GRADE, NODES, OESTROGEN),
        outcomes=(RECURRENCE,),
        main_treatment="hormonal_therapy",
        historical=True,
    )
    columns = {
        "diagnosis": ["breast"] * len(rows),
        "hormonal_therapy": list(rows.horTh),
        "menopause": [value.lower() for value in rows.menostat],
        "grade": list(rows.tgrade),
        "positive_nodes": [float(value) for value in rows.pnodes],
        "estrogen_receptor": [float(value) for value in rows.estrec],
        "recurrence_free_survival_days": [int(value) for value in rows.time],
        "recurrence_free_survival_event": [int(value) for value in rows.cens],
    }
    return made_cohort(folder, dictionary, columns)
