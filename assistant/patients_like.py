"""The section "patients like this one": similar patients of a fitting cohort, with a source of its own to be cited."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from assistant.analysis.results import SimilarPatients
from assistant.analysis.wording import provenance, sentences_of_figures
from assistant.answer import EvidenceSource, PatientsLike
from assistant.cohort_fit import Asked, asked_of, describes_a_patient, fitting
from assistant.events import PatientsLikeFound
from assistant.patient import PatientDescription, describe
from assistant.patients_like_words import at_risk_words
from assistant.question import Question
from assistant.trial_agreement import remarks_on
from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Dictionary, Role
from corpora.cohorts.store import DICTIONARY, Cohort, list_cohorts
from corpora.errors import SourcierError
from corpora.lexicon import Lexicon
from corpora.literature.source import Passage, Section, Source, SourceKind, StudyDesign

_FEWEST_MATCHED = 2
_MOST_TRIED = 3
_WITHHELD = frozenset({"cohort_analysis.too_few", "disclosure.not_disclosable"})
# Refused because the cohort is not of such patients: nothing to tell the reader of.
_UNFIT = frozenset({"cohort_analysis.other_disease", "cohort_analysis.nothing_described", "cohort_analysis.no_outcome"})


class Similar(Protocol):
    """Finds a cohort's most similar patients; raises :class:`SourcierError` where there are none to be shown."""

    def __call__(
        self, cohort: Cohort, description: PatientDescription, asked: Asked, language: Language, lexicon: Lexicon, /
    ) -> SimilarPatients: ...


def similar_in(
    cohort: Cohort, description: PatientDescription, asked: Asked, language: Language, lexicon: Lexicon
) -> SimilarPatients:
    """The cohort's most similar patients, found as the Cohorts view finds them."""
    from assistant.analysis.similar import similar_patients

    return similar_patients(
        cohort, description, outcome=asked.outcome, treatment=asked.treatment, language=language, lexicon=lexicon
    )


@dataclass
class CohortPatients:
    """Finds similar patients in the cohorts of a folder. Nothing of them is read before a question describes a patient.

    Attributes
    ----------
    similar
        Finds a cohort's most similar patients; raises :class:`SourcierError` where they may not be shown.
    """

    folder: Path
    lexicon: Lexicon
    similar: Similar = similar_in
    _opened: dict[str, tuple[int, Cohort]] = field(default_factory=dict)

    def find(self, question: Question, evidence: Sequence[EvidenceSource]) -> PatientsLikeFound | None:
        """The section for a question; ``None`` where it describes no patient, or no cohort fits the one described."""
        text, about, language = question.search_text, question.about, question.language
        description = describe(text, self.lexicon)
        if not describes_a_patient(text, description):
            return None
        cohorts = {cohort.dictionary.id: cohort for cohort in self._cohorts()}
        withheld: Dictionary | None = None
        for dictionary in fitting((cohort.dictionary for cohort in cohorts.values()), about, self.lexicon)[
            :_MOST_TRIED
        ]:
            asked = asked_of(dictionary, about, self.lexicon)
            try:
                similar = self.similar(cohorts[dictionary.id], description, asked, language, self.lexicon)
            except SourcierError as error:
                if error.key not in _WITHHELD | _UNFIT:
                    raise
                if error.key in _WITHHELD:
                    withheld = withheld or dictionary
                continue
            if _characteristics(similar, dictionary) >= _FEWEST_MATCHED:
                return _section(similar, dictionary, question, evidence, self.lexicon)
        return _withheld(withheld, language) if withheld else None

    def warm(self) -> None:
        """Import what finding similar patients needs; no cohort is asked anything."""
        import lifelines  # noqa: F401

        import assistant.analysis.similar  # noqa: F401

    def _cohorts(self) -> Iterator[Cohort]:
        """The cohorts, with what was read of them for an earlier question as long as they have not changed."""
        for cohort in list_cohorts(self.folder):
            key, changed = cohort.dictionary.id, (cohort.folder / DICTIONARY).stat().st_mtime_ns
            if self._opened.get(key, (0, None))[0] != changed:
                self._opened[key] = (changed, cohort)
            yield self._opened[key][1]


def _characteristics(similar: SimilarPatients, dictionary: Dictionary) -> int:
    """How many characteristics were matched on beside the disease."""
    disease = {v.name for role in (Role.DIAGNOSIS, Role.MORPHOLOGY) for v in dictionary.of_role(role)}
    return sum(one.variable not in disease for one in similar.matched)


def _section(
    similar: SimilarPatients,
    dictionary: Dictionary,
    question: Question,
    evidence: Sequence[EvidenceSource],
    lexicon: Lexicon,
) -> PatientsLikeFound:
    outcomes, language = similar.outcomes, question.language
    n = len(evidence) + 1
    lead, *statements = (*similar.statements, *(outcomes.statements if outcomes else ()))
    caveats = (
        *provenance(dictionary, outcomes.treatment if outcomes else "", language),
        say("analysis.no_recommendation", language),
    )
    section = PatientsLike(
        citation=n,
        lead=lead,
        figures=sentences_of_figures(outcomes, language) if outcomes else (),
        caveats=caveats,
        method=tuple(said for said in dict.fromkeys(statements) if said not in caveats),
        remarks=remarks_on(outcomes, dictionary, evidence, n, lexicon, language) if outcomes else (),
        similar=similar,
        randomised=_randomised(similar, dictionary),
    )
    return PatientsLikeFound(section, _evidence(section, similar, dictionary, n, language))


def _withheld(dictionary: Dictionary, language: Language) -> PatientsLikeFound:
    lead = say("cohort_answer.lead_withheld", language, title=dictionary.title(language))
    return PatientsLikeFound(PatientsLike(0, lead, (), (), (), (), None), None)


def _randomised(similar: SimilarPatients, dictionary: Dictionary) -> bool:
    by = similar.outcomes.treatment if similar.outcomes else ""
    return dictionary.randomised and bool(by) and by == dictionary.main_treatment


def _evidence(
    section: PatientsLike, similar: SimilarPatients, dictionary: Dictionary, n: int, language: Language
) -> EvidenceSource:
    """The section's source: its text prints every figure that the section states."""
    followed = at_risk_words(section.curves, language)
    text = " ".join([section.lead, *section.figures, *followed, *section.caveats, *section.method])
    whose = hashlib.sha256(repr(sorted((m.variable, m.value) for m in similar.matched)).encode()).hexdigest()[:8]
    source_id = f"cohort:{dictionary.id}-similar-{whose}"
    design = "individual data of a randomised trial" if section.randomised else "observational cohort, not randomised"
    source = Source(
        id=source_id,
        kind=SourceKind.COHORT,
        title=say("cohort_answer.source_title", language, title=similar.title),
        text=text,
        language=language,
        sections=(Section("summary", 0, len(text)),),
        design=StudyDesign(design, None if section.randomised else False, "", 3, "cohort"),
        about={"trial_name": dictionary.id.upper(), "n_randomised": similar.n, "years": dictionary.years.en},
        origin=dictionary.id,
    )
    passage = Passage(f"{source_id}#0", source_id, 0, text, 0, len(text), "summary")
    return EvidenceSource(n, source, 0.0, (passage,), flags=("cohort",), answers=True)
