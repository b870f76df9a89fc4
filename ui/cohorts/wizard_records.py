"""Records that say themselves what they hold (OMOP, FHIR): what their cohort is called, and which patients make it."""

from corpora.catalogue import Language
from corpora.cohorts.omop.choosing import ConditionFound, Conditions
from ui.cohorts.inspected import Inspected
from ui.cohorts.variable_names import variable_name
from ui.cohorts.words import cohort_words, count_words
from ui.markup import Markup, tag


def records_form(found: Inspected, language: Language) -> list[Markup]:
    """Names, in the page's language required; of an OMOP database the choice of conditions."""
    t = cohort_words(language)
    names = [
        about_field(f"{name}_{code}", f"{t(f'about_name_{name}')} ({code})", "", required=code == language)
        for name in ("title", "centre")
        for code in ("en", "fr")
    ]
    proposed = variable_name(found.name.split(".")[0], set()).replace("_", "-")
    about = tag(
        "div", about_field("id", t("about_id"), proposed, required=True), names, class_="form-fields about-fields"
    )
    parts = [tag("p", t("wizard_no_mapping"), class_="form-note"), tag("section", tag("h3", t("about_title")), about)]
    if found.conditions is not None:
        parts.append(_choice(found.conditions, language))
    return parts


def about_field(name: str, label: str, value: str, *, required: bool = False) -> Markup:
    """A line of text about the cohort."""
    field = f"about-{name}"
    return tag(
        "div",
        tag("label", label, for_=field),
        tag("input", type="text", id=field, value=value, maxlength=300, required=required, data_about=name),
        class_="field-row",
    )


def _choice(found: Conditions, language: Language) -> Markup:
    t = cohort_words(language)
    by_default = t("conditions_default", n=count_words(found.malignancies, language), count=found.malignancies)
    listed = [tag("li", _condition(each, language)) for each in found.commonest]
    others = tag(
        "div",
        tag("label", t("conditions_others"), for_="conditions-others"),
        tag("input", type="text", id="conditions-others", maxlength=300, inputmode="numeric"),
        class_="field-row",
    )
    return tag(
        "section",
        tag("h3", t("conditions_title")),
        tag("p", by_default, class_="form-note"),
        tag("ul", listed, class_="conditions") if listed else None,
        others,
    )


def _condition(each: ConditionFound, language: Language) -> Markup:
    t = cohort_words(language)
    n = t("patients", n=count_words(each.persons, language), count=each.persons)
    return tag(
        "label",
        tag("input", type="checkbox", data_condition=str(each.concept)),
        " ",
        tag("span", each.name or t("conditions_unnamed")),
        " ",
        tag("small", f"{each.concept} · {n}"),
        class_="check",
    )
