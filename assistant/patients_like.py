"""The section "patients like this one": similar patients of a fitting cohort, with a source of its own to be cited."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
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
from corpora.cohorts.disclosure.policy import POLICY
from corpora.cohorts.disclosure.releases import Releases
from corpora.cohorts.store import DICTIONARY, Cohort, list_cohorts
from corpora.errors import SourcierError
from corpora.lexicon import Lexicon
from corpora.literature.source import Passage, Section, Source, SourceKind, StudyDesign

_FEWEST_CHARACTERISTICS = 2
_MOST_TRIED = 3
_WITHHELD = frozenset({"cohort_analysis.too_few", "disclosure.not_disclosable"})
# Refused because the cohort is not of such patients: nothing to tell the reader of.
_UNFIT = frozenset({"cohort_analysis.other_disease", "cohort_analysis.nothing_described", "cohort_analysis.no_outcome"})


class OpenCohort:
    """A cohort with what was read of it and of its releases for earlier questions."""

    def __init__(self, cohort: Cohort, changed: tuple[int, ...]) -> None:
        self.cohort, self.changed = cohort, changed

    @cached_property
    def releases(self) -> Releases:
        """What has been released of the cohort, by whatever process: it follows the record."""
        return Releases.open(self.cohort)


class Similar(Protocol):
    """Finds a cohort's most similar patients; raises :class:`SourcierError` where there are none to be shown."""

    def __call__(
        self, held: OpenCohort, description: PatientDescription, asked: Asked, language: Language, lexicon: Lexicon, /
    ) -> SimilarPatients: ...


def similar_in(
    held: OpenCohort, description: PatientDescription, asked: Asked, language: Language, lexicon: Lexicon
) -> SimilarPatients:
    """The cohort's most similar patients, found as the Cohorts view finds them."""
    from assistant.analysis.similar import similar_patients

    return similar_patients(
        held.cohort,
        description,
        outcome=asked.outcome,
        treatment=asked.treatment,
        language=language,
        lexicon=lexicon,
        releases=held.releases,
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
    _held: dict[str, OpenCohort] = field(default_factory=dict)
    _asking: Lock = field(default_factory=Lock)

    def find(self, question: Question, evidence: Sequence[EvidenceSource]) -> PatientsLikeFound | None:
        """The section for a question; ``None`` where it describes no patient, or no cohort fits the one described.

        Where a fitting cohort may not or cannot be shown, the section is one sentence that says so.
        """
        text, language = question.search_text, question.language
        description = describe(text, self.lexicon)
        if not describes_a_patient(text, description):
            return None
        try:
            # What a cohort has released is decided for one question after another.
            with self._asking:
                return self._find(description, question, evidence)
        except SourcierError as error:
            return _said(f"{error.message(language)} {error.hint(language)}")

    def _find(
        self, description: PatientDescription, question: Question, evidence: Sequence[EvidenceSource]
    ) -> PatientsLikeFound | None:
        about, language = question.about, question.language
        cohorts = {held.cohort.dictionary.id: held for held in self._cohorts()}
        withheld: Dictionary | None = None
        for dictionary in fitting([h.cohort.dictionary for h in cohorts.values()], about, self.lexicon)[:_MOST_TRIED]:
            asked = asked_of(dictionary, about, self.lexicon)
            try:
                if self._characteristics(description, dictionary, asked) < _FEWEST_CHARACTERISTICS:
                    continue
                similar = self.similar(cohorts[dictionary.id], description, asked, language, self.lexicon)
            except SourcierError as error:
                if error.key not in _WITHHELD | _UNFIT:
                    raise
                if error.key in _WITHHELD:
                    withheld = withheld or dictionary
                continue
            return _section(similar, dictionary, question, evidence, self.lexicon)
        if withheld:
            return _said(say("cohort_answer.lead_withheld", language, title=withheld.title(language)))
        return None

    def warm(self) -> None:
        """Import what finding similar patients needs, and open the cohorts; none is asked anything."""
        import lifelines  # noqa: F401

        import assistant.analysis.similar  # noqa: F401

        # A cohort that cannot be read is said where a question meets it.
        with self._asking, suppress(SourcierError):
            for held in self._cohorts():
                held.releases  # noqa: B018

    def _characteristics(self, description: PatientDescription, dictionary: Dictionary, asked: Asked) -> int:
        """How many of the characteristics described the cohort records, beside the disease."""
        from assistant.analysis.placing import place

        treatment = asked.treatment or dictionary.main_treatment
        wanted = place(description, dictionary, treatment, self.lexicon).wanted
        return sum(one.variable.role not in (Role.DIAGNOSIS, Role.MORPHOLOGY) for one in wanted)

    def _cohorts(self) -> Iterator[OpenCohort]:
        """The cohorts, each as it was opened for an earlier question unless it, or its policy, has changed since."""
        for cohort in list_cohorts(self.folder):
            files = [path for name in (DICTIONARY, POLICY) if (path := cohort.folder / name).is_file()]
            changed = tuple(path.stat().st_mtime_ns for path in files)
            known = self._held.get(cohort.dictionary.id)
            if known is None or known.changed != changed:
                self._held[cohort.dictionary.id] = OpenCohort(cohort, changed)
            yield self._held[cohort.dictionary.id]


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


def _said(lead: str) -> PatientsLikeFound:
    """A section that only says why there is none."""
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
        about={"trial_name": dictionary.id.upper(), "n_randomised": similar.n, "years": dictionary.years(language)},
        origin=dictionary.id,
    )
    passage = Passage(f"{source_id}#0", source_id, 0, text, 0, len(text), "summary")
    return EvidenceSource(n, source, 0.0, (passage,), flags=("cohort",), answers=True)
