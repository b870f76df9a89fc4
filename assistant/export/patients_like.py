"""The section "patients like this one" as the formats print it: always flagged as a cohort, its curve as a picture."""

from assistant.answer import PatientsLike
from corpora.catalogue import Language, say


def flag_of(section: PatientsLike, language: Language) -> str:
    """What kind of evidence this is, in capitals: no format leaves it out."""
    return say("cohort_answer.flag_randomised" if section.randomised else "cohort_answer.flag", language)


def picture(section: PatientsLike, language: Language) -> bytes | None:
    """The curves as a PNG; ``None`` where none may be shown."""
    if not section.curves:
        return None
    from assistant.analysis.curve_picture import curve_png

    return curve_png(section.curves, language)
