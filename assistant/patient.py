"""A patient described in free text, French or English, or in a form: what is said, before any cohort is looked at."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.patient_facts import Fact, facts_in
from corpora.lexicon import INTERVENTIONS, Category, Lexicon, Mention

__all__ = ["Fact", "PatientDescription", "describe"]


@dataclass(frozen=True)
class PatientDescription:
    """A patient as described.

    Attributes
    ----------
    facts
        At most one of a kind, save ``disease`` and ``biomarker``.
    treatments
        Ids of the interventions named: those considered, not those had before.
    values
        From a form: variable to value. They win over the facts.
    """

    facts: tuple[Fact, ...] = ()
    treatments: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    def fact(self, kind: str) -> Fact | None:
        """What is said of a kind."""
        return next((fact for fact in self.facts if fact.kind == kind), None)


def describe(text: str, lexicon: Lexicon, values: Mapping[str, str] | None = None) -> PatientDescription:
    """Read a description in French, English or both, as notes are written: ``femme 58 ans, pT2 N1, grade 3, RH+, HER2-``.

    Parameters
    ----------
    values
        What was chosen in a form beside it: variable of the cohort to a code, label or number.
    """
    mentions = lexicon.recognise(text)
    facts = [*facts_in(text), *_concepts(text, mentions, lexicon)]
    kinds = {"disease", "biomarker"}
    seen: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        seen.setdefault((fact.kind, fact.value if fact.kind in kinds else ""), fact)
    treatments = tuple(
        dict.fromkeys(
            mention.concept_id
            for mention in mentions
            if lexicon.concept(mention.concept_id).category in INTERVENTIONS and not (mention.prior or mention.negated)
        )
    )
    return PatientDescription(tuple(seen.values()), treatments, dict(values or {}))


def _concepts(text: str, mentions: list[Mention], lexicon: Lexicon) -> Iterator[Fact]:
    diseases = _diseases(mentions, lexicon)
    for mention in mentions:
        concept = lexicon.concept(mention.concept_id)
        if mention.negated:
            continue
        if concept.id in diseases:
            yield Fact("disease", mention.text, concept.id)
        elif concept.category is Category.BIOMARKER:
            yield from _of_biomarker(concept.id, mention.text)
        elif concept.id in ("postmenopausal", "premenopausal"):
            yield Fact("menopause", mention.text, concept.id.removesuffix("menopausal"))
        elif concept.id == "male":
            yield Fact("sex", mention.text, "male")
        elif concept.id in ("node_negative", "metastatic") and not re.search(r"\d", mention.text):
            yield Fact("n" if concept.id == "node_negative" else "m", mention.text, "0" if "neg" in concept.id else "1")


def _diseases(mentions: list[Mention], lexicon: Lexicon) -> frozenset[str]:
    """The cancers named, without those that only say less of another one."""
    cancers = {m.concept_id for m in mentions if not m.negated and lexicon.is_a(m.concept_id, "cancer")}
    return frozenset(one for one in cancers if not any(one in lexicon.above(other) for other in cancers))


def _of_biomarker(concept_id: str, text: str) -> Iterator[Fact]:
    """The receptors that a concept tells of, each for itself; any other biomarker as its concept."""
    marker, _, sign = concept_id.rpartition("_")
    if concept_id == "triple_negative":
        yield from (Fact(kind, text, "negative") for kind in ("er", "pr", "her2"))
    elif marker == "hr" and sign == "negative":
        yield from (Fact(kind, text, "negative") for kind in ("er", "pr"))
    elif marker == "hr":
        # Hormone-receptor-positive: one of the two is; most often the oestrogen receptor.
        yield Fact("er", text, "positive")
    elif marker in ("er", "her2") and sign in ("positive", "negative"):
        yield Fact(marker, text, sign)
    elif concept_id not in ("her2", "progesterone_receptor", "hormone_receptor", "ki67", "psa", "pd_l1"):
        yield Fact("biomarker", text, concept_id)
