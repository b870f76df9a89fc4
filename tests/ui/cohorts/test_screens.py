"""What the section answers to a browser, without a browser."""

import base64
import csv
import io
from html import unescape

import pytest
from pydantic import ValidationError

from corpora.errors import SourcierError
from tests.ui.cohorts.scripted import ScriptedCohorts, dictionary
from ui.cohorts.examples import criteria_examples
from ui.cohorts.ports import Described
from ui.cohorts.requests import Counted, Exported, Patient, Seen
from ui.cohorts.screens import Screens


class Failing(ScriptedCohorts):
    """Fails with what was typed in its message."""

    def similar(self, cohort: str, described: Described, language: str) -> None:  # type: ignore[override]
        """Never answers."""
        raise KeyError(described.text)


def html(sent: dict, region: str) -> str:  # type: ignore[type-arg]
    """The blocks of a region, in one string."""
    return unescape("".join(block for _, block in sent["regions"][region])).replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def screens() -> Screens:
    """The section on stand-in results."""
    return Screens(ScriptedCohorts())


def test_a_cohort_says_that_it_is_observational_and_of_its_time(screens: Screens) -> None:
    head = html(screens.opened(Seen(language="fr", cohort="gbsg2")), "head")
    assert "Observationnel, non randomisé." in head
    assert "Les traitements sont ceux de l'époque (1984 à 1989)" in head


def test_an_unknown_cohort_shows_the_first(screens: Screens) -> None:
    assert screens.opened(Seen(language="en", cohort="gone"))["cohort"] == "gbsg2"


def test_the_form_asks_for_what_the_dictionary_holds_but_not_for_the_treatment_compared(screens: Screens) -> None:
    form = html(screens.opened(Seen(language="fr", cohort="gbsg2")), "form")
    assert 'data-variable="age"' in form and "50 à 69" in form
    assert 'data-variable="hormonal"' not in form
    assert 'type="number"' in form


def test_a_result_shows_curves_comparison_balance_and_caveats(screens: Screens) -> None:
    shown = screens.similar(Patient(language="fr", cohort="gbsg2", text="femme 58 ans"))
    assert [key for key, _ in shown["regions"]["results"]] == [
        "who", "curve", "groups", "comparison", "balance", "caveats", "export",
    ]  # fmt: skip
    words = html(shown, "results")
    assert "0.71" in words and "(0.55 à 0.92)" in words
    assert "Même après pondération" in words and "Grade" in words
    assert "non randomisé" in words


def test_what_may_not_be_shown_leaves_the_reasons_and_no_export(screens: Screens) -> None:
    shown = screens.similar(Patient(language="en", cohort="gbsg2", values={"grade": "1"}))
    assert [key for key, _ in shown["regions"]["results"]] == ["who", "caveats"]
    assert "Fewer than 11 patients." in html(shown, "results")


def test_a_count_that_may_not_be_told_says_so_in_words(screens: Screens) -> None:
    shown = screens.counted(Counted(language="fr", cohort="gbsg2", criteria="grade = 2 et er = positive"))
    assert "moins de 11, ou non divulgable" in html(shown, "counted")


def test_a_problem_becomes_a_notice_with_what_to_do(screens: Screens) -> None:
    shown = html(screens.counted(Counted(language="en", cohort="gbsg2", criteria=" ")), "counted")
    assert 'role="alert"' in shown and "There is no cohort" in shown


def test_a_failure_nobody_foresaw_is_said_and_what_was_typed_is_neither_shown_nor_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shown = Screens(Failing()).similar(Patient(language="en", cohort="gbsg2", text="Mme Martin"))
    assert 'role="alert"' in html(shown, "results")
    assert "Martin" not in html(shown, "results") and "Martin" not in caplog.text


def test_labels_from_a_file_stay_text(screens: Screens) -> None:
    for shown in (
        screens.opened(Seen(language="en", cohort="hostile")),
        screens.similar(Patient(language="en", cohort="hostile")),
        screens.profile(Seen(language="en", cohort="hostile")),
    ):
        assert "<script" not in str(shown["regions"]) and "<img" not in str(shown["regions"])


def test_a_csv_holds_the_numbers_shown_and_what_must_accompany_them(screens: Screens) -> None:
    file = screens.export(Exported(language="en", cohort="gbsg2", format="csv"))
    assert file["name"] == "gbsg2.csv"
    rows = list(csv.reader(io.StringIO(base64.b64decode(file["base64"]).decode("utf-8-sig"))))
    assert ["What this cannot say", "Observational, not randomised: Germany, 1984 to 1989."] in rows
    assert ["tamoxifen", "Events", "", "not shown"] in rows
    assert ["no hormonal therapy", "At risk", "1826", "50"] in rows
    assert ["tamoxifen", "At risk", "1826", "not shown"] in rows
    assert [
        "tamoxifen versus no hormonal therapy",
        "Hazard ratio (95% CI) (adjusted (weighted))",
        "",
        "0.710",
        "0.550",
        "0.920",
    ] in rows


def test_no_cell_of_a_csv_is_a_formula() -> None:
    from ui.cohorts.exported import _safe

    assert _safe("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert _safe("-0.200") == "-0.200"


@pytest.mark.parametrize(("format", "begins"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_curves_are_exported_as_pictures(screens: Screens, format: str, begins: bytes) -> None:
    file = screens.export(Exported(language="en", cohort="gbsg2", format=format))  # type: ignore[arg-type]
    assert base64.b64decode(file["base64"]).startswith(begins)


def test_a_request_with_what_nobody_asked_for_is_refused() -> None:
    with pytest.raises(ValidationError):
        Patient(language="en", cohort="gbsg2", path="/etc/passwd")  # type: ignore[call-arg]
    with pytest.raises(ValidationError):
        Patient(language="en", text="x" * 2001)


def test_removing_shows_what_is_left(screens: Screens) -> None:
    assert screens.removed(Seen(language="en", cohort="gbsg2"))["cohort"] == "hostile"
    with pytest.raises(SourcierError):
        screens.port.profile("gbsg2", "en")


def test_examples_of_criteria_name_variables_of_the_cohort_in_the_language() -> None:
    english, french = (criteria_examples(dictionary(), language) for language in ("en", "fr"))
    assert english[0] == french[0] == "grade = 1"
    assert " and " in english[1] and " et " in french[1]
