"""The import's steps, on the real import, without a browser."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from corpora.cohorts.cohort import Kind, Role
from corpora.cohorts.store import find_cohort
from corpora.errors import SourcierError
from tests.ui.cohorts.breast_table import write_table
from tests.ui.cohorts.test_screens import html
from ui.cohorts.bringing import Bringing
from ui.cohorts.corrections import (
    AboutCohort,
    CorrectedLevel,
    CorrectedOutcome,
    CorrectedVariable,
    Corrections,
    corrected,
)
from ui.cohorts.import_wiring import PageImports
from ui.cohorts.requests import Brought, Chosen
from ui.cohorts.variable_names import variable_name

ABOUT = {
    "id": "sein", "title_en": "", "title_fr": "Cancer du sein", "centre_en": "", "centre_fr": "CHU",
    "years_en": "2010 to 2020", "years_fr": "", "main_treatment": "traitement",
}  # fmt: skip


def variable(name: str, role: Role, kind: Kind, **changes: Any) -> CorrectedVariable:
    """A column taken as it is called."""
    given: dict[str, Any] = {
        "name": name,
        "column": name,
        "keep": True,
        "role": role,
        "kind": kind,
        "en": name,
        "fr": name,
    }
    return CorrectedVariable(**(given | changes))


def corrections(**changes: Any) -> Corrections:
    """Of the small table."""
    variables = (
        variable("age", Role.AGE, Kind.NUMBER, unit="a", quasi_identifier=True),
        variable("grade_sbr", Role.GRADE, Kind.ORDERED),
        variable("ganglions_envahis", Role.COVARIATE, Kind.NUMBER),
        variable("traitement", Role.TREATMENT, Kind.CATEGORY),
    )
    outcome = CorrectedOutcome(
        name="overall_survival", keep=True, time="delai_deces_jours", unit="days", status="deces", event="1"
    )
    return Corrections(**({"cohort": AboutCohort(**ABOUT), "variables": variables, "outcomes": (outcome,)} | changes))  # type: ignore[arg-type]


@pytest.fixture
def bringing(home: Path) -> Bringing:
    """The steps over a home of their own."""
    (home / "to-import").mkdir(parents=True)
    (home / "uploads" / "abc").mkdir(parents=True)
    return Bringing(PageImports(Settings(home=home), home / "to-import"), home / "uploads", "to-import", 600)


@pytest.fixture
def sent(bringing: Bringing) -> Path:
    """A table that a browser has sent."""
    return write_table(bringing.uploads / "abc" / "sein.csv")


def test_each_column_is_shown_with_what_it_holds_but_no_value_of_an_identifier(bringing: Bringing, sent: Path) -> None:
    words = html(bringing.inspect(Chosen(language="fr", sent=str(sent))), "wizard")
    assert "distingue les patients : remplacée par un pseudonyme" in words
    assert "800000" not in words
    assert "35 à 84" in words and 'class="distribution"' in words


def test_what_somebody_has_to_say_is_left_empty_and_asked_for_in_the_language_of_the_page(
    bringing: Bringing, sent: Path
) -> None:
    words = html(bringing.inspect(Chosen(language="fr", sent=str(sent))), "wizard")
    assert '<input type="text" id="about-centre_fr" value="" maxlength="300" required' in words
    assert '<input type="text" id="about-centre_en" value="" maxlength="300" data-about' in words


def test_a_corrected_table_becomes_a_cohort_and_the_file_is_deleted(bringing: Bringing, sent: Path, home: Path) -> None:
    *steps, last = bringing.bring(Brought(language="fr", sent=str(sent), corrections=corrections()))
    assert steps[0]["step"] == "running"
    assert last["step"] == "report" and "Importé" in html(last, "wizard")
    dictionary = find_cohort(home / "cohorts", "sein").dictionary
    assert dictionary.title.en == dictionary.title.fr == "Cancer du sein", "one language stands in for the other"
    assert dictionary.years.fr == "2010 to 2020"
    assert dictionary.main_treatment == "traitement"
    assert [outcome.name for outcome in dictionary.outcomes] == ["overall_survival"]
    assert not sent.exists()


def test_a_cohort_that_is_there_is_not_replaced_unasked(bringing: Bringing, sent: Path, home: Path) -> None:
    (home / "cohorts" / "sein").mkdir(parents=True)
    (home / "cohorts" / "sein" / "dictionary.json").write_text("{}", encoding="utf-8")
    *_, last = bringing.bring(Brought(language="en", sent=str(sent), corrections=corrections()))
    assert "There is a cohort 'sein' already." in html(last, "import")
    assert (home / "cohorts" / "sein" / "dictionary.json").read_text(encoding="utf-8") == "{}"


def test_too_many_bad_rows_are_one_notice_with_lines_columns_and_reasons_and_nothing_is_imported(
    bringing: Bringing, sent: Path, home: Path
) -> None:
    lines = sent.read_text(encoding="utf-8").splitlines()
    bad = [line.replace(";", ";x", 1) if i % 4 == 0 else line for i, line in enumerate(lines[1:])]
    sent.write_text("\n".join([lines[0], *bad]), encoding="utf-8")
    *_, last = bringing.bring(Brought(language="en", sent=str(sent), corrections=corrections()))
    words = html(last, "import")
    assert last["step"] == "mapping"
    assert words.count('role="alert"') == 1
    assert "sein.csv" in words and "age" in words and "lines 2, 6" in words
    assert not (home / "cohorts" / "sein").exists()
    assert sent.exists(), "so that the mapping can be corrected and tried again"


def test_a_column_that_the_file_lacks_is_refused_by_name(bringing: Bringing, sent: Path) -> None:
    wrong = corrections(variables=(variable("other", Role.COVARIATE, Kind.NUMBER, column="../secret"),))
    *_, last = bringing.bring(Brought(language="en", sent=str(sent), corrections=wrong))
    assert "The file has no column '../secret'." in html(last, "import")


def test_an_entry_that_cannot_be_is_named(bringing: Bringing, sent: Path) -> None:
    mapping = bringing.port.inspect(sent, "en").mapping
    assert mapping is not None
    wrong = corrections(cohort=AboutCohort(**(ABOUT | {"id": "Not An Id"})))
    with pytest.raises(SourcierError, match=r"cohort\.id"):
        corrected(
            mapping,
            wrong,
            frozenset({"age", "grade_sbr", "ganglions_envahis", "traitement", "deces", "delai_deces_jours"}),
        )


def test_a_proposal_that_nobody_corrected_stays_as_it_was(bringing: Bringing) -> None:
    path = bringing.uploads / "abc" / "essai.csv"
    rows = [f"{i};{i % 50 + 30};{'IA' if i % 2 else 'II, B'};{i + 5};{i % 2}" for i in range(90)]
    path.write_text("\n".join(["patient_id;age;stade;os_months;os_status", *rows]), encoding="utf-8")
    mapping = bringing.port.inspect(path, "fr").mapping
    assert mapping is not None
    about = mapping.cohort
    same = Corrections(
        cohort=AboutCohort(
            id=about.id, title_en=about.title.en, title_fr=about.title.fr, centre_en=about.centre.en,
            centre_fr=about.centre.fr, years_en=about.years.en, years_fr=about.years.fr,
            main_treatment=about.main_treatment,
        ),
        variables=tuple(
            CorrectedVariable(
                name=name, column=v.column, keep=True, role=v.role, kind=v.kind, en=v.en, fr=v.fr, unit=v.unit,
                quasi_identifier=v.is_quasi_identifier,
                levels=tuple(CorrectedLevel(code=level.code, en=level.en, fr=level.fr) for level in v.levels),
            )
            for name, v in mapping.variables.items()
        ),
        outcomes=tuple(
            CorrectedOutcome(
                name=name, was=name, keep=True, en=o.en, fr=o.fr, time=o.time, unit=o.unit, status=o.status,
                event=", ".join(o.event),
            )
            for name, o in mapping.outcomes.items()
        ),
    )  # fmt: skip
    assert mapping.outcomes and mapping.variables["stade"].levels
    columns = frozenset({"patient_id", "age", "stade", "os_months", "os_status"})
    told = {name: {"quasi_identifier": v.is_quasi_identifier} for name, v in mapping.variables.items()}
    expected = mapping.model_dump()
    expected["variables"] = {name: v | told[name] for name, v in expected["variables"].items()}
    assert corrected(mapping, same, columns).model_dump() == expected


def test_a_file_that_is_no_table_is_a_notice_and_deleted(bringing: Bringing) -> None:
    path = bringing.uploads / "abc" / "picture.csv"
    path.write_bytes(b"\x89PNG\0\0\0")
    answer = bringing.inspect(Chosen(language="en", sent=str(path)))
    assert answer["step"] == "choice"
    assert "picture.csv" in html(answer, "wizard")
    assert not path.exists()


def test_only_files_sent_through_the_page_are_read(bringing: Bringing, tmp_path: Path) -> None:
    outside = write_table(tmp_path / "outside.csv", n=20)
    answer = bringing.inspect(Chosen(language="en", ready="../outside.csv"))
    assert "does not lie ready" in html(answer, "wizard")
    with pytest.raises(SourcierError):
        bringing.inspect(Chosen(language="en", sent=str(outside)))
    assert outside.exists()


def test_a_file_that_lies_ready_is_offered_imported_and_kept(bringing: Bringing, home: Path) -> None:
    path = write_table(home / "to-import" / "grand.csv")
    assert "grand.csv" in html(bringing.start("en"), "wizard")
    *_, last = bringing.bring(Brought(language="en", ready="grand.csv", corrections=corrections()))
    assert last["step"] == "report"
    assert path.exists()


def test_giving_up_deletes_what_was_sent(bringing: Bringing, sent: Path) -> None:
    assert bringing.abandon(Chosen(language="en", sent=str(sent)))["step"] == "choice"
    assert not sent.exists()


def test_what_was_sent_and_left_lying_is_deleted_when_the_next_import_begins(bringing: Bringing, sent: Path) -> None:
    bringing.start("en")
    assert sent.exists()
    long_ago = time.time() - 3 * 3600
    os.utime(sent.parent, (long_ago, long_ago))
    bringing.start("en")
    assert not sent.exists()


def test_hostile_names_of_columns_and_values_stay_text(bringing: Bringing) -> None:
    path = bringing.uploads / "abc" / "hostile.csv"
    rows = [f"{i};<script>alert({i % 3})</script>;{i % 50 + 20}" for i in range(60)]
    path.write_text("\n".join(["id;<img src=x onerror=alert(1)>;age", *rows]), encoding="utf-8")
    shown = bringing.inspect(Chosen(language="en", sent=str(path)))
    assert "<script" not in str(shown["regions"]) and "<img" not in str(shown["regions"])
    assert "&lt;img src=x" in str(shown["regions"])


@pytest.mark.parametrize(
    ("column", "name"), [("Âge (ans)", "age_ans"), ("2nd line", "c_2nd_line"), ("—", "column"), ("age", "age_2")]
)
def test_a_column_s_name_becomes_that_of_a_variable(column: str, name: str) -> None:
    assert variable_name(column, {"age"}) == name
