"""A question of evidence is told from an order, a person's prognosis, an emergency and what is not medicine."""

import pytest

from assistant.scope import Scope, scope_of


@pytest.mark.parametrize(
    "question",
    [
        "Prescribe ondansetron 8 mg",
        "please book a PET for Thursday",
        "Prescris-lui de l'ondansétron 8 mg x2",
        "Prenez rendez-vous en radiothérapie",
        "Draft a letter to the GP",
        "ring bed 7's son and tell him the scan is clear",
    ],
)
def test_an_order_is_recognised(question: str) -> None:
    assert scope_of(question) is Scope.ORDER


@pytest.mark.parametrize(
    "question",
    [
        "How long has she got left?",
        "Will my father survive?",
        "Cholangio, second line failed. Will she get to their wedding in June?",
        "Stage IV pancreas, bilirubin 190: will she see the summer?",
        "Combien de temps lui reste-t-il à vivre ?",
        "Quelles sont ses chances de guérison ?",
    ],
)
def test_one_persons_prognosis_is_recognised(question: str) -> None:
    assert scope_of(question) is Scope.PROGNOSIS


def test_an_emergency_is_recognised() -> None:
    assert scope_of("Vincristine extravasation ten minutes ago, hot or cold?") is Scope.URGENT
    assert scope_of("Extravasation de vincristine : chaud ou froid ?") is Scope.URGENT


def test_how_to_dose_is_practice_not_evidence() -> None:
    assert scope_of("GFR 32. What total carboplatin dose for AUC 5?") is Scope.PRACTICE
    assert scope_of("Fièvre et PNN 0,1 : quelle antibiothérapie ?") is Scope.PRACTICE
    assert scope_of("Combien de temps arrêter l'Avastin avant une chirurgie dentaire ?") is Scope.PRACTICE
    assert scope_of("Il a de l'hypomagnésémie sous cétuximab, on supplémente comment ?") is Scope.PRACTICE
    assert scope_of("DPYD *2A heterozygous: by how much should I reduce capecitabine?") is Scope.PRACTICE


def test_what_is_not_medicine_is_recognised() -> None:
    assert scope_of("What's the weather in Leeds tomorrow") is Scope.OTHER
    assert scope_of("Quel code CIM-10 pour une séance de chimio ?") is Scope.OTHER


@pytest.mark.parametrize(
    ("question", "scope"),
    [
        ("my husband has stage 4 lung cancer, how long have we got", Scope.PROGNOSIS),
        ("peux-tu remplir le dossier MDPH de Mme X", Scope.ORDER),
        ("Neutrophils 0.7 day 21 of FOLFOX, hold or go ahead?", Scope.PRACTICE),
        ("Plaquettes 68 à J1 de C4 GEMOX, on fait la cure ou on décale ?", Scope.PRACTICE),
        ("PICC line won't flush, what do I put down it", Scope.PRACTICE),
        ("Peut-elle conduire sous Keppra ?", Scope.PRACTICE),
        ("convert 60 mg oral morphine to a fentanyl patch", Scope.PRACTICE),
        ("Scanner de ce matin : +22 %, c'est une progression ?", Scope.READING),
        ("what stage is a T3N1M0 sigmoid", Scope.READING),
        ("what CPT code do I use for stereotactic radiosurgery", Scope.OTHER),
        ("Qui est d'astreinte en hémato ce soir", Scope.OTHER),
    ],
)
def test_bedside_requests_are_told_by_kind(question: str, scope: Scope) -> None:
    assert scope_of(question) is scope


@pytest.mark.parametrize(
    "question",
    [
        "How long is survival with sorafenib in hepatocellular carcinoma?",
        "Does prescribing exercise help fatigue?",
        "Quelle survie avec le fruquintinib après deux lignes ?",
        "In order to avoid cisplatin, is carboplatin as good?",
        "Dose-dense or conventional paclitaxel in ovarian cancer: survival?",
        "Faut-il demander un TEP avant chirurgie ?",
        "Deauville 4 après 2 ABVD : passer au BEACOPP améliore la SSP ?",
        "Heparin or saline to flush catheters in children, blockage rate?",
        "Drug holidays in mCRC: is intermittent as good for OS?",
        "Platelets 15: is a transfusion threshold of 10 as safe as 20 for bleeding?",
        "Stage I clear cell ovary, CPT-P or TC: PFS?",
    ],
)
def test_a_question_of_evidence_is_not_mistaken_for_another(question: str) -> None:
    assert scope_of(question) is Scope.EVIDENCE
