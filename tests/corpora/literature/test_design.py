import pytest

from corpora.literature.design import judged
from corpora.literature.source import SourceKind


@pytest.mark.parametrize(
    "text",
    [
        "Patients were randomly assigned to receive drug A or placebo.",
        "In this phase III trial, 400 women were randomised (1:1) to surgery or observation.",
        "We conducted a randomized, double-blind, placebo-controlled trial of drug A.",
        "In a randomised, single-blind fashion, subjects received drug A.",
        "Dans cette étude randomisée en double insu, 143 patients ont été inclus.",
        "Les patients ont été répartis de façon aléatoire en deux groupes.",
        "Subjects took drug A or placebo in random order.",
    ],
)
def test_a_study_that_says_it_was_randomised_is(text: str) -> None:
    found = judged("Drug A in cancer", text)
    assert (found.kind, found.design.randomised) == (SourceKind.TRIAL_REPORT, True)
    assert (found.design.evidence_level, found.design.derived_from) == (2, "text")


@pytest.mark.parametrize(
    "text",
    [
        "Drug A worked in a retrospective cohort of 200 patients. Large randomized trials are needed.",
        "A further randomised controlled study is needed to confirm these findings in 200 patients.",
        "Previous randomized trials showed a benefit. We reviewed medical records of 300 patients.",
        "We pooled data from seven randomised placebo-controlled trials of drug A.",
        "Cells were randomly distributed throughout the epithelium of the 40 patients.",
    ],
)
def test_a_study_that_tells_of_others_trials_is_not_randomised(text: str) -> None:
    assert judged("Drug A in cancer", text).design.randomised is not True


def test_a_study_that_denies_it_is_not_randomised() -> None:
    assert (
        judged("Drug A", "We conducted a non-randomised controlled phase II trial of drug A.").design.randomised
        is False
    )
    single = judged("Drug A", "In this single-arm phase 2 study, all patients received drug A.")
    assert (single.design.randomised, single.design.phase, single.design.evidence_level) == (False, "2", 4)


@pytest.mark.parametrize(
    ("title", "text", "kind", "level"),
    [
        ("Drug A: a systematic review and meta-analysis of randomised trials", "", SourceKind.META_ANALYSIS, 1),
        (
            "Drug A: a systematic review",
            "We included cohort studies and case-control studies.",
            SourceKind.META_ANALYSIS,
            3,
        ),
        ("Treatment of cancer: a review", "", SourceKind.REVIEW, 5),
        ("Consensus statement on drug A", "", SourceKind.GUIDELINE, 0),
        ("", "We report the case of a 63-year-old man with a mass.", SourceKind.CASE_REPORT, 4),
        ("", "Nous rapportons l'observation d'une patiente de 55 ans ayant une masse.", SourceKind.CASE_REPORT, 4),
        ("Outcome of surgery", "We did a retrospective review of 300 patients.", SourceKind.OBSERVATIONAL_STUDY, 3),
        ("Protein X binds protein Y", "We purified protein X.", SourceKind.ARTICLE, 0),
    ],
)
def test_words_tell_the_kind_and_the_level(title: str, text: str, kind: SourceKind, level: int) -> None:
    found = judged(title, text)
    assert (found.kind, found.design.evidence_level) == (kind, level)


def test_publication_types_decide_over_words() -> None:
    found = judged(
        "Drug A versus B", "We compared A with B.", ("Randomized Controlled Trial", "Clinical Trial, Phase III")
    )
    assert (found.design.randomised, found.design.phase, found.design.derived_from) == (True, "3", "publication type")
    review = judged("Drug A", "Patients were randomly assigned to A or B in six trials.", ("Review", "Journal Article"))
    assert (review.kind, review.design.randomised) == (SourceKind.REVIEW, None)


def test_the_label_says_how_the_study_was_done() -> None:
    text = "In this multicenter, double-blind, placebo-controlled, phase 3 trial, patients were randomly assigned to A."
    assert judged("", text).design.label == "randomised, phase 3, double-blind, placebo-controlled, multicentre"


def test_a_protocol_reports_nothing() -> None:
    assert judged("Drug A in cancer: study protocol for a randomised trial", "").kind is SourceKind.ARTICLE
