"""Small sources for the tests of the indexes."""

from corpora.literature.source import NoticeKind, Source, SourceKind, StudyDesign

_SENTENCES = (
    "Patients were randomly assigned to {drug} or placebo.",
    "The primary endpoint was overall survival in {disease}.",
    "{drug} prolonged median overall survival to {months} months.",
    "The most frequent adverse events with {drug} were fatigue and nausea.",
)
_DRUGS = ("trastuzumab", "pembrolizumab", "olaparib", "imatinib", "sunitinib", "docetaxel", "rituximab")
_DISEASES = ("breast cancer", "lung cancer", "ovarian cancer", "gastric cancer", "melanoma")


def source(
    source_id: str,
    text: str,
    *,
    title: str = "",
    identifiers: dict[str, str] | None = None,
    year: int = 2020,
    language: str = "en",
    kind: SourceKind = SourceKind.TRIAL_REPORT,
    randomised: bool | None = None,
    notices: tuple[NoticeKind, ...] = (),
    origin: str = "test.jsonl",
    trial_name: str = "",
) -> Source:
    """A source with what a test cares about."""
    scheme, _, value = source_id.partition(":")
    known = {} if scheme in ("file", "cohort") else {scheme: value}
    return Source(
        id=source_id,
        kind=kind,
        title=title or f"On {source_id}",
        text=text,
        language=language,
        year=year,
        identifiers=known | (identifiers or {}),
        design=StudyDesign(randomised=randomised),
        notices=notices,
        about={"trial_name": trial_name} if trial_name else {},
        origin=origin,
    )


def trials(count: int, first: int = 0) -> list[Source]:
    """So many different trial reports, always the same."""
    made = []
    for number in range(first, first + count):
        drug, disease = _DRUGS[number % len(_DRUGS)], _DISEASES[number % len(_DISEASES)]
        words = {"drug": drug, "disease": disease, "months": 8 + number / 10}
        text = " ".join(sentence.format(**words) for sentence in _SENTENCES)
        made.append(
            source(
                f"doi:10.1000/{number}", f"{text} Trial {1000 + number}.", title=f"{drug} in {disease}, {1000 + number}"
            )
        )
    return made
