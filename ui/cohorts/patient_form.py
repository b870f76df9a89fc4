"""How a patient is described: a box for the reader's own words, and a form made from the cohort's dictionary."""

from assistant.analysis.covariates import characteristics
from assistant.analysis.units import unit_in_words
from corpora.catalogue import Language
from corpora.cohorts.cohort import Dictionary, Kind, Role, Variable
from ui.cohorts.words import CohortWords, cohort_words
from ui.icons import icon
from ui.markup import Markup, tag


def patient_form(cohort: Dictionary, language: Language) -> Markup:
    """The form, where the cohort has an outcome; the script sends it when a choice is made, and when the text is committed."""
    t = cohort_words(language)
    if not cohort.outcomes:
        return tag("p", t("no_outcome"), class_="results-empty")
    fields = [_field(variable, language, t) for variable in characteristics(cohort, cohort.main_treatment)]
    return tag(
        "form",
        tag("label", t("describe"), for_="patient-text", class_="form-label"),
        tag(
            "textarea", id="patient-text", rows=3, maxlength=2000, placeholder=t("describe_example"),
            autocomplete="off", spellcheck="false",
        ),
        tag("p", t("describe_note"), class_="form-note"),
        tag(
            "details",
            tag("summary", icon("arrow"), tag("span", t("by_form"))),
            tag("div", fields, class_="form-fields"),
            class_="by-form",
            open=True,
        ),
        _compared(cohort, language, t),
        tag(
            "div",
            tag("button", t("find_similar"), type="submit", class_="primary"),
            tag("button", t("clear"), type="button", class_="quiet", data_action="clear"),
            class_="form-end",
        ),
        class_="patient-form",
        data_action="similar",
        data_cohort=cohort.id,
        data_stale=t("stale"),
    )  # fmt: skip


def _field(variable: Variable, language: Language, t: CohortWords) -> Markup:
    name = f"patient-{variable.name}"
    unit = tag("span", f" ({words})", class_="unit") if (words := unit_in_words(variable.unit, language)) else None
    label = tag("label", variable.label(language), unit, for_=name)
    common: dict[str, str] = {"id": name, "data_variable": variable.name}
    if variable.kind is Kind.NUMBER:
        return tag(
            "div", label, tag("input", type="number", step="any", inputmode="decimal", **common), class_="field-row"
        )
    options = [tag("option", t("not_given"), value="")]
    options += [tag("option", level.label(language), value=level.code) for level in variable.levels]
    return tag("div", label, tag("select", options, **common), class_="field-row")


def _compared(cohort: Dictionary, language: Language, t: CohortWords) -> Markup:
    """Which outcome is shown, and by which treatment; left out where there is no choice."""
    outcomes = [tag("option", outcome.label(language), value=outcome.name) for outcome in cohort.outcomes]
    treatments = [
        tag("option", v.label(language), value=v.name, selected=v.name == cohort.main_treatment)
        for v in cohort.of_role(Role.TREATMENT)
        if v.kind is not Kind.NUMBER
    ]
    rows = [
        tag("div", tag("label", t(entry), for_=f"compared-{entry}"), tag("select", choices, id=f"compared-{entry}"),
            class_="field-row")
        for entry, choices in (("outcome", outcomes), ("treatment", treatments))
        if len(choices) > 1
    ]  # fmt: skip
    return tag("div", rows, class_="form-fields compared", hidden=not rows)
