"""A letter about a trial is not the trial."""

import pytest

from corpora.literature.design import judged
from corpora.literature.source import SourceKind

SAID = "We read with interest the trial in which 300 patients were randomly assigned to A or B (HR 0.60)."


@pytest.mark.parametrize("type", ["Letter", "Comment", "Editorial", "Published Erratum", "Retraction of Publication"])
def test_publications_about_a_trial_are_no_trial(type: str) -> None:
    found = judged("Drug A in cancer", SAID, ("Journal Article", type))
    assert (found.kind, found.design.randomised, found.design.evidence_level) == (SourceKind.ARTICLE, None, 0)


@pytest.mark.parametrize(
    "title",
    [
        "Comment on: Drug A in a randomized trial",
        "Authors' reply",
        "Reply to Smith et al.",
        "Correction to: drug A in a randomised trial",
        "Retraction: A randomized trial of drug A",
        "Réponse à la lettre de Martin",
        "Commentaire sur l'essai A",
    ],
)
def test_titles_tell_them_where_no_type_does(title: str) -> None:
    assert judged(title, SAID).kind is SourceKind.ARTICLE


@pytest.mark.parametrize("title", ["Response to drug A: a randomized trial", "Correction of anaemia by drug A"])
def test_titles_that_only_begin_alike_do_not(title: str) -> None:
    assert judged(title, SAID.replace("We read with interest the trial in which", "")).kind is SourceKind.TRIAL_REPORT


def test_a_letter_that_reports_a_trial_of_its_own_is_one() -> None:
    assert judged("Drug A", SAID, ("Letter", "Randomized Controlled Trial")).kind is SourceKind.TRIAL_REPORT
