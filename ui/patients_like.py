"""The section "patients like this one" of an answer: framed and flagged as a cohort, so that no trial is seen in it."""

from collections.abc import Mapping

from assistant.answer import Answer, EvidenceSource, PatientsLike
from assistant.export.patients_like import flag_of
from corpora.catalogue import say
from ui.citations import citations, cited_text, followed
from ui.cohorts.curve import curve_svg
from ui.icons import icon
from ui.markup import Markup, tag
from ui.spacing import spaced
from ui.words import Words

_WIDTH = 500


def patients_like(answer: Answer, position: int, sources: Mapping[int, EvidenceSource], t: Words) -> Markup | None:
    """The section of an answer; ``None`` where it has none.

    Parameters
    ----------
    position
        Which turn of the conversation the answer is; citations name it.
    """
    section, language = answer.patients_like, answer.language
    if section is None:
        return None
    numbers = (section.citation,) if section.citation else ()

    def said(words: str) -> str:
        return spaced(words, language)

    figures = [
        tag("li", followed(said(figure), citations(numbers, position, sources, t)), class_="outcome")
        for figure in section.figures
    ]
    remarks = [
        tag("p", cited_text(said(remark.text), remark.citations, position, sources, t), class_="remark")
        for remark in section.remarks
    ]
    return tag(
        "section",
        tag("p", icon("warning"), flag_of(section, language), class_="cohort-flag"),
        tag("h3", say("cohort_answer.section", language)),
        tag("p", followed(said(section.lead), citations(numbers, position, sources, t)), class_="lead"),
        _curves(section, answer),
        tag("ul", figures, class_="cohort-figures") if figures else None,
        remarks,
        [tag("p", said(caveat), class_="caveat") for caveat in section.caveats],
        _method(section, answer),
        class_="patients-like",
        lang=language,
    )


def _curves(section: PatientsLike, answer: Answer) -> Markup | None:
    if not section.curves:
        return None
    outcome = section.similar.outcomes.outcome_label if section.similar and section.similar.outcomes else ""
    drawing = Markup(curve_svg(section.curves, answer.language, title=outcome, width=_WIDTH))
    flag, shows = flag_of(section, answer.language), say("cohort_answer.survival_curves", answer.language)
    caption = spaced(f"{flag}. {shows}", answer.language)
    return tag("figure", drawing, tag("figcaption", caption), class_="curve-figure")


def _method(section: PatientsLike, answer: Answer) -> Markup | None:
    if not section.method:
        return None
    folded = tag("summary", icon("arrow"), say("cohort_answer.details", answer.language))
    return tag("details", folded, tag("ul", [tag("li", spaced(m, answer.language)) for m in section.method]))
