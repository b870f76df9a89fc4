"""The mapping proposed for a table: right on French and English headers, and honest about what it assumed."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from corpora.cohorts.cohort import Kind, Role
from corpora.cohorts.tables.mapping import read_mapping
from corpora.cohorts.tables.mapping_text import mapping_text
from corpora.cohorts.tables.proposal import Proposal, propose_mapping
from corpora.errors import SourcierError
from corpora.lexicon import Lexicon
from tests.corpora.cohorts.small_table import imported, table

HOSPITAL = (
    "IPP;Nom;Sexe;DDN;Date diagnostic;Localisation;Stade;OMS;HER2;Traitement;Date_DC;Dernières nouvelles;Statut vital;"
    "Hb (g/dL)"
)


def hospital(folder: Path) -> Path:
    """A table as a French cancer centre exports it."""
    rng = random.Random(3)
    lines = []
    for i in range(300):
        born = date(1940, 1, 1) + timedelta(rng.randrange(12000))
        diagnosed = date(2012, 1, 1) + timedelta(rng.randrange(3000))
        seen = diagnosed + timedelta(rng.randrange(30, 1500))
        dead = rng.random() < 0.5
        lines.append(
            f"80{i:08};Nomdefamille{i};{rng.choice('HF')};{born:%d/%m/%Y};{diagnosed:%d/%m/%Y};"
            f"{rng.choice(['Sein', 'Côlon', 'Poumon'])};{rng.choice(['II', 'I', 'III', 'IV'])};{rng.randrange(4)};"
            f"{rng.choice(['positif', 'négatif', 'non renseigné'])};{rng.choice(['FOLFOX', 'Docétaxel'])};"
            f"{f'{seen:%d/%m/%Y}' if dead else ''};{seen:%d/%m/%Y};{'décédé' if dead else 'vivant'};"
            f"{str(round(rng.gauss(12.5, 1.2), 1)).replace('.', ',')}"
        )
    return table(folder, lines, HOSPITAL, "cohorte_2012.csv")


@pytest.fixture
def proposal(tmp_path: Path) -> Proposal:
    return propose_mapping(hospital(tmp_path), Lexicon.load())


def test_a_french_export_is_understood_column_by_column(proposal: Proposal) -> None:
    assert {column.name: column.use for column in proposal.columns} == {
        "IPP": "patient",
        "Nom": "left out",
        "Sexe": "sex",
        "DDN": "age",
        "Date diagnostic": "outcome",
        "Localisation": "diagnosis",
        "Stade": "stage",
        "OMS": "performance_status",
        "HER2": "biomarker",
        "Traitement": "treatment",
        "Date_DC": "outcome",
        "Dernières nouvelles": "outcome",
        "Statut vital": "outcome",
        "Hb (g/dL)": "covariate",
    }


def test_the_outcome_is_made_from_the_dates_and_the_vital_status(proposal: Proposal) -> None:
    outcome = proposal.mapping.outcomes["overall_survival"]
    assert (outcome.start, outcome.event_date, outcome.last_seen) == (
        "Date diagnostic",
        "Date_DC",
        "Dernières nouvelles",
    )
    assert (outcome.event, outcome.censored) == (("décédé",), ("vivant",))


def test_ddn_is_the_birth_date_where_its_years_are_long_before_the_others(proposal: Proposal) -> None:
    age = proposal.mapping.variables["age"]
    assert (age.column, age.at) == ("DDN", "Date diagnostic")


def test_a_header_that_names_an_event_over_dates_is_the_date_of_that_event(tmp_path: Path) -> None:
    lines = [f"P{i};2015-03-{1 + i % 28:02};{'2016-05-01' if i % 2 else ''};2017-01-01" for i in range(60)]
    outcome = propose_mapping(table(tmp_path, lines, "patient;diagnostic;décès;dernier contact")).mapping.outcomes
    assert outcome["overall_survival"].start == "diagnostic"
    assert (outcome["overall_survival"].event_date, outcome["overall_survival"].last_seen) == (
        "décès",
        "dernier contact",
    )


def test_codes_get_levels_in_their_order_and_concepts_from_the_lexicon(proposal: Proposal) -> None:
    variables = proposal.mapping.variables
    assert [level.code for level in variables["stade"].levels] == ["I", "II", "III", "IV"]
    assert variables["stade"].kind is Kind.ORDERED
    assert [level.fr for level in variables["stade"].levels] == ["Stade I", "Stade II", "Stade III", "Stade IV"]
    diagnoses = {level.code: level.concept for level in variables["localisation"].levels}
    assert (diagnoses["Sein"], diagnoses["Colon"]) == (("breast_cancer",), ("colon_cancer",))
    assert [level.fr for level in variables["sex"].levels] == ["Femme", "Homme"]
    treatment = {level.code: level.concept for level in variables["traitement"].levels}
    assert treatment == {"FOLFOX": ("folfox",), "Docetaxel": ("docetaxel",)}
    assert proposal.mapping.cohort.main_treatment == "traitement"


def test_units_decimal_comma_date_order_and_words_for_missing_are_found(proposal: Proposal) -> None:
    hb = next(each for each in proposal.mapping.variables.values() if each.column == "Hb (g/dL)")
    assert (hb.unit, hb.kind) == ("g/dL", Kind.NUMBER)
    assert (proposal.mapping.file.delimiter, proposal.mapping.file.decimal, proposal.mapping.file.dates) == (
        ";",
        ",",
        "day-first",
    )
    assert "non renseigné" in proposal.mapping.file.nulls


def test_names_are_left_out_with_a_warning_and_their_values_are_nowhere(proposal: Proposal) -> None:
    assert [
        warning.details["column"] for warning in proposal.warnings if warning.key == "cohort_inspect.identifying"
    ] == ["Nom"]
    shown = json.dumps(TypeAdapter(Proposal).dump_python(proposal, mode="json"))
    assert "Nomdefamille" not in shown and "80000000" not in shown


def test_the_proposed_mapping_imports_the_table_as_it_is(tmp_path: Path, proposal: Proposal) -> None:
    path = tmp_path / "proposed.toml"
    path.write_text(mapping_text(proposal.mapping), encoding="utf-8")
    cohort, report = imported(tmp_path, tmp_path / "cohorte_2012.csv", read_mapping(path))
    assert (cohort.n, report.rejected) == (300, 0)


def test_distributions_are_small_histograms(proposal: Proposal) -> None:
    hb = next(column.profile for column in proposal.columns if column.name == "Hb (g/dL)")
    assert len(hb.histogram) == 10 and sum(hb.histogram) == 300
    assert hb.numbers[0] < hb.numbers[2] < hb.numbers[4]


def test_codes_that_do_not_say_what_they_mean_are_warned_of(tmp_path: Path) -> None:
    lines = [f"{i},{1 + i % 2},{1 + i % 2},{50 + i}" for i in range(100)]
    proposed = propose_mapping(table(tmp_path, lines, "id,sex,status,time"))
    keys = {warning.key.removeprefix("cohort_inspect.") for warning in proposed.warnings}
    assert {"assumed_levels", "assumed_event", "assumed_months", "assumed_overall"} <= keys


def test_mixed_units_are_warned_of(tmp_path: Path) -> None:
    lines = [f"P{i},{(11 + i % 30 / 10) * (10 if i < 20 else 1):.1f},{i % 2}" for i in range(200)]
    proposed = propose_mapping(table(tmp_path, lines, "patient,hb,sexe"))
    assert "cohort_inspect.mixed_units" in {warning.key for warning in proposed.warnings}


def test_a_table_of_which_nothing_is_understood_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourcierError) as refused:
        propose_mapping(table(tmp_path, ["x"] * 10, "patient"))
    assert refused.value.key in ("cohort_import.nothing_recognised", "cohort_import.not_text")


@pytest.mark.parametrize(
    ("file", "patient", "roles", "outcomes"),
    [
        (
            "tcga_cdr.csv.gz",
            "bcr_patient_barcode",
            {"type": "diagnosis", "gender": "sex", "histological_grade": "grade"},
            4,
        ),
        ("msk_impact_2017_clinical.tsv.gz", "Patient ID", {"Cancer Type": "diagnosis", "Sex": "sex"}, 1),
        ("metabric_clinical.tsv.gz", "Patient ID", {"HER2 Status": "biomarker", "Chemotherapy": "treatment"}, 0),
        ("r_survival_rotterdam.csv.gz", "pid", {"hormon": "treatment", "chemo": "treatment", "year": "year"}, 2),
        ("r_survival_gbsg.csv.gz", "pid", {"grade": "grade", "pgr": "biomarker"}, 1),
        ("r_survival_colon.csv.gz", "id", {"rx": "treatment", "differ": "grade"}, 2),
        ("r_survival_lung_ncctg.csv.gz", "", {"ph.ecog": "performance_status", "inst": "site"}, 1),
        ("r_survival_veteran.csv.gz", "", {"trt": "treatment", "celltype": "morphology"}, 1),
        ("r_survival_mgus2.csv.gz", "id", {"dxyr": "year", "sex": "sex"}, 2),
        ("r_survival_nwtco.csv.gz", "seqno", {"stage": "stage", "age": "age"}, 1),
        ("cdisc_adam_adtte_onco.csv.gz", "USUBJID", {"ARM": "treatment"}, 3),
    ],
)
def test_public_tables_are_understood(
    file: str, patient: str, roles: dict[str, str], outcomes: int, shared_data: Path
) -> None:
    proposed = propose_mapping(shared_data / "cohorts" / file)
    uses = {column.name: column.use for column in proposed.columns}
    assert proposed.mapping.file.patient == patient
    assert {name: uses[name] for name in roles} == roles
    assert len(proposed.mapping.outcomes) == outcomes


def test_the_event_of_the_lung_data_is_2_and_of_adam_0(shared_data: Path) -> None:
    lung = propose_mapping(shared_data / "cohorts" / "r_survival_lung_ncctg.csv.gz").mapping
    adam = propose_mapping(shared_data / "cohorts" / "cdisc_adam_adtte_onco.csv.gz").mapping
    assert lung.outcomes["overall_survival"].event == ("2",)
    assert adam.outcomes["overall_survival"].event == ("0",)
    assert adam.outcomes["overall_survival"].where == {"PARAMCD": ("OS",)}
    assert lung.variables["age"].role is Role.AGE
