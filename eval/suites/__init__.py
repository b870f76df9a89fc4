"""The suites by name. Importing this loads none of them."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from eval.suite import Suite

_CLASSES = {
    "retrieval": "retrieval.Retrieval",
    "clinical-questions": "clinical_questions.ClinicalQuestions",
    "attribution": "attribution.AnswerAttribution",
    "pubmedqa": "pubmedqa.PubMedQA",
    "pubmedqa-retrieval": "pubmedqa_retrieval.PubMedQARetrieval",
    "bioasq": "bioasq.BioASQ",
    "multiple-choice": "multiple_choice.MultipleChoice",
    "evidence-inference": "evidence_inference.EvidenceInference",
    "claim-verification": "claim_verification.ClaimVerification",
    "effect-extraction": "effect_extraction.EffectExtraction",
    "deidentification": "deidentification.Deidentification",
    "cohort-statistics": "cohort_statistics.CohortStatistics",
    "cost": "cost.Cost",
}


def _maker(place: str) -> Callable[[], Suite]:
    module, _, name = place.partition(".")

    def make() -> Suite:
        suite: Suite = getattr(import_module(f"eval.suites.{module}"), name)()
        return suite

    return make


SUITES: Mapping[str, Callable[[], Suite]] = MappingProxyType({name: _maker(place) for name, place in _CLASSES.items()})
