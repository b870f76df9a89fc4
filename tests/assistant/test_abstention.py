"""Where the library does not answer, nothing is said but what is missing and what comes nearest."""

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from indexes.library import Library, LibraryEmbedder
from tests.asking import assistant_on, whole_answer


def missing(answer: Answer) -> str:
    """What an abstention names as missing; nothing is found, drafted or pooled beside it."""
    assert answer.abstention is not None, [finding.heading for finding in answer.findings]
    assert (answer.findings, answer.sentences, answer.pooled) == ((), (), ())
    assert not any(evidence.answers for evidence in answer.sources)
    return answer.abstention.missing


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("book Mr Septimus Crane a PET for Thursday and let the ward know", "cannot order"),
        ("Prescris-lui de l'ondansétron 8 mg x2 et renouvelle l'ordonnance de Granocyte.", "ni prescrire"),
    ],
)
def test_an_order_is_refused_and_no_source_is_named_as_near(
    question: str, says: str, answer_to: Callable[..., Answer]
) -> None:
    answer = answer_to(question)
    assert says in missing(answer)
    assert answer.abstention is not None
    assert answer.abstention.nearest == ()


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("81, stage IV pancreas, bilirubin 190: will she see the summer?", "does not estimate"),
        ("Glioblastome opéré : combien de temps lui reste-t-il à vivre ?", "n'estime pas"),
    ],
)
def test_one_persons_prognosis_is_not_estimated(question: str, says: str, answer_to: Callable[..., Answer]) -> None:
    assert says in missing(answer_to(question))


@pytest.mark.parametrize(
    ("question", "drug"),
    [
        ("Yescarta second line for primary refractory large B-cell, EFS vs salvage and auto?", "axicabtagene"),
        ("Does zorbitinib prolong survival in metastatic melanoma?", "zorbitinib"),
        ("Trodelvy en 2e ligne d'un triple négatif métastatique, gain de survie ?", "sacituzumab"),
    ],
)
def test_a_medicine_that_no_source_studied_is_named(question: str, drug: str, answer_to: Callable[..., Answer]) -> None:
    assert drug in missing(answer_to(question))


@pytest.mark.parametrize(
    ("question", "tumour"),
    [
        ("Pancréas métastatique BRCA muté, contrôlé sous FOLFIRINOX : Lynparza en entretien ?", "pancréas"),
        ("Fruquintinib in metastatic melanoma, overall survival?", "melanoma"),
        ("Wilms tumour stage I in a four year old, can we leave out doxorubicin?", "Wilms"),
    ],
)
def test_a_medicine_studied_in_another_tumour_does_not_answer(
    question: str, tumour: str, answer_to: Callable[..., Answer]
) -> None:
    assert tumour in missing(answer_to(question))


def test_a_study_that_the_library_lacks_is_named(answer_to: Callable[..., Answer]) -> None:
    assert "PRIMA" in missing(answer_to("PRIMA: niraparib maintenance PFS in the HRD subgroup?"))
    assert "RAPIDO" in missing(
        answer_to("RAPIDO ou PRODIGE 23 : traitement néoadjuvant total du rectum, SSM à 3 ans ?")
    )


def test_a_medicine_without_a_disease_is_asked_back(answer_to: Callable[..., Answer]) -> None:
    assert "which one" in missing(answer_to("Does pembrolizumab work?"))
    assert "précisez" in missing(answer_to("Le pembrolizumab est-il efficace ?"))


def test_what_comes_nearest_is_named_where_it_helps(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("Adjuvant Ibrance in stage II luminal breast: invasive DFS?")
    assert "palbociclib" in missing(answer)
    assert answer.abstention is not None
    assert set(answer.abstention.nearest) <= {evidence.n for evidence in answer.sources}
    assert answer.abstention.nearest


def test_how_to_dose_is_left_to_the_local_protocol(answer_to: Callable[..., Answer]) -> None:
    assert "local protocol" in missing(answer_to("creat 240, GFR 32. What total carboplatin dose for AUC 5?"))


def test_a_follow_up_may_be_unanswerable_where_the_first_turn_was_not(answer_to: Callable[..., Answer]) -> None:
    first = "Enfortumab vedotin after platinum and checkpoint inhibitor: OS?"
    assert answer_to(first).abstention is None
    missing(answer_to("ok and what did it cost per QALY?", first))


def test_an_empty_library_says_that_it_is_empty(
    tmp_path_factory: pytest.TempPathFactory, starter_embedder: LibraryEmbedder
) -> None:
    with Library.open(tmp_path_factory.mktemp("empty"), starter_embedder) as library:
        answer = whole_answer(assistant_on(library), "Does sorafenib prolong survival in liver cancer?")
    assert "empty" in missing(answer)
    assert answer.sources == ()


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("High-risk resected GIST: three years of imatinib or one?", "as asked"),
        ("Blinatumomab vs chemo in relapsed B-ALL adults, median OS?", "as asked"),
        ("LAL-B Ph négative de l'adulte : blinatumomab en consolidation, survie ?", "situation demandée"),
        ("Vitamin D arm of VITAL: did the D3 prevent any cancers?", "itamin"),
        ("Summarise the NCCN guideline for pancreatic cancer", "guideline"),
        ("Curage ou pas après GS+ avec mastectomie et irradiation (AMAROS) ?", "AMAROS"),
        (
            "Kadcyla en post-néoadjuvant si pas de pCR sur un HER2+ : réduction du risque de rechute ?",
            "ne répond",
        ),
    ],
    ids=[
        "amounts",
        "adults",
        "biomarker status",
        "arm of a trial",
        "guideline",
        "trial in brackets",
        "risk of relapse",
    ],
)
def test_evidence_on_something_close_by_does_not_answer(
    question: str, why: str, answer_to: Callable[..., Answer]
) -> None:
    assert why in missing(answer_to(question))


@pytest.mark.parametrize("question", ["Pluvicto after abiraterone and docetaxel: OS?", "CPRCm osseux : Xofigo, SG ?"])
def test_an_abstention_prints_no_number(question: str, answer_to: Callable[..., Answer]) -> None:
    assert not any(character.isdigit() for character in missing(answer_to(question)))


def test_a_question_that_names_a_trial_is_answered_from_that_trial(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("IPSOS: atezolizumab vs single agent chemo in platinum-unfit NSCLC, OS")
    cited = {evidence.source.about["trial_name"] for evidence in answer.sources if evidence.answers}
    assert cited == {"IPSOS"}


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("OCEANS: median OS with and without Avastin?", "OCEANS"),
        ("SOLO1 : survie globale à 7 ans sous Lynparza ?", "SOLO1"),
        ("PACE-B: freedom from biochemical failure at five years in the SBRT arm?", "PACE-B"),
    ],
)
def test_a_named_trial_that_does_not_report_the_outcome_does_not_answer(
    question: str, says: str, answer_to: Callable[..., Answer]
) -> None:
    assert says in missing(answer_to(question))


@pytest.mark.parametrize(
    "question",
    [
        "CBNPC PD-L1 80 %, 78 ans, OMS 1. Keytruda seul ou Keytruda + chimio : lequel donne la meilleure survie ?",
        "K sein métastatique prétraité anthra-taxanes : éribuline contre capécitabine, gain de SG ?",
        "Pancréas opéré R0 pT2N1, 61 ans, OMS 0 : mFOLFIRINOX adjuvant plutot que gemcitabine ?",
    ],
)
def test_medicines_that_no_trial_compared_are_not_answered_from_trials_of_either(
    question: str, answer_to: Callable[..., Answer]
) -> None:
    assert missing(answer_to(question))


@pytest.mark.parametrize(
    "question",
    [
        "What does ESMO currently recommend for how long to give adjuvant zoledronic acid?",
        "Is Fruzaqla funded on the NHS for third-line bowel yet?",
        "jus de pamplemousse et Tagrisso, on interdit ?",
        "Since TAILORx showed node-positive women can skip chemo below RS 25, what was the 9-year DFS in the N1 group?",
    ],
)
def test_guidelines_funding_interactions_and_false_premises_are_not_answered(
    question: str, answer_to: Callable[..., Answer]
) -> None:
    assert missing(answer_to(question))
