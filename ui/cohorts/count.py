"""How many patients meet criteria: the box for them, its help made from the dictionary, and the answer."""

from collections.abc import Sequence

from assistant.analysis.results import PatientCount
from assistant.analysis.units import unit_in_words
from corpora.catalogue import Language
from corpora.cohorts.cohort import Dictionary, Kind, Variable
from ui.cohorts.words import cohort_words, count_words
from ui.icons import icon
from ui.markup import Markup, tag
from ui.regions import Block

_LEVELS_SHOWN = 12


def count_form(cohort: Dictionary, examples: Sequence[str], language: Language) -> Markup:
    """The box, examples that fill it, and the names that may be used."""
    t = cohort_words(language)
    tries = [
        tag("li", tag("button", tag("code", example), type="button", class_="criteria-example", data_action="criteria"))
        for example in examples
    ]
    names = [_name(variable, language) for variable in cohort.variables]
    return tag(
        "form",
        tag("label", t("criteria"), for_="criteria", class_="form-label"),
        tag(
            "div",
            tag("textarea", id="criteria", rows=2, maxlength=2000, autocomplete="off", spellcheck="false"),
            tag("button", t("count"), type="submit", class_="primary"),
            class_="criteria-field",
        ),
        tag("p", t("criteria_note"), class_="form-note"),
        tag("ul", tries, class_="criteria-examples", aria_label=t("examples")) if tries else None,
        tag(
            "details",
            tag("summary", icon("arrow"), tag("span", t("names"))),
            tag("table", tag("tbody", names), class_="names"),
            class_="by-form",
        ),
        class_="count-form",
        data_action="count",
    )


def count_blocks(counted: PatientCount, language: Language) -> list[Block]:
    """The answer: a number, or that it may not be told."""
    t = cohort_words(language)
    shown = t("few") if counted.n is None else count_words(counted.n, language)
    n = tag("p", shown, class_="count-n" if counted.n is not None else "count-n is-few")
    of = tag("p", t("count_of", of=count_words(counted.n_cohort, language)), class_="count-of")
    said = tag("p", counted.statement, class_="count-said")
    return [("count", tag("div", n, of, said, class_="count-result", role="status"))]


def _name(variable: Variable, language: Language) -> Markup:
    t = cohort_words(language)
    if variable.kind is Kind.NUMBER:
        values: list[Markup] = [tag("span", t("a_number", unit=unit_in_words(variable.unit, language)).strip())]
    else:
        shown = variable.levels[:_LEVELS_SHOWN]
        values = [tag("code", level.code, title=level.label(language)) for level in shown]
        if len(variable.levels) > len(shown):
            values.append(tag("span", t("and_more", count=len(variable.levels) - len(shown))))
    return tag(
        "tr",
        tag("th", tag("code", variable.name), tag("small", variable.label(language)), scope="row"),
        tag("td", values),
    )
