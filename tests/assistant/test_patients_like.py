"""A question that describes a patient gains the section "patients like this one", from a real cohort, with its source."""

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.analysis.results import SimilarPatients
from assistant.answer import Answer
from assistant.events import Abstained, Done, EvidenceFound, FindingsComposed, PatientsLikeFound, QuestionUnderstood
from assistant.numbers import numbers_in
from assistant.patients_like import CohortPatients
from assistant.pipeline import Assistant
from corpora.cohorts.store import DICTIONARY, Cohort
from corpora.errors import SourcierError
from corpora.literature.source import SourceKind
from indexes.library import Library
from tests.asking import assistant_on, lexicon, whole_answer

FRENCH = "Femme de 62 ans, cancer du sein, 5 ganglions envahis, grade 2 : hormonothérapie et survie sans récidive ?"
ENGLISH = "62-year-old woman, breast cancer, 3 positive nodes, grade 2: does adjuvant tamoxifen improve recurrence-free survival?"
POPULATION = "FRESCO trial: fruquintinib in metastatic colorectal cancer, overall survival?"


@pytest.fixture
def cohorts(gbsg2: Cohort, tmp_path: Path) -> Path:
    """The folder of all cohorts, with the public one."""
    shutil.copytree(gbsg2.folder, tmp_path / "cohorts" / "gbsg2")
    return tmp_path / "cohorts"


@pytest.fixture
def asked(starter_library: Library, cohorts: Path) -> Callable[[str], Answer]:
    """The answer to a question, on the starter library and the public cohort."""
    assistant = assistant_on(starter_library)
    assistant.patients = CohortPatients(cohorts, lexicon())
    return lambda question: whole_answer(assistant, question)


def refusing(key: str, **details: object) -> Callable[..., SimilarPatients]:
    """A search for similar patients that is refused."""

    def refuse(*_: object) -> SimilarPatients:
        raise SourcierError(key, **details)

    return refuse


@pytest.mark.parametrize("question", [FRENCH, ENGLISH])
def test_the_section_has_a_citation_of_its_own_and_a_source_of_kind_cohort(
    question: str, asked: Callable[[str], Answer]
) -> None:
    answer = asked(question)
    section = answer.patients_like
    assert section is not None and section.similar is not None
    source = next(s for s in answer.sources if s.n == section.citation)
    assert source is answer.sources[-1]
    assert source.source.kind is SourceKind.COHORT
    assert source.flags == ("cohort",)
    assert source.source.design.randomised is False
    assert source.source.id.startswith("cohort:gbsg2-similar-")
    assert all(source.n not in finding.citations for finding in answer.findings)


@pytest.mark.parametrize("question", [FRENCH, ENGLISH])
def test_every_number_that_the_section_states_stands_in_its_passage(
    question: str, asked: Callable[[str], Answer]
) -> None:
    answer = asked(question)
    section = answer.patients_like
    assert section is not None
    printed = set(numbers_in(answer.sources[-1].passages[0].text))
    stated = " ".join([section.lead, *section.figures, *section.caveats, *section.method])
    assert len(numbers_in(stated)) > 10
    assert set(numbers_in(stated)) <= printed
    at_risk = {str(point.n) for curve in section.curves for point in curve.at_risk if point.n is not None}
    assert at_risk <= printed


def test_the_section_says_where_when_and_that_nothing_was_allocated_at_random(asked: Callable[[str], Answer]) -> None:
    section = asked(FRENCH).patients_like
    assert section is not None and not section.randomised
    caveats = " ".join(section.caveats)
    assert "non randomisée" in caveats and "Allemagne" in caveats and "1984 à 1989" in caveats
    assert "Aucun traitement n'en est recommandé" in caveats


def test_no_group_shown_has_fewer_than_eleven_patients(asked: Callable[[str], Answer]) -> None:
    section = asked(ENGLISH).patients_like
    assert section is not None and section.curves
    assert all(curve.n >= 11 for curve in section.curves)


def test_the_section_comes_after_the_findings(starter_library: Library, cohorts: Path) -> None:
    assistant = assistant_on(starter_library)
    assistant.patients = CohortPatients(cohorts, lexicon())
    events = [type(event) for event in assistant.ask(ENGLISH)]
    assert events == [QuestionUnderstood, EvidenceFound, FindingsComposed, PatientsLikeFound, Done]


def test_an_answer_about_a_population_is_the_same_with_and_without_cohorts(
    asked: Callable[[str], Answer], answer_to: Callable[..., Answer]
) -> None:
    answer = asked(POPULATION)
    assert answer.patients_like is None
    assert (answer.id, answer.sources, answer.findings) == tuple(
        getattr(answer_to(POPULATION), part) for part in ("id", "sources", "findings")
    )


def test_without_a_patient_no_cohort_is_looked_at(starter_library: Library, tmp_path: Path) -> None:
    """A folder whose cohort cannot be read would be an error, were it looked at."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / DICTIONARY).write_text("not a dictionary")
    assistant = assistant_on(starter_library)
    assistant.patients = CohortPatients(tmp_path, lexicon())
    assert whole_answer(assistant, POPULATION).patients_like is None


def test_a_cohort_that_cannot_be_read_is_one_sentence_beside_the_answer(
    starter_library: Library, tmp_path: Path
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / DICTIONARY).write_text("not a dictionary")
    assistant = assistant_on(starter_library)
    assistant.patients = CohortPatients(tmp_path, lexicon())
    answer = whole_answer(assistant, ENGLISH)
    assert answer.findings
    assert answer.patients_like is not None and answer.patients_like.citation == 0
    assert "broken" in answer.patients_like.lead


@pytest.mark.parametrize(
    ("key", "details"),
    [
        ("disclosure.not_disclosable", {"smallest": 11}),
        ("cohort_analysis.too_few", {"cohort": "gbsg2", "smallest": 11}),
    ],
)
def test_what_may_not_be_shown_is_said_in_one_sentence_without_a_number(
    key: str, details: dict[str, object], starter_library: Library, cohorts: Path
) -> None:
    assistant = assistant_on(starter_library)
    assistant.patients = CohortPatients(cohorts, lexicon(), refusing(key, **details))
    answer = whole_answer(assistant, FRENCH)
    section = answer.patients_like
    assert section is not None and section.similar is None and section.citation == 0
    assert "ne peut pas être montrée" in section.lead
    assert not numbers_in(section.lead.replace("GBSG 2", ""))
    assert all(source.n <= 8 for source in answer.sources), "nothing is cited of it"


def test_a_cohort_of_others_is_not_mentioned(starter_library: Library, cohorts: Path) -> None:
    assistant = assistant_on(starter_library)
    refuse = refusing("cohort_analysis.other_disease", cohort="gbsg2", disease="sein")
    assistant.patients = CohortPatients(cohorts, lexicon(), refuse)
    assert whole_answer(assistant, FRENCH).patients_like is None


def test_too_few_characteristics_in_common_ask_nothing_of_the_cohort(starter_library: Library, cohorts: Path) -> None:
    """An age alone would find patients of that age: the cohort's releases are not spent on it."""
    assistant = assistant_on(starter_library)
    assistant.patients = CohortPatients(cohorts, lexicon(), refusing("disclosure.not_disclosable", smallest=11))
    assert whole_answer(assistant, "62-year-old woman, breast cancer: tamoxifen?").patients_like is None


def test_an_abstention_may_still_show_similar_patients(
    starter_library: Library, cohorts: Path, asked: Callable[[str], Answer]
) -> None:
    question = "Femme de 62 ans, cancer du sein, 5N+, grade 2 : combien de temps lui reste-t-il à vivre ?"
    assistant = assistant_on(starter_library)
    assistant.patients = CohortPatients(cohorts, lexicon())
    events = list(assistant.ask(question))
    assert [type(e) for e in events] == [QuestionUnderstood, EvidenceFound, Abstained, PatientsLikeFound, Done]
    answer = events[-1].answer  # type: ignore[union-attr]
    assert answer.abstention is not None and answer.patients_like is not None


@pytest.mark.parametrize(
    "question",
    [
        "Prescris du tamoxifène à ma patiente de 62 ans, cancer du sein, 5N+, grade 2",
        "Femme de 62 ans, cancer du sein, 5N+, grade 2 : quelle dose de tamoxifène ?",
    ],
)
def test_neither_an_order_nor_a_question_of_practice_gets_similar_patients(
    question: str, asked: Callable[[str], Answer]
) -> None:
    assert asked(question).patients_like is None


def test_the_section_is_part_of_what_was_said(asked: Callable[[str], Answer], answer_to: Callable[..., Answer]) -> None:
    assert asked(ENGLISH).id != answer_to(ENGLISH).id


def test_the_same_question_again_finds_the_same(asked: Callable[[str], Answer]) -> None:
    first, second = asked(ENGLISH), asked(ENGLISH)
    assert first.patients_like == second.patients_like
    assert first.id == second.id


def test_a_cohort_imported_again_is_read_again(cohorts: Path, assistant_without_model: Assistant) -> None:
    seen: list[str] = []

    def similar(held: object, *_: object) -> SimilarPatients:
        seen.append(held.cohort.dictionary.title.en)  # type: ignore[attr-defined]
        raise SourcierError("disclosure.not_disclosable", smallest=11)

    assistant = replace(assistant_without_model, patients=CohortPatients(cohorts, lexicon(), similar))
    whole_answer(assistant, ENGLISH)
    path = cohorts / "gbsg2" / DICTIONARY
    time.sleep(0.01)
    path.write_text(path.read_text().replace("GBSG 2, node-positive", "Renamed, node-positive"))
    whole_answer(assistant, ENGLISH)
    assert [title.split(",")[0] for title in seen] == ["GBSG 2", "Renamed"]
