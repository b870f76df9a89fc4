"""Strata of any cohort as sources: what they say, in both languages, and what they leave unsaid."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpora.cohorts.cohort import Dictionary, Kind, Label, Level, Outcome, Role, Variable
from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.store import Cohort
from corpora.cohorts.strata import Mask
from corpora.cohorts.summaries import arm_label, cohort_sources, strata_of, survival_at_words, with_arm
from corpora.lexicon import Lexicon
from corpora.literature.source import Source, SourceKind
from tests.made_cohort import GRADE, HORMONE, MENOPAUSE, made_cohort, made_gbsg2


def told(cohort: Cohort) -> list[Source]:
    """The strata of a cohort of which nothing has been released."""
    return list(cohort_sources(cohort, lambda masks: [True] * len(masks), Policy(), Lexicon.load()))


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    return made_gbsg2(tmp_path_factory.mktemp("cohorts") / "gbsg2")


@pytest.fixture(scope="module")
def strata(cohort: Cohort) -> list[Source]:
    return told(cohort)


def test_strata_are_cohorts_with_an_id_and_an_origin_that_name_theirs(strata: list[Source]) -> None:
    assert {"cohort:gbsg2-all", "cohort:gbsg2-menopause-post", "cohort:gbsg2-positive-nodes-4-9"} <= {
        s.id for s in strata
    }
    assert all(s.kind is SourceKind.COHORT and s.origin == "gbsg2" for s in strata)


def test_each_effect_is_printed_where_it_says(strata: list[Source]) -> None:
    for source in strata:
        assert source.effects
        for effect in source.effects:
            assert source.text[effect.passage_start : effect.passage_end] == effect.quote
            assert all(str(number) in effect.quote for number in (effect.value, effect.ci_low, effect.ci_high))


def test_the_french_of_every_term_of_a_finding_travels_with_the_source(strata: list[Source]) -> None:
    for source in strata:
        french = dict(pair.split("\t") for pair in source.about["in_french"])  # type: ignore[union-attr]
        assert french[source.title].endswith("selon le traitement (hormonothérapie)")
        for effect in source.effects:
            assert re.fullmatch(r"survie sans récidive à (1 an|[235] ans)", french[effect.endpoint])
            assert french[effect.comparison] in ("hormonothérapie", "sans hormonothérapie")


def test_a_stratum_too_small_is_left_aside_with_another(strata: list[Source]) -> None:
    """Of the 81 patients with a grade I tumour 18 had an event: told grades II and III, one would know of the few."""
    assert [s.id for s in strata if "grade" in s.id] == ["cohort:gbsg2-grade-ii"]


def test_what_may_not_be_released_is_not_told(cohort: Cohort) -> None:
    asked: list[int] = []

    def release(masks: "list[Mask]") -> list[bool]:
        asked.append(len(masks))
        return [len(asked) == 1] * len(masks)

    told = list(cohort_sources(cohort, release, Policy(), Lexicon.load()))  # type: ignore[arg-type]
    assert [s.id for s in told] == ["cohort:gbsg2-all"]
    assert len(asked) > 1


def test_strata_use_up_a_tenth_of_the_releases_at_most(cohort: Cohort) -> None:
    told = list(cohort_sources(cohort, lambda masks: [True] * len(masks), Policy(most_releases=30), Lexicon.load()))
    assert [s.id for s in told] == ["cohort:gbsg2-all"]


def test_telling_the_strata_again_tells_the_same(tmp_path: Path) -> None:
    cohort = made_gbsg2(tmp_path / "gbsg2")
    assert strata_of(cohort) == strata_of(Cohort.open(cohort.folder))


def outcome_columns(n: int, name: str, rate: float = 0.0007) -> dict[str, list[int]]:
    """Exponential times to an event, censored at eight years."""
    times = np.random.default_rng(7).exponential(1 / rate, n)
    return {
        f"{name}_days": [int(min(t, 2922)) for t in times],
        f"{name}_event": [int(t < 2922) for t in times],
    }


OVERALL = Outcome("overall_survival", Label("overall survival", "survie globale"), Label("diagnosis", "le diagnostic"))
DISEASES = tuple(
    Level(code, Label(en, fr))
    for code, en, fr in (
        ("lung", "Lung cancer", "Cancer du poumon"),
        ("colon", "Colon cancer", "Cancer du côlon"),
        ("eye", "Uveal melanoma", "Mélanome de l'uvée"),
    )
)
DIAGNOSIS = Variable("diagnosis", Role.DIAGNOSIS, Kind.CATEGORY, Label("Diagnosis", "Diagnostic"), DISEASES)
STAGE = Variable(
    "stage", Role.STAGE, Kind.ORDERED, Label("Stage", "Stade"),
    (Level("II", Label("Stage II", "Stade II")), Level("III", Label("Stage III", "Stade III"))),
)  # fmt: skip


def hospital(folder: Path, *, randomised: bool = False) -> Cohort:
    """Three diagnoses, of which one has nine patients, by stage; no treatment is recorded."""
    n = 609
    diagnosis = ["lung"] * 300 + ["colon"] * 300 + ["eye"] * 9
    dictionary = Dictionary(
        "our-centre", Label("Our centre", "Notre centre"), Label("our centre", "notre centre"),
        Label("2010 to 2020", "2010 à 2020"), (DIAGNOSIS, STAGE), (OVERALL,), randomised=randomised,
    )  # fmt: skip
    stages = [("II", "III")[at % 2] for at in range(n)]
    columns = {"diagnosis": diagnosis, "stage": stages, **outcome_columns(n, "overall_survival")}
    return made_cohort(folder, dictionary, columns)


def test_diagnoses_are_cut_first_and_stages_within_them(tmp_path: Path) -> None:
    ids = {s.id for s in told(hospital(tmp_path / "our-centre"))}
    assert "cohort:our-centre-all" in ids
    assert any(i.startswith("cohort:our-centre-diagnosis-") and i.endswith("-stage-ii") for i in ids)
    assert "cohort:our-centre-stage-ii" not in ids, "a stage says something within one disease only"
    assert not any("eye" in i for i in ids), "nine patients are never a stratum"


def test_a_rare_diagnosis_cannot_be_derived_from_the_others(tmp_path: Path) -> None:
    """All but nine patients have lung or colon cancer: told of both, and of all, one would know of the nine."""
    ids = {s.id for s in told(hospital(tmp_path / "our-centre"))}
    assert len({"cohort:our-centre-diagnosis-lung", "cohort:our-centre-diagnosis-colon"} & ids) < 2


def test_without_treatments_a_stratum_tells_of_all_its_patients(tmp_path: Path) -> None:
    whole = told(hospital(tmp_path / "our-centre"))[0]
    assert whole.about["arms"] == []
    assert "whatever their treatment" in whole.text
    assert all(effect.comparison == "" for effect in whole.effects)


def test_data_of_a_trial_are_not_called_observational(tmp_path: Path) -> None:
    cohort = made_gbsg2(tmp_path / "gbsg2")
    trial = Cohort(cohort.folder, replace(cohort.dictionary, randomised=True))
    whole = told(trial)[0]
    assert whole.kind is SourceKind.COHORT
    assert whole.design.randomised is None, "a stratum is not the trial's randomised comparison either"
    assert "observational" not in whole.text and "allocated at random" in whole.text


@pytest.mark.parametrize(
    ("level", "en", "fr"),
    [
        (HORMONE.levels[0], "no hormonal therapy", "sans hormonothérapie"),
        (HORMONE.levels[1], "hormonal therapy", "hormonothérapie"),
        (
            Level("lev5fu", Label("Levamisole and 5-FU", "Lévamisole et 5-FU")),
            "levamisole and 5-FU",
            "lévamisole et 5-FU",
        ),
    ],
)
def test_a_group_is_called_by_its_treatment(level: Level, en: str, fr: str) -> None:
    label = arm_label(HORMONE, level)
    assert (label.en, label.fr) == (en, fr)


@pytest.mark.parametrize(
    ("arm", "language", "words"),
    [
        ("hormonothérapie", "fr", "sous hormonothérapie"),
        ("sans hormonothérapie", "fr", "sans hormonothérapie"),
        ("no hormonal therapy", "en", "without hormonal therapy"),
        ("chirurgie", "fr", "avec chirurgie"),
    ],
)
def test_an_arm_follows_its_figure_as_a_clinician_writes(arm: str, language: str, words: str) -> None:
    assert with_arm(arm, language, Lexicon.load()) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("years", "en", "fr"),
    [
        (1.0, "1-year overall survival", "survie globale à 1 an"),
        (730 / 365.25, "2-year overall survival", "survie globale à 2 ans"),
        (0.5, "6-month overall survival", "survie globale à 6 mois"),
        (1.5, "18-month overall survival", "survie globale à 18 mois"),
    ],
)
def test_survival_is_told_at_round_times(years: float, en: str, fr: str) -> None:
    assert survival_at_words(OVERALL.label, years, "en") == en
    assert survival_at_words(OVERALL.label, years, "fr") == fr


def test_levels_that_say_what_they_are_stand_alone(strata: list[Source]) -> None:
    conditions = {str(s.about["condition"]) for s in strata}
    assert any(c.endswith(", postmenopausal") for c in conditions)
    assert any(c.endswith(", positive nodes: 4 to 9") for c in conditions)
    assert GRADE.levels and MENOPAUSE.levels
