"""What limits a source's evidence is said with it, the most serious first."""

from dataclasses import replace

from assistant.answer import EvidenceSource, Fit
from assistant.limits import limits_of
from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import NoticeKind, Source, SourceKind, StudyDesign

SURVIVAL = EffectEstimate("overall survival", Measure.HAZARD_RATIO, "A vs B", None)
PROGRESSION = replace(SURVIVAL, endpoint="progression-free survival")
SOUND = Source(
    "doi:10.1000/x", SourceKind.TRIAL_REPORT, "Title", "text", year=2020,
    design=StudyDesign("randomised, double-blind", True, "3", 2), effects=(SURVIVAL,), about={"n_randomised": 500},
)  # fmt: skip


def limits(source: Source, *, single: bool = False, **fit: Fit) -> tuple[str, ...]:
    """The limits of a source in English."""
    return limits_of(EvidenceSource(1, source, 1.0, (), fit=tuple(fit.items())), "en", single=single)


def test_a_large_recent_blinded_trial_of_survival_has_none() -> None:
    assert limits(SOUND) == ()


def test_one_trial_only_is_a_limit() -> None:
    assert limits(SOUND, single=True) == ("one trial only",)


def test_design_size_and_age_are_limits() -> None:
    design = StudyDesign("randomised, open-label", True, "2", 2)
    found = limits(replace(SOUND, design=design, year=2009, about={"n_randomised": 60}))
    assert found == ("phase 2", "small (60 patients)", "open label", "published in 2009")


def test_a_surrogate_without_survival_is_a_limit() -> None:
    assert limits(replace(SOUND, effects=(PROGRESSION,))) == ("surrogate endpoint; overall survival not reported",)
    assert limits(replace(SOUND, effects=(PROGRESSION, SURVIVAL))) == ()


def test_what_is_not_randomised_says_so_and_a_cohort_says_what_it_is() -> None:
    assert limits(replace(SOUND, design=replace(SOUND.design, randomised=False)))[0] == "not a randomised comparison"
    assert limits(replace(SOUND, kind=SourceKind.COHORT))[0].startswith("observational cohort")


def test_evidence_of_other_patients_is_indirect_and_that_comes_first() -> None:
    found = limits(replace(SOUND, notices=(NoticeKind.CORRECTION,)), setting=Fit.DIFFERENT)
    assert found == ("another setting or line than the one asked about", "a correction was published")


def test_a_trial_that_was_stopped_early_says_so() -> None:
    assert limits(replace(SOUND, text="The trial was stopped early for futility.")) == ("stopped early",)
