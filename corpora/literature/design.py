"""How a study was done, and what kind of source reports it, from what its record or its words say."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpora.literature import commentary
from corpora.literature import design_words as words
from corpora.literature.source import SourceKind, StudyDesign

_LEVEL = {
    SourceKind.META_ANALYSIS: 1,
    SourceKind.OBSERVATIONAL_STUDY: 3,
    SourceKind.CASE_REPORT: 4,
    SourceKind.REVIEW: 5,
}
RANDOMISED_LEVEL, CONTROLLED_LEVEL, UNCONTROLLED_LEVEL = 2, 3, 4

_KIND_OF_TYPE = (
    ("meta-analysis", SourceKind.META_ANALYSIS),
    ("network meta-analysis", SourceKind.META_ANALYSIS),
    ("systematic review", SourceKind.META_ANALYSIS),
    ("practice guideline", SourceKind.GUIDELINE),
    ("guideline", SourceKind.GUIDELINE),
    ("consensus development conference", SourceKind.GUIDELINE),
    ("consensus development conference, nih", SourceKind.GUIDELINE),
    ("case reports", SourceKind.CASE_REPORT),
    ("case-report", SourceKind.CASE_REPORT),
    ("case report", SourceKind.CASE_REPORT),
    ("clinical trial protocol", SourceKind.ARTICLE),
    ("randomized controlled trial", SourceKind.TRIAL_REPORT),
    ("pragmatic clinical trial", SourceKind.TRIAL_REPORT),
    ("equivalence trial", SourceKind.TRIAL_REPORT),
    ("adaptive clinical trial", SourceKind.TRIAL_REPORT),
    ("controlled clinical trial", SourceKind.TRIAL_REPORT),
    ("clinical trial", SourceKind.TRIAL_REPORT),
    ("clinical trial, phase i", SourceKind.TRIAL_REPORT),
    ("clinical trial, phase ii", SourceKind.TRIAL_REPORT),
    ("clinical trial, phase iii", SourceKind.TRIAL_REPORT),
    ("clinical trial, phase iv", SourceKind.TRIAL_REPORT),
    ("observational study", SourceKind.OBSERVATIONAL_STUDY),
    ("review", SourceKind.REVIEW),
    ("scoping review", SourceKind.REVIEW),
    ("review-article", SourceKind.REVIEW),
    ("systematic-review", SourceKind.META_ANALYSIS),
)
_PHASE_OF_TYPE = {
    "clinical trial, phase i": "1",
    "clinical trial, phase ii": "2",
    "clinical trial, phase iii": "3",
    "clinical trial, phase iv": "4",
}
_RANDOMISED_TYPES = frozenset({"randomized controlled trial"})
_UNTYPED_DEFAULT = SourceKind.ARTICLE


@dataclass(frozen=True)
class Judged:
    """What a source is and how its study was done."""

    kind: SourceKind
    design: StudyDesign


def judged(title: str, text: str, publication_types: Iterable[str] = (), kind: SourceKind | None = None) -> Judged:
    """The kind and design of a publication.

    Publication types decide where they do; the words of the title and abstract fill in what they leave open.

    Parameters
    ----------
    text
        The abstract or full text; of a full text only the beginning is read, since its body tells of other studies.
    publication_types
        As MEDLINE or JATS name them, in any case.
    kind
        Where the file itself says what the source is.
    """
    types = {name.strip().lower() for name in publication_types}
    typed = next((kind for name, kind in _KIND_OF_TYPE if name in types), None)
    if typed is None and not types.isdisjoint(commentary.TYPES):
        typed = SourceKind.ARTICLE
    said = words.reading(title, text)
    decided = kind or typed or said.kind or _UNTYPED_DEFAULT
    randomised = True if types & _RANDOMISED_TYPES else said.randomised
    if decided not in (SourceKind.TRIAL_REPORT, SourceKind.REGISTERED_TRIAL):
        # A review tells of randomised trials, a protocol plans one, an experiment draws lots: none reports one.
        randomised = False if decided in (SourceKind.OBSERVATIONAL_STUDY, SourceKind.CASE_REPORT) else None
    phase = _typed_phase(types) or (said.phase if decided is SourceKind.TRIAL_REPORT else "")
    level = _level(decided, randomised, controlled=said.controlled)
    if decided is SourceKind.META_ANALYSIS and said.of_observational:
        level = CONTROLLED_LEVEL
    if typed:
        derived_from = "publication type"
    elif decided is not SourceKind.ARTICLE:
        derived_from = "text"
    else:
        derived_from = ""
    label = _label(decided, randomised, phase, said.features)
    return Judged(decided, StudyDesign(label, randomised, phase, level, derived_from))


def _typed_phase(types: set[str]) -> str:
    phases = sorted({phase for name, phase in _PHASE_OF_TYPE.items() if name in types})
    return "/".join(phases) if phases in (["1", "2"], ["2", "3"]) else "".join(phases[-1:])


def _level(kind: SourceKind, randomised: bool | None, controlled: bool) -> int:
    """Oxford CEBM 2011 level for a treatment question; 0 where the design does not place it."""
    if kind is SourceKind.TRIAL_REPORT:
        if randomised:
            return RANDOMISED_LEVEL
        return CONTROLLED_LEVEL if controlled else UNCONTROLLED_LEVEL
    return _LEVEL.get(kind, 0)


def _label(kind: SourceKind, randomised: bool | None, phase: str, features: tuple[str, ...]) -> str:
    parts = ["randomised"] if randomised else []
    if kind is SourceKind.TRIAL_REPORT and randomised is False:
        parts.append("not randomised")
    if phase:
        parts.append(f"phase {phase}")
    named = {
        SourceKind.META_ANALYSIS: "systematic review",
        SourceKind.REVIEW: "review",
        SourceKind.CASE_REPORT: "case report",
        SourceKind.GUIDELINE: "guideline",
        SourceKind.OBSERVATIONAL_STUDY: "observational",
    }.get(kind)
    if named:
        parts.append(named)
    if kind in (SourceKind.TRIAL_REPORT, SourceKind.OBSERVATIONAL_STUDY, SourceKind.META_ANALYSIS):
        parts.extend(features)
    return ", ".join(dict.fromkeys(parts))
