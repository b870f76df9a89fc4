"""A section "patients like this one" with every part filled, for what shows it; its figures are made up."""

from assistant.analysis.results import (
    AtRisk,
    Balance,
    Comparison,
    Interval,
    Matched,
    OutcomesByTreatment,
    PublishedCurve,
    SimilarPatients,
)
from assistant.analysis.wording import sentences_of_figures
from assistant.answer import EvidenceSource, PatientsLike, Remark
from corpora.catalogue import Language, say
from corpora.literature.source import Passage, Section, Source, SourceKind, StudyDesign

_YEAR = 365.25
_WORDS = {
    "en": (
        "oestrogen receptor: positive", "Hormonal therapy", "No hormonal therapy", "Recurrence-free survival",
        "GBSG2, node-positive breast cancer", "Observational cohort, not randomised.",
        "This says what happened to these patients. It recommends no treatment.",
        "On “recurrence-free survival”, this cohort and the trial disagree in direction [3] [1].",
    ),
    "fr": (
        "récepteurs des œstrogènes : positifs", "Hormonothérapie", "Sans hormonothérapie", "Survie sans récidive",
        "GBSG2, cancer du sein N+", "Cohorte observationnelle, non randomisée.",
        "Ceci dit ce qu'il est advenu de ces patients. Aucun traitement n'en est recommandé.",
        "Sur le critère « survie sans récidive », cette cohorte et l'essai divergent [3] [1].",
    ),
}  # fmt: skip


def curve(label: str, n: int, survival: tuple[float, ...]) -> PublishedCurve:
    """A curve with a point a year."""
    days = tuple(_YEAR * at for at in range(len(survival)))
    return PublishedCurve(
        label=label,
        n=n,
        events=20,
        days=days,
        survival=survival,
        low=tuple(max(0.0, s - 0.1) for s in survival),
        high=tuple(min(1.0, s + 0.1) for s in survival),
        at_risk=tuple(AtRisk(day, n - 10 * at if at < 4 else None) for at, day in enumerate(days)),
        median=Interval(None, None, None),
        landmarks=((2 * _YEAR, Interval(survival[2], survival[2] - 0.1, survival[2] + 0.1)),),
    )


def outcomes(language: Language, ratio: tuple[float, float, float] = (0.62, 0.41, 0.93)) -> OutcomesByTreatment:
    """Recurrence-free survival with and without hormonal therapy."""
    _, treated, untreated, endpoint, title, observational, advice, _ = _WORDS[language]
    return OutcomesByTreatment(
        cohort="gbsg2",
        title=title,
        outcome="recurrence_free_survival",
        outcome_label=endpoint,
        treatment="hormonal_therapy",
        treatment_label=treated,
        n=113,
        curves=(
            curve(untreated, 61, (1.0, 0.9, 0.742, 0.61, 0.5)),
            curve(treated, 52, (1.0, 0.95, 0.868, 0.78, 0.7)),
        ),
        comparisons=(
            Comparison(treated, untreated, Interval(0.71, 0.5, 1.01), adjusted=False, log_rank_p=0.057),
            Comparison(treated, untreated, Interval(*ratio), adjusted=True, e_value=2.6, e_value_bound=1.36),
        ),
        balance=(Balance("Age", 0.41, 0.03),),
        overlap=0.93,
        missing=(),
        statements=(observational, advice),
    )


def similar(language: Language) -> SimilarPatients:
    """Of 686 patients, 113 like the one described."""
    found = outcomes(language)
    return SimilarPatients(
        cohort="gbsg2",
        title=found.title,
        matched=(Matched("age", "Age" if language == "en" else "Âge", "60"), Matched("nodes", "N", "5")),
        missing=("grade",),
        not_in_cohort=("Ki-67",),
        n=113,
        n_cohort=686,
        caliper=0.2,
        outcomes=found,
        statements=(),
    )


def section(n: int, language: Language = "en") -> PatientsLike:
    """The section, citing source ``n``."""
    found = similar(language)
    assert found.outcomes
    lead = say(
        "analysis.similar", language, n=found.n, n_cohort=found.n_cohort, title=found.title, matched="age 60, N 5"
    )
    return PatientsLike(
        citation=n,
        lead=lead,
        figures=sentences_of_figures(found.outcomes, language),
        caveats=found.outcomes.statements,
        method=(
            "No one was matched on treatment." if language == "en" else "Le traitement n'a pas servi à l'appariement.",
        ),
        remarks=(Remark(_WORDS[language][7], (n, 1)),),
        similar=found,
    )


def cohort_evidence(n: int, language: Language = "en") -> EvidenceSource:
    """The section's source."""
    shown = section(n, language)
    text = " ".join([shown.lead, *shown.figures, *shown.caveats])
    source_id = "cohort:gbsg2-similar-0123abcd"
    source = Source(
        source_id, SourceKind.COHORT, say("cohort_answer.source_title", language, title=_WORDS[language][4]), text,
        language=language, sections=(Section("summary", 0, len(text)),),
        design=StudyDesign("observational cohort, not randomised", False, "", 3, "cohort"),
        about={"trial_name": "GBSG2", "n_randomised": 113}, origin="gbsg2",
    )  # fmt: skip
    passage = Passage(f"{source_id}#0", source_id, 0, text, 0, len(text), "summary")
    return EvidenceSource(n, source, 0.0, (passage,), flags=("cohort",), answers=True)
