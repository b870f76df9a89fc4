"""A cohort's stratum is stated in the words of its own data dictionary, in both languages, and never as a trial."""

from dataclasses import replace

import pytest

from assistant.answer import EvidenceSource, Finding
from assistant.cohort_findings import cohort_finding
from assistant.cohort_terms import title_in, when_in
from assistant.relevance import OutcomeGroup
from corpora.catalogue import Language
from corpora.literature.source import Passage, Source, SourceKind, StudyDesign
from tests.asking import lexicon


@pytest.fixture(scope="module")
def stratum(gbsg2_strata: list[Source]) -> Source:
    return next(s for s in gbsg2_strata if s.id == "cohort:gbsg2-all")


def stated(source: Source, language: Language) -> Finding:
    passage = Passage(f"{source.id}#0", source.id, 0, source.text, 0, len(source.text))
    evidence = EvidenceSource(3, source, 1.0, (passage,), effects=source.effects, flags=("cohort",), answers=True)
    group = OutcomeGroup("recurrence-free survival", "relapse_free_survival", "", list(source.effects))
    return cohort_finding(evidence, [group], language, lexicon())


def test_its_french_is_that_of_its_dictionary(stratum: Source) -> None:
    finding = stated(stratum, "fr")
    assert finding.heading == (
        "COHORTE, observationnelle, non randomisée – GBSG2, 1984 à 1989 (GBSG 2, cancer du sein avec envahissement "
        "ganglionnaire, ensemble des patients, 686 patients)"
    )
    assert finding.outcomes[0].startswith(
        "Survie sans récidive à 2 ans : 72.5 % (IC à 95 % 68.0 à 76.5) sans hormonothérapie, "
    )
    assert finding.outcomes[0].endswith("% (IC à 95 % 72.6 à 83.2) sous hormonothérapie")
    assert "“" not in finding.text and "«" not in finding.text, "nothing is left in quoted English"


def test_its_english_is_as_printed(stratum: Source) -> None:
    finding = stated(stratum, "en")
    assert finding.heading.startswith(
        "COHORT, observational, not randomised – GBSG2, 1984 to 1989 (GBSG 2, node-positive"
    )
    assert finding.outcomes[0].endswith("78.5% (95% CI 72.6 to 83.2) with hormonal therapy")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_says_neither_which_group_is_better_nor_that_a_difference_is_significant(
    language: Language, gbsg2_strata: list[Source]
) -> None:
    for source in gbsg2_strata:
        text = stated(source, language).text.lower()
        for word in ("favour", "faveur", "signific", "trial", "essai", "phase", "superior", "supéri"):
            assert word not in text


def test_its_first_limit_is_who_received_what(stratum: Source) -> None:
    assert stated(stratum, "fr").limits[0].startswith("cohorte observationnelle")
    assert stated(stratum, "fr").limits[-1] == "patients traités jusqu'en 1989"


def test_strata_of_a_trials_data_are_not_called_observational(stratum: Source) -> None:
    of_trial = replace(stratum, design=StudyDesign("individual data of a randomised trial", None, "", 3, "cohort"))
    finding = stated(of_trial, "en")
    assert finding.heading.startswith("COHORT, individual data of a trial, reanalysed")
    assert finding.limits[0].startswith("strata of individual data")


def test_its_title_and_years_are_in_the_language_of_the_reader(stratum: Source) -> None:
    title, language = title_in(stratum, "fr")
    assert (language, title.split(",")[1]) == ("fr", " cancer du sein avec envahissement ganglionnaire")
    assert title_in(stratum, "en") == (stratum.title, "en")
    assert (when_in(stratum, "fr"), when_in(stratum, "en")) == ("1984 à 1989", "1984 to 1989")


def test_a_publication_keeps_its_title_and_year() -> None:
    published = Source("doi:1", SourceKind.TRIAL_REPORT, "A trial", "text", year=2018)
    assert title_in(published, "fr") == ("A trial", "en")
    assert when_in(published, "fr") == "2018"
