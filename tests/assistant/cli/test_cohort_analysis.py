"""``sourcier cohort profile | similar | survival | count``: what they print, and their JSON."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from corpora.errors import SourcierError
from tests.made_cohort import made_gbsg2

_PATIENT = "femme de 58 ans, ménopausée, grade 3, 2 ganglions envahis, RH+"


@pytest.fixture(autouse=True)
def cohort(home: Path) -> None:
    (home / "cohorts").mkdir(parents=True)
    made_gbsg2(home / "cohorts" / "gbsg2")


def _printed(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["cohort", *arguments], env={"COLUMNS": "200"}, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_similar_prints_patients_curves_and_caveats_in_the_language_of_the_description() -> None:
    printed = " ".join(_printed("similar", "gbsg2", _PATIENT).split())
    assert "ressemblent au patient décrit" in printed
    assert "Cohorte observationnelle, non randomisée" in printed
    assert "Aucun traitement n'en est recommandé" in printed
    assert printed.count("Cohorte observationnelle") == 1


def test_similar_as_json_is_the_result_that_may_be_shown() -> None:
    found = json.loads(_printed("similar", "gbsg2", _PATIENT, "--json", "--size", "150"))
    assert found["n"] >= 11 and found["n_cohort"] == 686
    assert [one["variable"] for one in found["matched"]] == [
        "menopause", "grade", "positive_nodes", "estrogen_receptor",
    ]  # fmt: skip
    assert all(curve["n"] >= 11 for curve in found["outcomes"]["curves"])


def test_an_identity_in_the_description_is_not_repeated() -> None:
    printed = _printed("similar", "gbsg2", f"Mme Jeanne Cattelan, née le 03/02/1961, {_PATIENT}", "--json")
    assert "Cattelan" not in printed and "1961" not in printed


def test_survival_prints_a_row_a_group_and_the_criteria_as_understood() -> None:
    printed = _printed("survival", "gbsg2", "--where", "positive nodes >= 4")
    assert "Among patients with positive nodes ≥ 4" in printed
    assert "Hormonal therapy versus no hormonal therapy" in " ".join(printed.split())


def test_survival_by_another_variable_is_not_adjusted() -> None:
    found = json.loads(_printed("survival", "gbsg2", "--by", "grade", "--json"))
    assert {curve["label"] for curve in found["curves"]} == {"grade: I", "grade: II", "grade: III"}
    assert not any(comparison["adjusted"] for comparison in found["comparisons"])


def test_count_speaks_the_language_of_the_criteria() -> None:
    assert "patients sur 686" in _printed("count", "gbsg2", "grade = 3 et non traitement = oui")
    assert "of 686 patients" in _printed("count", "gbsg2", "grade = 3 and menopause = post")


def test_profile_prints_table_one() -> None:
    printed = _printed("profile", "gbsg2")
    assert "444" in printed and "64.7" in printed
    assert "not randomised" in printed


def test_an_unknown_name_is_an_error_that_lists_the_names() -> None:
    with pytest.raises(SourcierError, match="positive_nodes"):
        _printed("count", "gbsg2", "karnofsky > 80")
