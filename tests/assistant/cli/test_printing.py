"""Similar patients on a terminal stand under a rule that says that they are a cohort."""

import io

import pytest
from rich.console import Console

from assistant.cli.printing import print_event
from assistant.events import EvidenceFound, PatientsLikeFound
from corpora.catalogue import Language
from tests.patients_like_this import cohort_evidence, section

FLAG: dict[Language, str] = {"en": "COHORT · observational", "fr": "COHORTE · observationnelle"}


def printed(event: PatientsLikeFound | EvidenceFound, language: Language) -> str:
    """What an event prints, in one line."""
    file = io.StringIO()
    print_event(event, Console(file=file, width=2000), language)
    return file.getvalue()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_flag_stands_before_any_figure(language: Language) -> None:
    found = section(9, language)
    text = printed(PatientsLikeFound(found, cohort_evidence(9, language)), language)
    before, flag, after = text.partition(FLAG[language])
    assert flag
    for figure in found.figures:
        assert figure not in before
        assert f"{figure} [9]" in after


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_must_be_said_is_printed(language: Language) -> None:
    found = section(9, language)
    text = printed(PatientsLikeFound(found, cohort_evidence(9, language)), language)
    for said in (found.lead, *found.caveats, *found.method, found.remarks[0].text):
        assert said in text


def test_a_cohort_in_the_list_of_sources_is_flagged() -> None:
    assert "cohorte, pas un essai" in printed(EvidenceFound((cohort_evidence(9, "fr"),)), "fr")
